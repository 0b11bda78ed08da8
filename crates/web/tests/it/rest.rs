//! The API for programs.

mod catalogue;
mod document;
mod frame;
mod ordering;
mod people;
mod sessions;
