//! The API for programs.

mod admin;
mod catalogue;
mod conditions;
mod document;
mod domains;
mod fields;
mod frame;
mod hosting;
mod isolation;
mod limits;
pub(crate) mod operating;
mod ordering;
mod papers;
mod passkeys;
mod passwords;
mod paying;
mod people;
mod projects;
mod proof;
mod quotes;
mod reads;
mod renewals;
mod repeats;
mod sessions;
mod support;
pub(crate) mod two_factor;
mod upstream;
