//! Domain names and TLDs.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
