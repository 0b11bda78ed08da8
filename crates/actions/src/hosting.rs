//! Services, their modules and servers.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
