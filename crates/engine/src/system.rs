//! What the rest of the engine stands on: settings, secrets and mail.

pub mod currencies;
pub mod mail;
pub mod secrets;
pub mod settings;
