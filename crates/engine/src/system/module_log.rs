//! The module log: what modules were asked and what came of it, while the setting is on.
//!
//! Modules are asked between transactions, and a log must not hold them up: a call that has ended
//! waits in memory for the few milliseconds until it is written.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ports::Clock;
use ports::calls::{CallLog, LoggedCall};
use store::Db;
use store::system::module_calls::{self, ModuleCallRow};

use super::settings::{MODULE_LOG, Settings};
use crate::{Act, Engine, Result};

/// Calls that wait to be written at most; more are not kept, which is said once for each batch.
const WAITING_MAX: usize = 1_000;

const UNKNOWN: u8 = 0;
const ON: u8 = 1;
const OFF: u8 = 2;

/// Keeps calls of modules. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ModuleLog(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    state: AtomicU8,
    waiting: Mutex<Vec<ModuleCallRow>>,
    writing: tokio::sync::Mutex<()>,
}

impl ModuleLog {
    pub(crate) fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner {
            db,
            clock,
            state: AtomicU8::new(UNKNOWN),
            waiting: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
        }))
    }

    /// Goes by what the settings say now; `None` when they were changed and not read yet.
    pub(crate) fn follow(&self, settings: Option<&Settings>) {
        let state = match settings.map(|settings| settings.on(MODULE_LOG)) {
            None => UNKNOWN,
            Some(true) => ON,
            Some(false) => OFF,
        };
        self.0.state.store(state, Ordering::Relaxed);
    }

    /// Writes what waits, and waits for whoever is writing.
    async fn settle(&self) -> Result<()> {
        let _alone = self.0.writing.lock().await;
        let rows = std::mem::take(&mut *self.waiting());
        if rows.is_empty() {
            return Ok(());
        }
        if self.0.state.load(Ordering::Relaxed) == UNKNOWN {
            let stored = store::system::settings::all(&mut self.0.db.read_aside().await?).await?;
            if !Settings::new(stored.into_iter().collect()).on(MODULE_LOG) {
                return Ok(());
            }
        }
        let mut c = self.0.db.write().await?;
        module_calls::add(&mut c, &rows).await?;
        Ok(c.commit().await?)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<ModuleCallRow>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CallLog for ModuleLog {
    fn wanted(&self) -> bool {
        self.0.state.load(Ordering::Relaxed) != OFF
    }

    fn keep(&self, call: LoggedCall) {
        let mut waiting = self.waiting();
        if waiting.len() >= WAITING_MAX {
            drop(waiting);
            tracing::warn!(
                module = call.subject.module,
                "the module log is behind; a call is lost"
            );
            return;
        }
        waiting.push(ModuleCallRow {
            id: 0,
            at: self.0.clock.now().as_second(),
            port: call.subject.port.to_owned(),
            module: call.subject.module.to_owned(),
            action: call.subject.action,
            target: call.subject.target,
            client_id: call.subject.client,
            outcome: call.outcome.word().to_owned(),
            millis: call.millis,
            request: call.request,
            answer: call.answer,
        });
        drop(waiting);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let log = self.clone();
        runtime.spawn(async move {
            if let Err(error) = log.settle().await {
                tracing::warn!(%error, "the module log cannot be written");
            }
        });
    }
}

/// Writes what this node still holds, so that the log is whole for whoever reads it now.
///
/// # Errors
/// When the database fails.
pub async fn settle(engine: &Engine) -> Result<()> {
    engine.module_log().settle().await
}

/// Removes every call from the log; how many there were.
///
/// # Errors
/// When the database fails.
pub async fn clear(act: &mut Act) -> Result<u64> {
    let removed = module_calls::clear(&mut act.conn).await?;
    act.log(None, format!("Module Log Cleared: {removed} calls")).await?;
    Ok(removed)
}
