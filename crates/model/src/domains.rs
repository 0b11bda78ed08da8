//! Domain names: their statuses, life and prices.

pub mod addon;
pub mod lifecycle;
pub mod name;
pub mod premium;
pub mod price;
pub mod status;
