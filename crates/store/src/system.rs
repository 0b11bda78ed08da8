//! Tables that everything stands on: settings, logs, idempotency, outbox, jobs.

pub mod activity;
pub mod audit;
pub mod currencies;
pub mod gateways;
pub mod idempotency;
pub mod jobs;
pub mod module_settings;
pub mod outbox;
pub mod settings;
