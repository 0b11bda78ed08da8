//! Reminders before and notices after the due date of an invoice, each once (B25).

use model::billing::invoice::InvoiceStatus;
use model::billing::notices::NoticeSchedule;
use model::dates::add_days;
use model::ids::InvoiceId;
use store::Conn;
use store::billing::dunning::{self, OpenInvoice};
use store::system::notices;

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::bill;
use crate::system::settings::{
    OVERDUE_DAYS_1, OVERDUE_DAYS_2, OVERDUE_DAYS_3, REMINDER_DAYS, REMINDERS, Settings,
};
use crate::system::templates;
use crate::{Act, Fault, Result};

const KIND: &str = "invoice";
const OVERDUE: [&str; 3] = [
    "First Invoice Overdue Notice",
    "Second Invoice Overdue Notice",
    "Third Invoice Overdue Notice",
];

fn schedule(settings: &Settings) -> NoticeSchedule {
    let days = |name: &str| {
        let days = settings.number(name).unwrap_or_default();
        u16::try_from(days).unwrap_or_default()
    };
    let before = if settings.on(REMINDERS) { days(REMINDER_DAYS) } else { 0 };
    NoticeSchedule::new(
        &[before],
        &[days(OVERDUE_DAYS_1), days(OVERDUE_DAYS_2), days(OVERDUE_DAYS_3)],
    )
}

/// Unpaid invoices for which a notice is due.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let ahead = scope.settings.most(REMINDER_DAYS).and_then(|days| i32::try_from(days).ok());
    let until = add_days(scope.today, ahead.unwrap_or_default().max(0)).unwrap_or(scope.today);
    let mut found = Vec::new();
    for row in dunning::unpaid(c, until, scope.client).await? {
        let schedule = schedule(&scope.settings.for_client(row.client_id));
        let Some(offset) = due(&schedule, &row, scope)? else { continue };
        if offset > 0 && row.no_notices {
            let item = Item::new("notice", scope.today, row.client_id, row.id, "Overdue Notice");
            let item = item.skipped("the client gets no overdue notices");
            found.push(Candidate::skipped(item));
        } else if !row.only_collects {
            found.push(Candidate::of(row.id, row.client_id));
        }
    }
    Ok(found)
}

/// Sends it, and notes that in the same act.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = InvoiceId(id);
    bill::lock(act, id).await?;
    let row = dunning::one(&mut act.conn, id).await?;
    let Some(row) = row.filter(|row| !row.only_collects) else { return Ok(Vec::new()) };
    let schedule = schedule(&scope.settings.for_client(row.client_id));
    let Some(offset) = due(&schedule, &row, scope)? else { return Ok(Vec::new()) };
    let at = act.at();
    let new = notices::note(&mut act.conn, KIND, id.0, row.due_on, offset.into(), at).await?;
    if !new {
        return Ok(Vec::new());
    }
    let template = match schedule.stage_after(offset) {
        None => "Invoice Payment Reminder",
        Some(stage) => OVERDUE.get(stage).copied().unwrap_or(OVERDUE[2]),
    };
    templates::send_if_possible(act, template, id.0).await?;
    let what = if offset < 0 { "reminder" } else { "overdue notice" };
    Ok(vec![Item::new(what, scope.today, row.client_id, id, template)])
}

fn due(schedule: &NoticeSchedule, row: &OpenInvoice, scope: &Scope) -> Result<Option<i32>> {
    if row.status != InvoiceStatus::Unpaid || row.balance_minor <= 0 {
        return Ok(None);
    }
    let last = row.last_notice.map(i32::try_from).transpose().map_err(Fault::broken)?;
    Ok(schedule.due(row.due_on, Some(row.issued_on), last, scope.today))
}
