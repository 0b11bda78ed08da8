//! Domain names and their registrars.

pub(crate) mod add_client_domain;
mod addon_prices;
mod addons;
mod dns;
mod edit;
mod forwarding;
mod keep;
mod lists;
mod order;
mod premium_pricing;
mod resolution;
mod signing;
mod tld_prices;
mod tld_sync;
mod tlds;
mod whois;
mod whois_contacts;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        order::register,
        keep::register,
        whois::register,
        dns::register,
        forwarding::register,
        signing::register,
        edit::register,
        add_client_domain::register,
        lists::register,
        resolution::register,
        tlds::register,
        tld_prices::register,
        addon_prices::register,
        premium_pricing::register,
        addons::register,
        tld_sync::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
