//! Clients, users, contacts and who may do what.

mod sessions;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    sessions::register(registry)
}
