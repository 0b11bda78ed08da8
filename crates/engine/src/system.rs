//! What the rest of the engine stands on: settings and secrets.

pub mod currencies;
pub mod secrets;
pub mod settings;
