//! What is sold and for how much.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
