//! Billable items: written down today, invoiced when they say (B11).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::billing::billable::{Occasion, Recurrence, joins, occurrence};
use model::billing::invoice::{BillableAction, BillableUnit, LineType};
use model::billing::renewal::GroupKey;
use model::ids::{BillableItemId, ClientId, InvoiceId};
use model::money::shown_scaled;
use store::Conn;
use store::billing::billable_items::{self, BillableItemRow, ONE};
use store::billing::payers::PayerRow;

use super::issue::NewLine;
use super::renewals::Groups;
use super::terms::Terms;
use crate::system::settings::TAX_ENABLED;
use crate::{Act, Fault, Result, conflict};

/// Writes an item down.
///
/// # Errors
/// When the client does not exist, or the database fails.
pub async fn add(act: &mut Act, row: BillableItemRow) -> Result<BillableItemId> {
    let next_on = match row.action {
        BillableAction::NextCron => Some(act.today()),
        BillableAction::DueDate | BillableAction::Recur => row.due_on,
        BillableAction::NoInvoice | BillableAction::NextInvoice => None,
    };
    let row = BillableItemRow { next_on, created_at: act.at(), ..row };
    let id = billable_items::insert(&mut act.conn, &row).await?;
    act.log(Some(row.client_id), format!("Added Billable Item - Billable Item ID: {id}")).await?;
    Ok(id)
}

/// Adds the lines of the clients' items that join today to the invoices that are being made: the
/// daily run's own, and those that wait for an invoice to come.
///
/// # Errors
/// When the database fails.
pub(crate) async fn join(
    c: &mut Conn,
    terms: &Terms,
    payers: &[PayerRow],
    groups: &mut Groups,
) -> Result<()> {
    let clients: Vec<i64> = payers.iter().map(|payer| payer.id.0).collect();
    let mut all: BTreeMap<ClientId, Vec<BillableItemRow>> = BTreeMap::new();
    for row in billable_items::of_clients(c, &clients).await? {
        all.entry(row.client_id).or_default().push(row);
    }
    for payer in payers {
        let Some(rows) = all.get(&payer.id) else { continue };
        join_one(payer, rows, terms, groups)?;
    }
    Ok(())
}

fn join_one(
    payer: &PayerRow,
    all: &[BillableItemRow],
    terms: &Terms,
    groups: &mut Groups,
) -> Result<()> {
    let today = terms.today();
    let (credits, all): (Vec<_>, Vec<_>) = all.iter().partition(|row| row.amount_minor < 0);
    for row in &all {
        if is_due(row, Occasion::DailyRun, today)? {
            let key = GroupKey {
                client: payer.id,
                currency: payer.currency_id,
                due: row
                    .next_on
                    .filter(|_| row.action != BillableAction::NextCron)
                    .unwrap_or(today),
                payment_method: payer.default_gateway.clone(),
                separate: None,
            };
            groups.entry(key).or_default().push(line(row, payer, terms)?);
        }
    }
    let first = groups.iter_mut().find(|(key, _)| key.client == payer.id);
    let Some((_, first)) = first else { return Ok(()) };
    for row in all {
        if is_due(row, Occasion::NewInvoice, today)? {
            first.push(line(row, payer, terms)?);
        }
    }
    for row in credits {
        let is_due =
            is_due(row, Occasion::DailyRun, today)? || is_due(row, Occasion::NewInvoice, today)?;
        let line = line(row, payer, terms)?;
        let mut own = groups.iter_mut().filter(|(key, _)| key.client == payer.id);
        if let Some((_, lines)) = own.find(|(_, lines)| is_due && has_room(lines, &line, terms)) {
            lines.push(line);
        }
    }
    Ok(())
}

fn line(row: &BillableItemRow, payer: &PayerRow, terms: &Terms) -> Result<NewLine> {
    let amount = terms.currencies.money(row.amount_minor, payer.currency_id)?;
    let line = NewLine::new(LineType::BillableItem, row.id.0, text(row), amount);
    Ok(NewLine { taxed: true, ..line })
}

/// The sentence of a line; the amount is for all of it.
fn text(row: &BillableItemRow) -> String {
    let what = &row.description;
    if row.quantity == 0 || (row.quantity == ONE && row.unit == BillableUnit::Quantity) {
        return what.clone();
    }
    let count = shown_scaled(row.quantity, 6);
    match row.unit {
        BillableUnit::Hours => format!("{what} ({count} hours)"),
        BillableUnit::Quantity => format!("{count} x {what}"),
    }
}

/// Whether an item that takes something off fits on an invoice: no total is below zero. One that
/// does not fit waits for an invoice that has room.
fn has_room(lines: &[NewLine], credit: &NewLine, terms: &Terms) -> bool {
    let left = |taxed: bool| {
        let of_kind = lines.iter().filter(|line| !taxed || line.taxed);
        of_kind.map(|line| line.amount.minor).sum::<i64>() + credit.amount.minor
    };
    left(false) >= 0 && (!terms.settings.on(TAX_ENABLED) || left(true) >= 0)
}

/// Counts the items whose lines are on a new invoice, each on the condition that nobody else did.
///
/// # Errors
/// Conflict when an item was invoiced by somebody else meanwhile.
pub async fn count(act: &mut Act, invoice: InvoiceId, lines: &[NewLine]) -> Result<()> {
    for line in lines.iter().filter(|line| line.kind == LineType::BillableItem) {
        let id = BillableItemId(line.rel_id);
        let Some(row) = billable_items::by_id(&mut act.conn, id).await? else { continue };
        let times = u32::try_from(row.invoiced).map_err(Fault::broken)? + 1;
        let next_on = match (recurrence(&row)?, row.due_on) {
            (Some(recurrence), Some(first)) => occurrence(first, recurrence, times),
            _ => None,
        };
        if !billable_items::count(&mut act.conn, &row, next_on, invoice).await? {
            return Err(conflict("A billable item was invoiced meanwhile"));
        }
    }
    Ok(())
}

fn is_due(row: &BillableItemRow, occasion: Occasion, today: Date) -> Result<bool> {
    let invoiced = u32::try_from(row.invoiced).map_err(Fault::broken)?;
    let due = row.due_on.unwrap_or(today);
    Ok(joins(row.action, due, recurrence(row)?, invoiced, occasion, today))
}

fn recurrence(row: &BillableItemRow) -> Result<Option<Recurrence>> {
    let number = |value: i64| u32::try_from(value).map_err(Fault::broken);
    let Some(unit) = row.recur_unit.filter(|_| row.action == BillableAction::Recur) else {
        return Ok(None);
    };
    let (every, times) = (number(row.recur_every)?, number(row.recur_times)?);
    Ok(Some(Recurrence { every, unit, times }))
}
