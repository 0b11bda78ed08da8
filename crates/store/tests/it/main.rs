//! What the two databases must agree on.

mod connections;
mod jobs;
mod people;
