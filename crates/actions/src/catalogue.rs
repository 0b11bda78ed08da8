//! What is sold and for how much.

pub(crate) mod add_product;
mod add_product_group;
mod bundles;
mod change_prices;
mod config_option_choices;
mod config_option_groups;
mod config_options;
mod get_product_groups;
mod get_products;
mod get_promotions;
mod prices;
mod pricing;
mod product_addons;
mod product_groups;
mod products;
mod promotions;
mod recommendations;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let parts = [
        bundles::register,
        change_prices::register,
        config_option_choices::register,
        config_option_groups::register,
        config_options::register,
        pricing::register,
        product_addons::register,
        product_groups::register,
        products::register,
        promotions::register,
        recommendations::register,
    ];
    parts.into_iter().fold(own(registry), |registry, part| part(registry))
}

fn own(registry: Registry) -> Registry {
    registry
        .read(|cx, call| Box::pin(get_products::get_products(cx, call)))
        .read(|cx, call| Box::pin(get_promotions::get_promotions(cx, call)))
        .write(|act, call| Box::pin(add_product::add_product(act, call)))
        .read(|cx, call| Box::pin(get_product_groups::get_product_groups(cx, call)))
        .write(|act, call| Box::pin(add_product_group::add_product_group(act, call)))
}
