//! Clients, users, contacts and who may do what.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
