//! Settings, logs, staff and the rest.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
