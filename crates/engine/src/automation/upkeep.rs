//! Upkeep of the database: old log lines go, copies are made and tried.

use store::StoreError;
use store::system::pruning::{Old, remove};

use super::Item;
use super::run::Scope;
use crate::system::audit_chain;
use crate::system::settings::{
    BACKUPS_KEPT, LOG_DAYS, MODULE_LOG_DAYS, USAGE_DAYS, WHOIS_LOG_DAYS,
};
use crate::{Cx, Fault, Result};

/// Rows removed in one act, so that it is short.
const ROWS: i64 = 1_000;
const DAY: i64 = 86_400;
/// No session is older than half a year, whatever is done with it.
const SESSION_DAYS: i64 = 181;

/// Nobody votes for the same article again within a year.
const VOTE_DAYS: i64 = 365;

/// Removes what is old. Only the logs are kept as long as the company likes.
pub(super) async fn prune(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let log_days = scope.settings.number(LOG_DAYS).filter(|days| *days > 0);
    let module_days = scope.settings.number(MODULE_LOG_DAYS).filter(|days| *days > 0);
    let lookup_days = scope.settings.number(WHOIS_LOG_DAYS).map(|days| days.max(1));
    let usage_days = scope.settings.number(USAGE_DAYS).filter(|days| *days > 0);
    let plan = [
        (Old::Activity, "activity lines", log_days),
        (Old::Audit, "audit entries", log_days),
        (Old::Jobs, "jobs", Some(30)),
        (Old::Answers, "kept answers", Some(30)),
        (Old::Links, "expired links", Some(7)),
        (Old::Runs, "automation runs", Some(400)),
        (Old::Mails, "lines about mail", log_days),
        (Old::ModuleCalls, "calls of modules", module_days),
        (Old::NameLookups, "look-ups of names", lookup_days),
        (Old::UsageDays, "days of what services used", usage_days),
        (Old::Votes, "names of voters", Some(VOTE_DAYS)),
        (Old::Sessions, "ended sessions", Some(SESSION_DAYS)),
        (Old::OpenSessions, "expired sessions", Some(1)),
        (Old::KeptMails, "mails that were not imported", Some(30)),
    ];
    let now = cx.engine.now().as_second();
    let mut items = Vec::new();
    // Only stamped entries go, so that the chain of the others can be checked.
    audit_chain::stamp(cx).await?;
    for (what, word, days) in plan {
        let Some(days) = days else { continue };
        let mut removed = 0;
        loop {
            let mut act = cx.act("LogPruning").await?;
            let some = remove(&mut act.conn, what, now - days.saturating_mul(DAY), ROWS).await?;
            act.commit().await?;
            removed += some;
            if some < ROWS.unsigned_abs() {
                break;
            }
        }
        if removed > 0 {
            let text = format!("{removed} {word} older than {days} days");
            items.push(Item::house("prune", scope.today, text));
        }
    }
    Ok(items)
}

/// Copies the database, opens the copy and checks it; old copies go. Without the programs that copy
/// PostgreSQL it says so.
pub(super) async fn back_up(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let item = |text: String| Item::house("backup", scope.today, text);
    let Some(folder) = cx.engine.backups() else {
        return Ok(vec![item(String::new()).skipped("no folder for backups is configured")]);
    };
    let path = folder.join(cx.engine.db().copy_name(scope.today));
    let bytes = match cx.engine.db().copy_to(&path, cx.engine.postgres_programs()).await {
        Ok(bytes) => bytes,
        Err(StoreError::Missing(why)) => return Ok(vec![item(String::new()).skipped(why)]),
        Err(error) => return Err(error.into()),
    };
    let kept = scope.settings.number(BACKUPS_KEPT).unwrap_or_default();
    let kept = usize::try_from(kept.max(1)).map_err(Fault::broken)?;
    cx.engine.db().remove_old_copies(folder, kept)?;
    Ok(vec![item(format!("{} ({bytes} bytes), checked", path.display()))])
}
