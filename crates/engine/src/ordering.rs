//! Orders from the cart to acceptance.

pub mod accept;
pub mod cart;
pub mod fraud;
pub(crate) mod mail;
pub mod place;
pub mod preview;
pub mod quote;
pub mod states;
pub mod terms;
