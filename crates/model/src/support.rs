//! Tickets: their statuses, priorities and numbers; what articles are found by.

pub mod knowledge;
pub mod ticket;
pub mod todo;
