//! Settings, logs, staff and the rest.

mod activity;
pub(crate) mod automation;
mod automation_calendar;
mod automation_log;
mod automation_overrides;
mod banned_ips;
mod calendar;
mod campaigns;
mod configuration;
mod currencies;
mod database;
mod email_templates;
mod emails;
pub(crate) mod import_rows;
mod keys;
mod lists;
mod logs;
mod mail_keys;
mod module_log;
mod notification_rules;
mod notifications;
mod oauth;
mod passwords;
mod preferences;
mod reports;
mod search;
mod set_up;
mod staff;
mod staff_notices;
mod stats;
mod template_preview;
mod todo;
mod web_hooks;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    [
        activity::register,
        automation::register,
        automation_calendar::register,
        automation_log::register,
        automation_overrides::register,
        banned_ips::register,
        calendar::register,
        campaigns::register,
        configuration::register,
        database::register,
        emails::register,
        import_rows::register,
        keys::register,
        lists::register,
        logs::register,
        mail_keys::register,
        module_log::register,
        notification_rules::register,
        notifications::register,
        oauth::register,
        passwords::register,
        preferences::register,
        reports::register,
        search::register,
        set_up::register,
        staff::register,
        staff_notices::register,
        stats::register,
        todo::register,
        web_hooks::register,
        currencies::register,
        email_templates::register,
        template_preview::register,
    ]
    .into_iter()
    .fold(registry, |registry, part| part(registry))
}
