//! A client for any server that speaks the WHMCS protocol.
//!
//! [`Remote::call`] sends one typed action and reads its typed response. Around every call stand,
//! from the outside in: equal reads asked at the same time become one, catalogues may be kept for
//! a moment, reads (never writes) are repeated when the line breaks, only so many calls are under
//! way at once, and a server that keeps failing is left alone for a while ([`BreakerSettings`]).
//! Credentials travel in the body only and appear in no URL, log line, error or `Debug`.
//!
//! `examples/list_invoices.rs` lists the invoices of any WHMCS in ten lines.

mod answer;
mod any;
mod ask;
mod breaker;
mod cache;
mod client;
mod config;
mod error;
mod flights;
mod freshness;
mod gate;
mod meaning;
mod named;
mod redact;
mod secret;
mod transport;

pub use any::{AnyAnswer, AnyCall, ReadBody};
pub use breaker::{BreakerSettings, Health};
pub use client::Remote;
pub use config::{Config, ConfigError, Credentials};
pub use error::RemoteError;
pub use flights::Flights;
pub use meaning::{Meaning, meaning};
pub use named::parameters;
pub use secret::Secret;
pub use transport::RawAnswer;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Later by so much, or by a year if that is beyond all time.
fn later(now: Instant, by: Duration) -> Instant {
    now.checked_add(by).unwrap_or(now + Duration::from_secs(365 * 86_400))
}

/// A lock that survives a panic of another holder: nothing of ours has half-way states.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
