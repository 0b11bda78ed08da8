//! What is sold and for how much.

pub mod bundles;
pub mod groups;
pub mod options;
pub mod price_changes;
pub mod prices;
pub mod product_addons;
pub mod products;
pub mod promotions;
