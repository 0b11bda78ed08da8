//! Services of products that are invoiced a number of times only: they are complete once the last
//! of their periods is paid and over (B6). What has a fixed term ends by that instead (B26).

use model::billing::renewal::ItemKind;
use model::hosting::service::ServiceStatus;
use model::ids::ServiceId;
use serde_json::json;
use store::Conn;
use store::billing::billed_periods;
use store::hosting::debtors::{self, DebtorRow, Which};
use store::hosting::services;

use super::Item;
use super::run::{Candidate, Scope};
use crate::{Act, Result, conflict};

/// Services that are complete by the day.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let rows = debtors::running(c, Which::Limited, scope.today, scope.client).await?;
    let rows = rows.iter().filter(|row| is_complete(row, scope));
    Ok(rows.map(|row| Candidate::of(row.id, row.client_id)).collect())
}

/// Sets one to `Completed`, after looking again at the locked service.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = ServiceId(id);
    if services::lock(&mut act.conn, id).await?.is_none() {
        return Ok(Vec::new());
    }
    let row = debtors::one(&mut act.conn, id).await?;
    let Some(row) = row.filter(|row| is_complete(row, scope)) else { return Ok(Vec::new()) };
    let (from, to, at) = (ServiceStatus::Active, ServiceStatus::Completed, act.at());
    if !services::set_status(&mut act.conn, id, from, to, at).await? {
        return Err(conflict("The service was changed by somebody else"));
    }
    let field = ("status", json!(from.to_string()), json!(to.to_string()));
    act.changed("service", id, &[field]).await?;
    let client = Some(row.client_id);
    act.log(client, format!("Recurring Cycles Limit Reached - Service ID: {id}")).await?;
    let periods = billed_periods::reach(&mut act.conn, ItemKind::Service, id.0).await?.periods;
    let payload = json!({ "serviceid": id.0, "recurringinvoices": periods });
    act.event("ServiceRecurringCompleted", client, &payload).await?;
    let name = format!("{} {}", row.product, row.domain);
    Ok(vec![Item::new("complete", scope.today, row.client_id, id, name.trim())])
}

fn is_complete(row: &DebtorRow, scope: &Scope) -> bool {
    row.status == ServiceStatus::Active
        && row.complete
        && row.terminate_after_days == 0
        && row.cycle.recurs()
        && row.next_due_on.is_some_and(|due| due <= scope.today)
}
