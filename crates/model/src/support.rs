//! Tickets: their statuses, priorities and numbers.

pub mod ticket;
pub mod todo;
