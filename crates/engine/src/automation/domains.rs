//! Domains: word before and after expiry, the life after it, and asking the registrar (B33).

use jiff::civil::Date;
use model::billing::notices::NoticeSchedule;
use model::dates::add_days;
use model::domains::lifecycle::{TldTimes, next_status};
use model::domains::status::DomainStatus;
use model::ids::DomainId;
use serde_json::json;
use store::Conn;
use store::domains::names::{self, DomainRow};
use store::domains::{name_lists, tlds};
use store::system::notices;

use super::Item;
use super::run::{Candidate, Scope};
use crate::domains::sync::{times_among, times_of};
use crate::system::settings::{DOMAIN_NOTICES, Settings};
use crate::system::templates;
use crate::{Act, Fault, Job, Result};

const KIND: &str = "domain";
/// A name is asked about once a day; a little less, or the hour would wander.
const ASKED_SECONDS: i64 = 20 * 3_600;

/// `30,7,1,-3,-10` as a schedule.
fn schedule(settings: &Settings) -> NoticeSchedule {
    let days: Vec<i32> = settings
        .text(DOMAIN_NOTICES)
        .split(',')
        .filter_map(|day| day.trim().parse().ok())
        .collect();
    let side = |sign: i32| -> Vec<u16> {
        days.iter().filter_map(|day| u16::try_from(day.saturating_mul(sign)).ok()).collect()
    };
    NoticeSchedule::new(&side(1), &side(-1))
}

/// Names for which a notice is due.
pub(super) async fn find_expiring(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let schedule = schedule(&scope.settings);
    let (Some(first), Some(last)) = (schedule.offsets().first(), schedule.offsets().last()) else {
        return Ok(Vec::new());
    };
    // Old expiries are no news, even if the last notice about them was missed.
    let from = add_days(scope.today, -(last.max(&0) + 30)).unwrap_or(scope.today);
    let to = add_days(scope.today, first.min(&0).saturating_neg()).unwrap_or(scope.today);
    let mut found = Vec::new();
    for row in name_lists::expiring(c, from, to, scope.client).await? {
        if due(c, &schedule, &row, scope).await?.is_some() {
            found.push(Candidate::of(row.id, row.client_id));
        }
    }
    Ok(found)
}

/// Tells the owner.
pub(super) async fn tell(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let schedule = schedule(&scope.settings);
    let row = names::lock(&mut act.conn, DomainId(id)).await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    let Some((date, offset)) = due(&mut act.conn, &schedule, &row, scope).await? else {
        return Ok(Vec::new());
    };
    let at = act.at();
    if !notices::note(&mut act.conn, KIND, id, date, offset.into(), at).await? {
        return Ok(Vec::new());
    }
    let template =
        if offset < 0 { "Upcoming Domain Renewal Notice" } else { "Expired Domain Notice" };
    templates::send_if_possible(act, template, id).await?;
    Ok(vec![Item::new("domain notice", scope.today, row.client_id, row.id, row.name)])
}

async fn due(
    c: &mut Conn,
    schedule: &NoticeSchedule,
    row: &DomainRow,
    scope: &Scope,
) -> Result<Option<(Date, i32)>> {
    let running =
        matches!(row.status, DomainStatus::Active | DomainStatus::Grace | DomainStatus::Redemption);
    let Some(expires) = row.expires_on.filter(|_| running) else { return Ok(None) };
    let last = notices::last(c, KIND, row.id.0, expires).await?;
    let last = last.map(i32::try_from).transpose().map_err(Fault::broken)?;
    let offset = schedule.due(expires, Some(row.registered_on), last, scope.today);
    Ok(offset.map(|offset| (expires, offset)))
}

/// Names whose status their dates have overtaken.
pub(super) async fn find_expired(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let rows = name_lists::past_expiry(c, scope.today, scope.client).await?;
    let sold = tlds::all(c).await?;
    let late = rows.iter().filter(|row| next(row, times_among(&sold, &row.name), scope).is_some());
    Ok(late.map(|row| Candidate::of(row.id, row.client_id)).collect())
}

fn next(row: &DomainRow, times: TldTimes, scope: &Scope) -> Option<DomainStatus> {
    let next = next_status(row.status, row.expires_on?, times, scope.today);
    next.filter(|next| row.status.go(*next).is_ok())
}

/// Moves a name along; what being late costs is asked for with the invoices.
pub(super) async fn move_on(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = DomainId(id);
    let Some(row) = names::lock(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let times = times_of(&mut act.conn, &row.name).await?;
    let Some(to) = next(&row, times, scope) else { return Ok(Vec::new()) };
    let at = act.at();
    if !names::set_status(&mut act.conn, id, row.status, to, at).await? {
        return Ok(Vec::new());
    }
    let field = ("status", json!(row.status.to_string()), json!(to.to_string()));
    act.changed("domains", id, &[field]).await?;
    let text = format!("Domain Status Changed to {to} - Domain ID: {id}");
    act.log(Some(row.client_id), text).await?;
    let payload = json!({ "domainid": id.0, "domain": row.name });
    act.event("DomainStatusChanged", Some(row.client_id), &payload).await?;
    let text = format!("{} is now {to}", row.name);
    Ok(vec![Item::new("domain status", scope.today, row.client_id, id, text)])
}

/// Names that their registrar was not asked about today, longest ago first.
pub(super) async fn find_unasked(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let since = scope.instant() - ASKED_SECONDS;
    let rows = name_lists::not_asked_since(c, since, scope.client).await?;
    let asked = |row: &DomainRow| scope.registrars.contains(&row.registrar);
    Ok(rows
        .iter()
        .filter(|row| asked(row))
        .map(|row| Candidate::of(row.id, row.client_id))
        .collect())
}

/// Has the registrar asked after the commit.
pub(super) async fn ask(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let Some(row) = names::by_id(&mut act.conn, DomainId(id)).await? else {
        return Ok(Vec::new());
    };
    let job = Job {
        kind: "domain.sync",
        payload: json!({ "domain": id }),
        unique_key: Some(format!("domain.sync:daily:{id}:{}", scope.today)),
    };
    act.enqueue(job).await?;
    Ok(vec![Item::new("domain sync", scope.today, row.client_id, row.id, row.name)])
}
