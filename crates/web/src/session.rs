//! Sessions without a table: encrypted tokens that say who somebody is and until when.

mod jwe;
mod token;

pub use jwe::KeyRing;
pub use token::{Claims, Kind, Role, TokenError};
