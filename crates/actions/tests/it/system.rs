//! Settings, logs, staff and the rest.

mod emails;
mod logs;
mod oauth;
mod settings;
mod stats;
mod todo;
