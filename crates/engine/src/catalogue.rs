//! What is sold and for how much.

pub mod bundles;
pub mod create;
pub mod currency_prices;
pub mod price_change;
pub mod pricing;
pub mod promotions;
