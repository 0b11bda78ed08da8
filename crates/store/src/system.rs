//! Tables that everything stands on: settings, logs, idempotency, outbox, jobs.

pub mod activity;
pub mod audit;
pub mod automation_brakes;
pub mod automation_runs;
pub mod automation_tasks;
pub mod banned_ips;
pub mod currencies;
pub mod email_templates;
pub mod gateways;
pub mod idempotency;
pub mod jobs;
pub mod mail_targets;
pub mod module_settings;
pub mod notices;
pub mod oauth_credentials;
pub mod outbox;
pub mod pruning;
pub mod reports;
pub mod search;
pub mod set_up;
pub mod setting_overrides;
pub mod settings;
pub mod staff_online;
pub mod stats;
pub mod todo_items;
pub mod web_hooks;
