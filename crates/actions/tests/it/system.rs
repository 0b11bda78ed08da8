//! Settings, logs, staff and the rest.

mod automation;
mod bans;
mod emails;
mod logs;
mod oauth;
mod reports;
mod search;
mod settings;
mod stats;
mod todo;
mod web_hooks;
