//! The doors over a whole system in this process, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod bans;
mod gateway_hooks;
mod hooks;
mod languages;
mod links;
mod mcp;
mod nul;
mod office;
mod pages;
mod rest;
mod set_up;
mod shop;
mod site;
mod templates;
mod themes;
mod trouble;
mod weight;
