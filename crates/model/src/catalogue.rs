//! What is on sale, and what it costs.

pub mod options;
pub mod price;
pub mod pricing;
pub mod product;
pub mod stock;
