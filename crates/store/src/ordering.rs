//! Orders from the cart to acceptance.

pub mod orders;
pub mod statuses;
