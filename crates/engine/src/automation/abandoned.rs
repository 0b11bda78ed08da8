//! Orders and invoices that nobody pays (B28).

use std::collections::BTreeMap;

use model::billing::dunning::is_abandoned;
use model::dates::add_days;
use model::ids::{ClientId, InvoiceId, OrderId};
use model::ordering::order::OrderStatus;
use store::Conn;
use store::billing::dunning::{self, OpenInvoice};
use store::ordering::orders;

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::{bill, cancel};
use crate::ordering::states;
use crate::system::settings::{CANCEL_INVOICE_DAYS, CANCEL_ORDER_DAYS};
use crate::{Act, Result};

fn days(scope: &Scope, name: &str) -> Option<u16> {
    let days = scope.settings.number(name).and_then(|days| u16::try_from(days).ok());
    days.filter(|days| *days > 0)
}

fn abandoned(row: &OpenInvoice, days: Option<u16>, scope: &Scope) -> bool {
    is_abandoned(row.status, row.received_minor > 0, row.due_on, days, scope.today)
}

/// Invoices past their time. One that renews something that runs stays: it would come again.
pub(super) async fn find_invoices(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let days = days(scope, CANCEL_INVOICE_DAYS);
    let Some(until) = days.and_then(|days| add_days(scope.today, -i32::from(days))) else {
        return Ok(Vec::new());
    };
    let rows = dunning::unpaid(c, until, scope.client).await?;
    let left = rows.into_iter().filter(|row| abandoned(row, days, scope));
    Ok(left
        .map(|row| {
            if !row.renews {
                return Candidate::of(row.id, row.client_id);
            }
            let item = Item::new("cancel invoice", scope.today, row.client_id, row.id, "Invoice");
            Candidate::skipped(item.skipped("it renews something that runs"))
        })
        .collect())
}

/// Cancels one.
pub(super) async fn cancel_invoice(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = InvoiceId(id);
    bill::lock(act, id).await?;
    let row = dunning::one(&mut act.conn, id).await?;
    let days = days(scope, CANCEL_INVOICE_DAYS);
    let Some(row) = row.filter(|row| !row.renews && abandoned(row, days, scope)) else {
        return Ok(Vec::new());
    };
    cancel::cancel(act, id).await?;
    let text = format!("Invoice due on {}", row.due_on);
    Ok(vec![Item::new("cancel invoice", scope.today, row.client_id, id, text)])
}

/// Orders that wait for a payment past its time.
pub(super) async fn find_orders(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let days = days(scope, CANCEL_ORDER_DAYS);
    let Some(until) = days.and_then(|days| add_days(scope.today, -i32::from(days))) else {
        return Ok(Vec::new());
    };
    let rows = dunning::unpaid(c, until, scope.client).await?;
    let rows = rows.into_iter().filter(|row| abandoned(row, days, scope));
    let owners: BTreeMap<InvoiceId, ClientId> = rows.map(|row| (row.id, row.client_id)).collect();
    let pending = orders::pending_with_invoice(c, scope.client).await?;
    let owned = |(order, invoice)| Some(Candidate::of(order, *owners.get(&invoice)?));
    Ok(pending.into_iter().filter_map(owned).collect())
}

/// Cancels one, with its invoice.
pub(super) async fn cancel_order(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = OrderId(id);
    let Some(order) = orders::by_id(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let Some(invoice) = order.invoice_id else { return Ok(Vec::new()) };
    bill::lock(act, invoice).await?;
    let row = dunning::one(&mut act.conn, invoice).await?;
    let days = days(scope, CANCEL_ORDER_DAYS);
    let waits = row.is_some_and(|row| abandoned(&row, days, scope));
    let order = orders::lock(&mut act.conn, id).await?;
    let Some(order) = order.filter(|order| waits && order.status == OrderStatus::Pending) else {
        return Ok(Vec::new());
    };
    states::cancel(act, id).await?;
    let text = format!("Order {}", order.number);
    Ok(vec![Item::new("cancel order", scope.today, order.client_id, id, text)])
}
