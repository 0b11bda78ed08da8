//! Domain names: their statuses, life and prices.

pub mod status;
