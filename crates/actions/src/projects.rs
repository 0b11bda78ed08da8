//! Projects, tasks and timers.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
