//! What is sold and for how much.

mod add_product;
mod get_product_groups;
mod get_products;
mod get_promotions;
mod prices;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call| Box::pin(get_products::get_products(cx, call)))
        .read(|cx, call| Box::pin(get_promotions::get_promotions(cx, call)))
        .write(|act, call| Box::pin(add_product::add_product(act, call)))
        .read(|cx, call| Box::pin(get_product_groups::get_product_groups(cx, call)))
}
