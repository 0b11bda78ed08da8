//! The API for programs.

mod document;
mod frame;
