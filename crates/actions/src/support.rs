//! Tickets, departments and announcements.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
