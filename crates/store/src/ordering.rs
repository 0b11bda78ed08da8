//! Orders from the cart to acceptance.

pub mod order_lines;
pub mod order_lists;
pub mod orders;
pub mod statuses;
