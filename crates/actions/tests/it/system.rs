//! Settings, logs, staff and the rest.

mod automation;
mod bans;
mod calendar;
mod campaigns;
mod database;
mod emails;
mod house_mails;
mod imports;
mod keys;
mod logs;
mod mail_dates;
mod mail_keys;
mod module_log;
mod notices;
mod notifications;
mod oauth;
mod preferences;
mod report_sums;
mod reports;
mod search;
mod settings;
mod staff_mails;
mod stats;
mod todo;
mod trails;
mod web_hooks;
