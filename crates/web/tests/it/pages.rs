//! The pages, as a browser without script uses them.

mod accounts;
mod billing;
pub(crate) mod browser;
mod cart;
mod compare;
mod domain_addons;
mod doors;
mod ending;
mod everything;
mod forwards;
mod kept;
mod languages;
mod leads;
mod order;
mod published;
mod questions;
mod sign_in;
