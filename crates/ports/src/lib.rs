//! What the engine asks of the world: traits, their outcomes, fakes and contract suites.
//!
//! Each port is one object-safe trait. It states what a module can do as data (capabilities), so
//! that pages and rules need not try and see. An answer is an outcome: `Ok` with a refusal is
//! final, the other side said no. `Err(PortError::Unknown)` means that nobody knows whether it was
//! carried out: the caller asks (`look_up`, `sync`), it never simply repeats.
//!
//! To add a module: write one file in the `modules` crate, list it there, run the suite of its
//! kind in [`contract`] on it.

pub mod calls;
pub mod chance;
pub mod choices;
pub mod clock;
pub mod contract;
pub mod dns;
pub mod documents;
pub mod error;
pub mod fake;
pub mod files;
pub mod fraud;
pub mod hooks;
pub mod kms;
pub mod logged;
pub mod mail;
pub mod mailbox;
pub mod payment;
pub mod provisioning;
pub mod rates;
pub mod registrar;
pub mod resolver;
pub mod secret;
pub mod settings;
pub mod sign_in;
pub mod vat;
pub mod whois;
pub mod world;

pub use chance::{Chance, FakeChance, SystemChance};
pub use choices::{Choice, ChoiceKind};
pub use clock::{Clock, FakeClock, SystemClock};
pub use error::{PortError, Refused, UnknownCause};
pub use secret::Secret;
pub use settings::{SettingField, SettingKind, Settings};
pub use world::World;

/// A promise of an answer from outside; every port method that leaves the process returns one.
pub type Asking<'a, T> = futures::future::BoxFuture<'a, Result<T, PortError>>;

/// A promise that is already kept, for modules that need not wait.
pub fn ready<'a, T: Send + 'a>(result: Result<T, PortError>) -> Asking<'a, T> {
    Box::pin(std::future::ready(result))
}

/// A lock that survives a panic of another holder: the data of fakes has no half-way states.
pub(crate) fn held<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
