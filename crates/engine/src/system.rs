//! What the rest of the engine stands on: settings, secrets and mail.

pub mod audit_chain;
pub mod bans;
pub mod campaigns;
pub mod currencies;
pub mod edits;
pub mod files;
pub mod gravatar;
pub mod keys;
pub mod letter;
pub mod mail;
pub mod mail_keys;
pub mod mail_server;
pub mod module_log;
pub mod modules;
pub mod notifications;
pub mod oauth;
pub(crate) mod references;
pub mod reports;
pub mod search;
pub mod secrets;
pub mod set_up;
pub mod settings;
pub mod stats;
pub mod templates;
pub(crate) mod to_do;
pub mod web_hooks;
