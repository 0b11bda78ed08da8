//! The pages, as a browser without script uses them.

mod accounts;
mod address;
mod billing;
pub(crate) mod browser;
mod cart;
mod compare;
mod contact;
pub(crate) mod domain_addons;
mod doors;
mod ending;
pub(crate) mod everything;
mod forwards;
mod in_place;
mod kept;
mod kept_back;
mod keys;
mod languages;
mod leads;
mod newcomer;
mod order;
mod premium;
mod proof;
mod published;
mod questions;
mod sign_in;
mod till;
