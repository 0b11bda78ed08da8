//! The real binary, from outside: its doors, its command line, and clients of other people.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod home;
mod http;
#[path = "../../../modules/tests/it/peers/process.rs"]
mod process;
mod server;
mod themes;
mod written;

mod assistants;
mod browser;
mod clients;
mod command_line;
mod copies;
mod crash;
mod crowd;
mod demo;
mod described;
mod killed;
mod moved;
mod pages;
mod rest;
mod rpc;
mod seam;
mod sign_in;
mod wrapped_keys;
