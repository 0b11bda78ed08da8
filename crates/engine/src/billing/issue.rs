//! Issuing: lines become an invoice with tax, number, journal and claimed periods (B7–B17).

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
pub use model::billing::invoice::LineType as LineKind;
use model::billing::journal::invoice_issued;
use model::billing::renewal::ItemKind;
use model::billing::tax::{LineAmount, TaxResult, is_taxed};
use model::dates::Period;
use model::ids::{ClientId, InvoiceId, InvoiceItemId};
use model::money::{Currency, Money, Percent};
use serde_json::json;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::PayerRow;
use store::billing::{billed_periods, payers};

use super::bill::{self, Bill};
use super::journal::{self, About};
use super::taxation::{self, Taxation};
use super::{credit, numbering, parties, payments};
use crate::{Act, Fault, Result, conflict, invalid};

/// What is to be invoiced.
#[derive(Debug, Clone)]
pub struct NewInvoice {
    /// To whom; the amounts are in the client's currency (B3).
    pub client: ClientId,
    /// For what.
    pub lines: Vec<NewLine>,
    /// The day on it; `None` for today.
    pub issued_on: Option<Date>,
    /// The day it is due.
    pub due_on: Date,
    /// How it is to be paid; empty for the client's usual way.
    pub gateway: String,
    /// A note for the client.
    pub notes: String,
    /// Not issued yet: no number, no journal, no mail.
    pub draft: bool,
    /// Pay as much as possible from the client's credit (B10).
    pub apply_credit: bool,
    /// Rates in place of those of the tax table.
    pub tax_rates: Option<(Percent, Percent)>,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct NewLine {
    /// What it is for.
    pub kind: LineKind,
    /// Which service, addon, domain, invoice or the like; 0 for none.
    pub rel_id: i64,
    /// The text that people read.
    pub description: String,
    /// As listed; negative for a discount.
    pub amount: Money,
    /// Whether it is taxed, as far as the switches of B14 leave it to the line.
    pub taxed: bool,
    /// The period it is for; claimed, so that nobody invoices it again (B7).
    pub period: Option<Period>,
    /// How the amount came about, step by step.
    pub explanation: Vec<(String, Money)>,
}

impl NewLine {
    /// A line of a text and an amount.
    #[must_use]
    pub fn new(kind: LineKind, rel_id: i64, description: impl Into<String>, amount: Money) -> Self {
        let (description, explanation) = (description.into(), Vec::new());
        Self { kind, rel_id, description, amount, taxed: false, period: None, explanation }
    }
}

/// Makes an invoice. One that asks for nothing is paid, and takes effect, at once.
///
/// # Errors
/// Not found when the client does not exist; invalid when the total is negative; conflict when
/// a period is invoiced already (B7).
pub async fn issue(act: &mut Act, new: NewInvoice) -> Result<InvoiceId> {
    let payer = bill::lock_payer(act, new.client).await?;
    let currency = act.currencies().await?.currency(payer.currency_id)?;
    let settings = std::sync::Arc::clone(&act.settings);
    let taxation = taxation::of_payer(&mut act.conn, &settings, &payer, new.tax_rates).await?;
    let taxed = taxation.compute(&listed(&new.lines, &taxation), currency)?;
    let row = head(act, &payer, &new, &taxation, &taxed)?;
    if row.total_minor < 0 {
        return Err(invalid("itemamount", "The total of an invoice cannot be negative"));
    }
    let id = invoices::insert(&mut act.conn, &row).await?;
    write_lines(act, id, &new, &taxed).await?;
    claim_periods(act, id, &new.lines).await?;
    let row = InvoiceRow { id, ..row };
    let mut bill = Bill { payer, row, currency };
    act.log(Some(new.client), format!("Created Invoice - Invoice ID: {id}")).await?;
    if !new.draft {
        put_out(act, &mut bill, new.apply_credit).await?;
    }
    Ok(id)
}

/// Issues what is no draft (any more): number, journal, event, credit, and payment of nothing.
pub(crate) async fn put_out(act: &mut Act, bill: &mut Bill, apply_credit: bool) -> Result<()> {
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    let about = about(bill);
    journal::post(act, about, invoice_issued(bill::amounts(bill, &lines)?)).await?;
    let payload = json!({ "invoiceid": bill.row.id.0, "total_minor": bill.row.total_minor });
    act.event("InvoiceCreated", Some(bill.payer.id), &payload).await?;
    // Late, for from here on everybody who needs a number waits for this act.
    numbering::give(act, bill, numbering::Moment::Issue).await?;
    // Paying for credit with credit, or for other invoices, would move money in a circle.
    let deposits =
        lines.iter().any(|line| matches!(line.r#type, LineKind::AddFunds | LineKind::Invoice));
    if apply_credit && !deposits {
        credit::apply_automatically(act, bill).await?;
    }
    if bill.row.status.is_open() && !lines.is_empty() && !bill.balance().is_positive() {
        payments::settle(act, bill).await?;
    }
    Ok(())
}

/// What the journal says an entry of this invoice is about.
pub(crate) fn about(bill: &Bill) -> About {
    About {
        client: bill.payer.id,
        currency: bill.row.currency_id,
        invoice: Some(bill.row.id),
        transaction: None,
    }
}

/// The item whose period a line claims.
#[must_use]
pub fn item_of(kind: LineKind) -> Option<ItemKind> {
    match kind {
        LineKind::Hosting => Some(ItemKind::Service),
        LineKind::Addon => Some(ItemKind::Addon),
        LineKind::Domain | LineKind::DomainRegister | LineKind::DomainTransfer => {
            Some(ItemKind::Domain)
        }
        _ => None,
    }
}

fn listed(lines: &[NewLine], taxation: &Taxation) -> Vec<LineAmount> {
    let taxed = |line: &NewLine| is_taxed(line.kind, line.taxed, &taxation.settings);
    lines.iter().map(|line| LineAmount { amount: line.amount, taxed: taxed(line) }).collect()
}

fn head(
    act: &Act,
    payer: &PayerRow,
    new: &NewInvoice,
    taxation: &Taxation,
    taxed: &TaxResult,
) -> Result<InvoiceRow> {
    let gateway = if new.gateway.is_empty() { &payer.default_gateway } else { &new.gateway };
    let (tax_rate, tax_rate2) = taxation.shown_rates();
    let total = taxed.subtotal.add(taxed.tax)?.add(taxed.tax2)?;
    Ok(InvoiceRow {
        id: InvoiceId(0),
        number: String::new(),
        client_id: payer.id,
        currency_id: payer.currency_id,
        status: if new.draft { InvoiceStatus::Draft } else { InvoiceStatus::Unpaid },
        issued_on: new.issued_on.unwrap_or_else(|| act.today()),
        due_on: new.due_on,
        paid_at: None,
        cancelled_at: None,
        refunded_at: None,
        last_capture_at: None,
        subtotal_minor: taxed.subtotal.minor,
        tax_minor: taxed.tax.minor,
        tax2_minor: taxed.tax2.minor,
        total_minor: total.minor,
        credit_minor: 0,
        paid_minor: 0,
        refunded_minor: 0,
        tax_rate,
        tax_rate2,
        tax_name: taxation.names.0.clone(),
        tax_name2: taxation.names.1.clone(),
        tax_note: taxation.note().to_owned(),
        gateway: gateway.clone(),
        pay_method_id: None,
        notes: new.notes.clone(),
        parties: serde_json::to_string(&parties::snapshot(&act.settings, payer))?,
        created_at: act.at(),
        updated_at: act.at(),
    })
}

async fn write_lines(
    act: &mut Act,
    invoice: InvoiceId,
    new: &NewInvoice,
    taxed: &TaxResult,
) -> Result<()> {
    for (line, tax) in new.lines.iter().zip(&taxed.lines) {
        let settings = taxation::tax_settings(&act.settings);
        let steps: Vec<_> =
            line.explanation.iter().map(|(what, how_much)| (what, how_much.minor)).collect();
        let row = InvoiceItemRow {
            id: InvoiceItemId(0),
            invoice_id: invoice,
            client_id: new.client,
            r#type: line.kind,
            rel_id: line.rel_id,
            description: line.description.clone(),
            amount_minor: line.amount.minor,
            net_minor: tax.net.minor,
            taxed: is_taxed(line.kind, line.taxed, &settings),
            tax_minor: tax.tax.minor,
            tax2_minor: tax.tax2.minor,
            period_from: line.period.map(|period| period.from),
            period_to: line.period.map(|period| period.to_exclusive),
            explanation: serde_json::to_string(&steps)?,
            effected_at: None,
        };
        invoice_items::insert(&mut act.conn, &row).await?;
    }
    Ok(())
}

/// Claims each line's period, so that it is invoiced once whatever overlaps (B7).
async fn claim_periods(act: &mut Act, invoice: InvoiceId, lines: &[NewLine]) -> Result<()> {
    for line in lines {
        let (Some(item), Some(period)) = (item_of(line.kind), line.period) else { continue };
        if !billed_periods::claim(&mut act.conn, item, line.rel_id, period, invoice).await? {
            return Err(conflict(format!(
                "The period from {} of {item} {} is invoiced already",
                period.from, line.rel_id
            )));
        }
    }
    Ok(())
}

/// The currency that a client's invoices are in.
///
/// # Errors
/// Not found when the client does not exist.
pub async fn currency_of(act: &mut Act, client: ClientId) -> Result<Currency> {
    let payer = payers::by_id(&mut act.conn, client).await?;
    let payer = payer.ok_or_else(|| crate::not_found("Client ID Not Found"))?;
    act.currencies().await?.currency(payer.currency_id)
}

/// Issues a draft as it is.
///
/// # Errors
/// Not-now when it is no draft.
pub async fn publish(act: &mut Act, id: InvoiceId) -> Result<()> {
    let mut bill = bill::lock(act, id).await?;
    if bill.row.status != InvoiceStatus::Draft {
        return Err(crate::not_now("Invoice must be in Draft status to be published"));
    }
    bill::go(act, &mut bill, InvoiceStatus::Unpaid).await?;
    let snapshot = parties::snapshot(&act.settings, &bill.payer);
    bill.row.parties = serde_json::to_string(&snapshot).map_err(Fault::broken)?;
    invoices::set_head(&mut act.conn, &bill.row).await?;
    put_out(act, &mut bill, false).await
}
