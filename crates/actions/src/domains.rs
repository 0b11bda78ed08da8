//! Domain names and their registrars.

mod edit;
mod keep;
mod lists;
mod order;
mod tlds;
mod whois_contacts;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [order::register, keep::register, edit::register, lists::register, tlds::register];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
