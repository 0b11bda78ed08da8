//! Orders from the cart to acceptance.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
