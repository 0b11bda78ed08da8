//! The API for programs.

mod catalogue;
mod document;
mod frame;
mod hosting;
mod isolation;
mod ordering;
mod paying;
mod people;
mod sessions;
