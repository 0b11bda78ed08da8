//! Settings, logs, staff and the rest.

mod activity;
pub(crate) mod automation;
mod automation_log;
mod banned_ips;
mod configuration;
mod emails;
mod lists;
mod notifications;
mod oauth;
mod passwords;
mod staff;
mod stats;
mod todo;
mod web_hooks;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    [
        activity::register,
        automation::register,
        automation_log::register,
        banned_ips::register,
        configuration::register,
        emails::register,
        lists::register,
        notifications::register,
        oauth::register,
        passwords::register,
        staff::register,
        stats::register,
        todo::register,
        web_hooks::register,
    ]
    .into_iter()
    .fold(registry, |registry, part| part(registry))
}
