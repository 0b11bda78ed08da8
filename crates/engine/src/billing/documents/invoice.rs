//! An invoice as it is put on paper.

use model::billing::invoice::InvoiceStatus;
use model::ids::InvoiceId;
use ports::documents::{InvoiceDocument, Line, Payment, Standing};
use store::Conn;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers;
use store::billing::transactions::{self, TransactionRow};
use store::system::gateways::{self, GatewayRow};

use super::house::House;
use super::party;
use crate::billing::bill::label;
use crate::billing::gateways::said_by;
use crate::billing::similar::{counted, grouped};
use crate::system::settings::{NUMBER_ON_PAYMENT, SYSTEM_URL};
use crate::{Engine, Result};

/// Puts an invoice on paper; `None` when there is none of the id.
///
/// # Errors
/// When the database fails.
pub async fn invoice(
    engine: &Engine,
    c: &mut Conn,
    id: InvoiceId,
) -> Result<Option<InvoiceDocument>> {
    let Some(row) = invoices::by_id(c, id).await? else { return Ok(None) };
    let house = House::read(engine, c).await?;
    let payer = payers::by_id(c, row.client_id).await?;
    let [seller, buyer] = party::both(&row.parties, &house.settings, payer.as_ref());
    let lines = invoice_items::of_invoice(c, id).await?;
    let money = transactions::of_invoice(c, id).await?;
    let ways = gateways::all(c).await?;
    let amount = |minor| house.amount(minor, row.currency_id);
    let levels = [
        (row.tax_name.as_str(), row.tax_rate, row.tax_minor),
        (row.tax_name2.as_str(), row.tax_rate2, row.tax2_minor),
    ];
    let how = how_to_pay(engine, &house, &row, &ways);
    Ok(Some(InvoiceDocument {
        sheet: house.sheet(c, row.client_id).await?,
        seller,
        buyer,
        number: label(&row),
        proforma: is_proforma(&house, &row),
        standing: standing(&house, &row),
        issued_on: house.date(row.issued_on),
        due_on: house.date(row.due_on),
        paid_on: paid_on(&house, &row),
        lines: grouped(&house.settings, &lines)
            .iter()
            .map(|(count, item)| line(&house, &row, *count, item))
            .collect::<Result<_>>()?,
        subtotal: amount(row.subtotal_minor)?,
        taxes: house.taxes(levels, row.currency_id)?,
        total: amount(row.total_minor)?,
        credit: house.amount_if_any(-row.credit_minor, row.currency_id)?,
        paid: house.amount_if_any(-row.paid_minor, row.currency_id)?,
        payments: money.iter().map(|moved| payment(&house, moved, &ways)).collect::<Result<_>>()?,
        balance: amount(open_minor(&row))?,
        tax_note: row.tax_note.clone(),
        instructions: how.instructions,
        pay_by: how.pay_by,
        pay_at: how.pay_at,
        notes: row.notes.clone(),
    }))
}

/// An invoice that gets its number when it is paid (B17).
pub(super) fn is_proforma(house: &House, row: &InvoiceRow) -> bool {
    row.number.is_empty()
        && row.status != InvoiceStatus::Draft
        && house.settings.on(NUMBER_ON_PAYMENT)
}

/// The day it was paid, while it counts as paid: one that waits for its money again keeps the day
/// in the books, and does not say so.
fn paid_on(house: &House, row: &InvoiceRow) -> String {
    match row.status {
        InvoiceStatus::Paid | InvoiceStatus::Refunded => house.day_of(row.paid_at),
        _ => String::new(),
    }
}

fn standing(house: &House, row: &InvoiceRow) -> Standing {
    match row.status {
        InvoiceStatus::Draft => Standing::Draft,
        InvoiceStatus::Paid => Standing::Paid,
        InvoiceStatus::Cancelled => Standing::Cancelled,
        InvoiceStatus::Refunded => Standing::Refunded,
        InvoiceStatus::Collections => Standing::Overdue,
        InvoiceStatus::Unpaid | InvoiceStatus::PaymentPending => {
            let late = row.status.is_overdue(row.due_on, house.today());
            if late { Standing::Overdue } else { Standing::Open }
        }
    }
}

/// What is asked for: nothing on an invoice that nobody need pay.
fn open_minor(row: &InvoiceRow) -> i64 {
    match row.status {
        InvoiceStatus::Cancelled | InvoiceStatus::Refunded => 0,
        _ => row.balance_minor().max(0),
    }
}

/// A line of an invoice, or of the credit note that takes it back.
pub(super) fn line(
    house: &House,
    row: &InvoiceRow,
    count: i64,
    item: &InvoiceItemRow,
) -> Result<Line> {
    let description = house.settings.line_shown(&item.description, item.period());
    let said = |period: &model::dates::Period| {
        let first = [house.date(period.from), period.from.to_string()];
        first.iter().any(|first| description.contains(first))
    };
    // Texts that came from elsewhere may name the period already.
    let period = item.period().filter(|period| !said(period));
    let period = period.map(|period| house.period(period)).unwrap_or_default();
    let description = counted(count, &description);
    Ok(Line { description, period, amount: house.amount(item.amount_minor, row.currency_id)? })
}

/// A payment, or with a minus a refund.
pub(super) fn payment(house: &House, row: &TransactionRow, ways: &[GatewayRow]) -> Result<Payment> {
    Ok(Payment {
        on: house.day_of(Some(row.at)),
        method: way_of(ways, &row.gateway),
        reference: row.reference.clone(),
        amount: house.amount(row.amount_in_minor - row.amount_out_minor, row.currency_id)?,
    })
}

/// What clients call a gateway.
fn way_of(ways: &[GatewayRow], module: &str) -> String {
    let known = ways.iter().find(|way| way.module == module && !way.name.is_empty());
    known.map_or_else(|| module.to_owned(), |way| way.name.clone())
}

#[derive(Default)]
pub(super) struct How {
    pub(super) instructions: String,
    pub(super) pay_by: String,
    pay_at: String,
}

/// How what is open can be paid: what the gateway of a hand-made payment says, or our page.
pub(super) fn how_to_pay(
    engine: &Engine,
    house: &House,
    row: &InvoiceRow,
    ways: &[GatewayRow],
) -> How {
    if !row.status.is_open() || row.balance_minor() <= 0 {
        return How::default();
    }
    let way = ways.iter().find(|way| way.active && way.module == row.gateway);
    let instructions = way.and_then(|way| said_by(engine, way)).unwrap_or_default();
    let pay_by = if row.gateway.is_empty() { String::new() } else { way_of(ways, &row.gateway) };
    let address = house.settings.text(SYSTEM_URL);
    let pay_at = match instructions.is_empty() && !address.is_empty() {
        true => format!("{}/viewinvoice.php?id={}", address.trim_end_matches('/'), row.id),
        false => String::new(),
    };
    How { instructions, pay_by, pay_at }
}
