//! The doors over a whole system in this process, on both databases.

mod rest;
mod shop;
mod site;
