//! What a node has to be told of once an act is committed.

use crate::Engine;

/// How often the log of the database is to be emptied after an erasure, while somebody reads.
const FORGETTING_TRIES: usize = 3;

/// What an act touched that this node keeps in hand, or has to follow up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Touched {
    pub(super) settings: bool,
    pub(super) bans: bool,
    pub(super) rules: bool,
    /// There is work that may be done now.
    pub(super) jobs: bool,
    /// A person was erased.
    pub(super) erased: bool,
}

impl Touched {
    pub(super) async fn tell(self, engine: &Engine) {
        if self.settings {
            engine.settings_changed();
        }
        if self.bans {
            engine.bans().forget();
        }
        if self.rules {
            engine.rules().forget();
        }
        if self.jobs {
            engine.work_is_there();
        }
        if self.erased {
            forget_erased(engine).await;
        }
    }
}

/// The erasure is committed whatever becomes of this: the log is overwritten sooner or later.
async fn forget_erased(engine: &Engine) {
    for _ in 0..FORGETTING_TRIES {
        match engine.db().forget_erased().await {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, "what was erased may still stand in the database's log");
                return;
            }
        }
    }
    tracing::warn!("somebody reads for long: what was erased still stands in the database's log");
}
