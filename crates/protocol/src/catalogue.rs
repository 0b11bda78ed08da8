//! Products and promotions.

mod add_product;
mod get_product_groups;
mod get_products;
mod get_promotions;

pub use add_product::*;
pub use get_product_groups::*;
pub use get_products::*;
pub use get_promotions::*;
