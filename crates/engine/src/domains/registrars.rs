//! The registrars that are switched on, opened with their settings.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use ports::registrar::{Answer, Registrar};
use ports::{Asking, PortError};
use store::Conn;

use crate::jobs::{asked, targets};
use crate::system::modules::{self, Kind};
use crate::{Engine, Fault, Result, by_registrar, conflict, not_now};

/// How long a registrar may take for one answer.
pub(crate) const CALL_SECONDS: u64 = 30;
pub(super) const CALL_DEADLINE: Duration = Duration::from_secs(CALL_SECONDS);

/// The refusal for a registrar that is not switched on.
pub const NOT_ACTIVE: &str = "The Registrar is not active";
/// The refusal for what a registrar does not do, or what no registrar is there for.
pub const NOT_SUPPORTED: &str = "Registrar Function Not Supported";
const NO_RESPONSE: &str = "No response from API command";
const MISCONFIGURED: &str = "An invalid configuration was detected with the registrar module";

/// What is known about a registrar that is switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Active {
    /// System name.
    pub module: &'static str,
    /// The name that staff see.
    pub display_name: &'static str,
}

/// Every registrar that is switched on, by system name.
///
/// # Errors
/// When the database fails.
pub async fn active(engine: &Engine, c: &mut Conn) -> Result<Vec<Active>> {
    let mut found = Vec::new();
    for (module, registrar) in &engine.world().registrars {
        let capabilities = registrar.capabilities();
        if modules::settings(engine, c, Kind::Registrar, module).await?.is_some() {
            found.push(Active { module, display_name: capabilities.display_name });
        }
    }
    Ok(found)
}

/// A registrar, open.
///
/// # Errors
/// Refused when it is not switched on or its settings are wrong.
pub async fn open(engine: &Engine, c: &mut Conn, module: &str) -> Result<Arc<dyn Registrar>> {
    if module.is_empty() {
        return Err(not_now(NOT_SUPPORTED));
    }
    let registrar = engine.world().registrars.get(module).ok_or_else(|| not_now(NOT_ACTIVE))?;
    let settings = modules::settings(engine, c, Kind::Registrar, module).await?;
    let settings = settings.ok_or_else(|| not_now(NOT_ACTIVE))?;
    Arc::clone(registrar).open(&settings).map_err(|error| refusal(&error))
}

/// Asks within the deadline, unless the registrar is left alone; what is no answer becomes a
/// refusal in the words of the wire.
///
/// # Errors
/// The registrar's own words; that it does not do this; that there was no answer.
pub async fn ask<'a, T>(
    engine: &Engine,
    registrar: &'a dyn Registrar,
    question: impl FnOnce(&'a dyn Registrar) -> Asking<'a, Answer<T>>,
) -> Result<T> {
    ask_plain(engine, registrar, question).await?.map_err(|refused| by_registrar(refused.message))
}

/// [`ask`] for questions that are never refused.
///
/// # Errors
/// See [`ask`].
pub async fn ask_plain<'a, T>(
    engine: &Engine,
    registrar: &'a dyn Registrar,
    question: impl FnOnce(&'a dyn Registrar) -> Asking<'a, T>,
) -> Result<T> {
    let module = registrar.capabilities().module;
    let target = targets::registrar(module);
    let answer = asked(engine, &target, module, CALL_DEADLINE, || question(registrar)).await;
    answer.map_err(|error| refusal(&error))
}

/// How long a registrar is left alone; `None` when it may be asked. Jobs come back then, so that
/// none of their tries is used up.
pub(crate) fn left_alone(engine: &Engine, module: &str) -> Option<SignedDuration> {
    engine.targets().left_alone(&targets::registrar(module), engine.now())
}

/// A mishap in the words of the wire; the log has the whole of it.
fn refusal(error: &PortError) -> Fault {
    tracing::warn!(%error, "a registrar gave no answer");
    match error {
        PortError::Configuration { .. } => conflict(MISCONFIGURED),
        PortError::Unsupported { .. } => not_now(NOT_SUPPORTED),
        PortError::NotSent { .. } | PortError::Unknown { .. } => not_now(NO_RESPONSE),
    }
}
