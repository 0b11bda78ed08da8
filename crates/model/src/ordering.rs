//! Purchases: their states and the promotions they use.

pub mod order;
pub mod promotion;
