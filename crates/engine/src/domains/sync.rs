//! Comparing a name with what its registrar says of it (B33).

use jiff::civil::Date;
use model::domains::lifecycle::{TldTimes, status_on};
use model::domains::name::DomainName;
use model::domains::status::DomainStatus;
use model::ids::DomainId;
use ports::registrar::{DomainSync, DomainSyncState};
use serde_json::json;
use store::Conn;
use store::domains::calls::CallAction;
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::domains::tlds::{self, TldRow};
use store::hosting::queue;
use store::system::jobs;

use super::calls::{REGISTERED, TRANSFER_FAILED, TRANSFERRED, queue_word};
use super::registrars;
use crate::system::templates::send_if_possible;
use crate::{Act, Cx, Fault, Job, Result, not_found};

/// When a name that is under way at its registrar is looked at for the first time.
const FIRST_LOOK_SECONDS: i64 = 60;

/// Asks the registrar about one name and takes over what it says.
///
/// # Errors
/// `Domain Not Found`; refused when there is no registrar or it does not answer.
pub async fn one(cx: &Cx, id: DomainId) -> Result<DomainStatus> {
    let mut c = cx.read().await?;
    let row = names::by_id(&mut c, id).await?.ok_or_else(|| not_found("Domain Not Found"))?;
    let registrar = registrars::open(&cx.engine, &mut c, &row.registrar).await?;
    drop(c);
    let found = registrars::ask_plain(&cx.engine, &*registrar, |it| it.sync(&row.name)).await?;
    let mut act = cx.act("DomainSync").await?;
    let row = names::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Domain Not Found"))?;
    let status = apply(&mut act, row, found).await?;
    act.commit().await?;
    Ok(status)
}

/// Has a name looked at until it is no longer under way at its registrar.
pub(super) async fn watch(
    act: &mut Act,
    domain: DomainId,
    call: i64,
    renewed_from: Option<Date>,
) -> Result<()> {
    let renewed_from = renewed_from.map(|date| date.to_string());
    let job = Job {
        kind: "domain.sync",
        payload: json!({ "domain": domain.0, "renewed_from": renewed_from }),
        unique_key: Some(format!("domain.sync:{call}")),
    };
    act.enqueue_at(job, act.at() + FIRST_LOOK_SECONDS, jobs::ATTEMPTS_MAX).await
}

/// Takes over what a registrar says; a name it does not know stays as it is.
async fn apply(act: &mut Act, row: DomainRow, found: Option<DomainSync>) -> Result<DomainStatus> {
    let before = row.clone();
    let mut row = DomainRow { synced_at: Some(act.at()), ..row };
    let mut failed = None;
    if let Some(found) = found {
        row.expires_on = found.expires_on.or(row.expires_on);
        let times = times_of(&mut act.conn, &row.name).await?;
        let to = match found.state {
            DomainSyncState::Active => Some(on_day(&row, times, act.today())),
            DomainSyncState::Expired => {
                Some(on_day(&row, times, act.today())).filter(|to| *to != DomainStatus::Active)
            }
            DomainSyncState::TransferPending => None,
            DomainSyncState::TransferFailed { why } => {
                failed = Some(why);
                Some(DomainStatus::Pending)
            }
            DomainSyncState::TransferredAway => Some(DomainStatus::TransferredAway),
            DomainSyncState::Cancelled => Some(DomainStatus::Cancelled),
        };
        let moved = to.and_then(|to| row.status.go(to).ok());
        row.status = moved.unwrap_or(row.status);
    }
    row.updated_at = if row.status == before.status && row.expires_on == before.expires_on {
        before.updated_at
    } else {
        act.at()
    };
    name_edits::save(&mut act.conn, &row).await?;
    tell(act, &before, &row, failed).await?;
    Ok(row.status)
}

/// By the dates, as long as an expiry is known (B33).
fn on_day(row: &DomainRow, times: TldTimes, today: Date) -> DomainStatus {
    row.expires_on.map_or(DomainStatus::Active, |expires| status_on(expires, times, today))
}

/// The day counts of the name's ending; without one, none.
///
/// # Errors
/// When the database fails.
pub async fn times_of(c: &mut Conn, name: &str) -> Result<TldTimes> {
    Ok(times_among(&tlds::all(c).await?, name))
}

/// [`times_of`] where many names are looked at: the endings that are sold were read once.
#[must_use]
pub fn times_among(sold: &[TldRow], name: &str) -> TldTimes {
    let days = |days: i64| u16::try_from(days.clamp(0, 3_650)).unwrap_or(0);
    among(sold, name).map_or(TldTimes { grace_days: 0, redemption_days: 0 }, |row| TldTimes {
        grace_days: days(row.grace_days),
        redemption_days: days(row.redemption_days),
    })
}

/// The ending of a name, if it is sold here.
///
/// # Errors
/// When the database fails.
pub async fn tld_of(c: &mut Conn, name: &str) -> Result<Option<TldRow>> {
    Ok(among(&tlds::all(c).await?, name).cloned())
}

fn among<'a>(sold: &'a [TldRow], name: &str) -> Option<&'a TldRow> {
    let name = DomainName::parse(name).ok()?;
    let endings: Vec<&str> = sold.iter().map(|row| row.name.as_str()).collect();
    let (_, ending) = name.split(&endings)?;
    let is_it = |row: &&TldRow| row.name.trim_start_matches('.').eq_ignore_ascii_case(ending);
    sold.iter().find(is_it)
}

async fn tell(
    act: &mut Act,
    before: &DomainRow,
    after: &DomainRow,
    failed: Option<String>,
) -> Result<()> {
    let day = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    let fields = [
        ("status", json!(before.status.to_string()), json!(after.status.to_string())),
        ("expirydate", day(before.expires_on), day(after.expires_on)),
    ];
    act.changed("domains", after.id, &fields).await?;
    if before.status == after.status {
        return Ok(());
    }
    let client = Some(after.client_id);
    let text = format!("Domain Status Changed to {} - Domain ID: {}", after.status, after.id);
    act.log(client, text).await?;
    let payload = json!({ "domainid": after.id.0, "domain": after.name });
    let (event, template) = match (before.status, after.status) {
        (DomainStatus::PendingTransfer, DomainStatus::Pending) => {
            give_up(act, after, failed.unwrap_or_default()).await?;
            ("DomainTransferFailed", Some(TRANSFER_FAILED))
        }
        (DomainStatus::PendingTransfer, _) => ("DomainTransferCompleted", Some(TRANSFERRED)),
        (DomainStatus::PendingRegistration, _) => ("AfterRegistrarRegistration", Some(REGISTERED)),
        _ => ("DomainStatusChanged", None),
    };
    act.event(event, client, &payload).await?;
    match template {
        Some(template) => send_if_possible(act, template, after.id.0).await,
        None => Ok(()),
    }
}

/// A transfer that failed waits for people.
async fn give_up(act: &mut Act, row: &DomainRow, why: String) -> Result<()> {
    let failure = queue::Failure {
        service_type: "domain",
        service_id: row.id.0,
        module: &row.registrar,
        action: queue_word(CallAction::Transfer),
        error: &why,
    };
    let at = act.at();
    queue::failed(&mut act.conn, failure, at).await.map(drop).map_err(Fault::from)
}
