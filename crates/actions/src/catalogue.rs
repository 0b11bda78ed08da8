//! What is sold and for how much.

mod get_product_groups;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call| Box::pin(get_product_groups::get_product_groups(cx, call)))
}
