//! Changing lines: of a draft, or, where the setting says so, of an issued invoice (B16).

use std::collections::BTreeMap;

use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{InvoiceAmounts, credit_applied, invoice_issued};
use model::billing::tax::{LineAmount, LineTax, is_taxed};
use model::ids::{InvoiceId, InvoiceItemId};
use model::money::{Money, Percent};
use serde_json::json;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::{billed_periods, invoices};

use super::bill::{self, Bill};
use super::explanation::kept_steps;
use super::issue::{NewLine, about, item_of};
use super::taxation::{Basis, Taxation};
use super::{credit, journal, payments, taxation};
use crate::system::settings::{EDIT_ISSUED, Settings};
use crate::{Act, Result, invalid, not_found, not_now};

/// What changes on an invoice.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// New rate of level 1.
    pub rate: Option<Percent>,
    /// New rate of level 2.
    pub rate2: Option<Percent>,
    /// Lines that change: text, amount, taxed.
    pub changed: BTreeMap<InvoiceItemId, (String, Money, bool)>,
    /// Lines that come.
    pub added: Vec<NewLine>,
    /// Lines that go.
    pub deleted: Vec<InvoiceItemId>,
}

impl Edit {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rate.is_none()
            && self.rate2.is_none()
            && self.changed.is_empty()
            && self.added.is_empty()
            && self.deleted.is_empty()
    }
}

/// Changes lines and rates, computes the sums again and posts the difference to the journal.
///
/// # Errors
/// Not found when invoice or line do not exist; not-now when the invoice is issued and the
/// setting does not permit it, or it is not open; invalid when the total would be negative.
pub async fn edit(act: &mut Act, id: InvoiceId, edit: Edit) -> Result<()> {
    let bill = bill::lock(act, id).await?;
    may_change(act, &bill)?;
    change(act, bill, edit).await
}

/// [`edit`] of an invoice that is locked, whether or not people may change it.
pub(crate) async fn change(act: &mut Act, mut bill: Bill, edit: Edit) -> Result<()> {
    let id = bill.row.id;
    let before = invoice_items::of_invoice(&mut act.conn, id).await?;
    let amounts_before = bill::amounts(&bill, &before)?;
    let total_before = bill.row.total_minor;
    change_lines(act, &bill, &before, &edit).await?;
    recompute(act, &mut bill, &edit).await?;
    let after = invoice_items::of_invoice(&mut act.conn, id).await?;
    if bill.row.status.is_issued() {
        let now = bill::amounts(&bill, &after)?;
        let difference = InvoiceAmounts {
            net: now.net.sub(amounts_before.net)?,
            tax: now.tax.sub(amounts_before.tax)?,
            deposits: now.deposits.sub(amounts_before.deposits)?,
        };
        let about = about(&bill);
        journal::post(act, about, invoice_issued(difference)).await?;
        level(act, &mut bill, !after.is_empty()).await?;
    }
    let text = |lines: &[InvoiceItemRow]| {
        let each = |line: &InvoiceItemRow| {
            json!([line.id.0, line.description, line.amount_minor, line.taxed])
        };
        json!(lines.iter().map(each).collect::<Vec<_>>())
    };
    let fields = [
        ("lines", text(&before), text(&after)),
        ("total", json!(total_before), json!(bill.row.total_minor)),
    ];
    act.changed("invoice", id, &fields).await?;
    act.log(Some(bill.payer.id), format!("Modified Invoice - Invoice ID: {id}")).await
}

/// Whether the lines of an invoice can be changed at all.
#[must_use]
pub fn lines_can_change(settings: &Settings, status: InvoiceStatus) -> bool {
    status == InvoiceStatus::Draft || (settings.on(EDIT_ISSUED) && status.is_open())
}

fn may_change(act: &Act, bill: &Bill) -> Result<()> {
    if lines_can_change(&act.settings, bill.row.status) {
        return Ok(());
    }
    Err(not_now(if act.settings.on(EDIT_ISSUED) {
        "Only an invoice that waits for money can be changed"
    } else {
        "An issued invoice cannot be changed: cancel it and make a new one, or switch on \
         allow_editing_issued_invoices"
    }))
}

async fn change_lines(
    act: &mut Act,
    bill: &Bill,
    before: &[InvoiceItemRow],
    edit: &Edit,
) -> Result<()> {
    let find = |id: &InvoiceItemId| {
        let line = before.iter().find(|line| line.id == *id);
        line.ok_or_else(|| not_found(format!("Line Item ID {id} Not Found")))
    };
    for id in &edit.deleted {
        let line = find(id)?;
        if let (Some(item), Some(from)) = (item_of(line.r#type), line.period_from) {
            let invoice = bill.row.id;
            billed_periods::release_one(&mut act.conn, item, line.rel_id, from, invoice).await?;
        }
        invoice_items::delete(&mut act.conn, bill.row.id, *id).await?;
    }
    for (id, (text, amount, taxed)) in &edit.changed {
        let line = find(id)?.clone();
        let line = InvoiceItemRow {
            description: text.clone(),
            amount_minor: amount.add(bill.money(0))?.minor,
            taxed: *taxed,
            ..line
        };
        invoice_items::update(&mut act.conn, &line).await?;
    }
    let settings = taxation::tax_settings(&act.settings);
    let mut rows = Vec::new();
    for line in &edit.added {
        rows.push(InvoiceItemRow {
            id: InvoiceItemId(0),
            invoice_id: bill.row.id,
            client_id: bill.payer.id,
            r#type: line.kind,
            rel_id: line.rel_id,
            description: line.description.clone(),
            amount_minor: line.amount.add(bill.money(0))?.minor,
            net_minor: 0,
            taxed: is_taxed(line.kind, line.taxed, &settings),
            tax_minor: 0,
            tax2_minor: 0,
            period_from: None,
            period_to: None,
            explanation: kept_steps(&line.explanation)?,
            effected_at: None,
        });
    }
    Ok(invoice_items::insert(&mut act.conn, &rows).await?)
}

/// How the lines are taxed, at the invoice's rates or the new ones: on a draft as the house taxes
/// today, on what was issued as it was issued. Lines that nobody touched cost the same (B16).
async fn taxation_of(act: &mut Act, bill: &Bill, edit: &Edit) -> Result<Taxation> {
    let row = &bill.row;
    let basis = Basis::read(&row.tax_basis).filter(|_| row.status.is_issued());
    let kept = basis.as_ref().map_or((row.tax_rate, row.tax_rate2), |basis| basis.rates);
    let or_kept =
        |rate: Option<Percent>, kept| rate.map_or_else(|| Percent::from_ten_thousandths(kept), Ok);
    let rates = (or_kept(edit.rate, kept.0)?, or_kept(edit.rate2, kept.1)?);
    let settings = std::sync::Arc::clone(&act.settings);
    let today = taxation::of_payer(&mut act.conn, &settings, &bill.payer, Some(rates)).await?;
    let Some(basis) = basis else { return Ok(today) };
    let issued = basis.again((row.tax_name.clone(), row.tax_name2.clone()))?;
    // Who gives it another rate means the client as it is taxed now.
    let is_new = edit.rate.is_some() || edit.rate2.is_some();
    let treatment = if is_new { today.treatment } else { issued.treatment };
    Ok(Taxation { rates: today.rates, treatment, ..issued })
}

/// Computes tax and sums from the lines.
async fn recompute(act: &mut Act, bill: &mut Bill, edit: &Edit) -> Result<()> {
    let taxation = taxation_of(act, bill, edit).await?;
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    let listed: Vec<_> = lines
        .iter()
        .map(|line| LineAmount { amount: bill.money(line.amount_minor), taxed: line.taxed })
        .collect();
    let taxed = taxation.compute(&listed, bill.currency)?;
    for (line, LineTax { net, tax, tax2 }) in lines.into_iter().zip(&taxed.lines) {
        let line = InvoiceItemRow {
            net_minor: net.minor,
            tax_minor: tax.minor,
            tax2_minor: tax2.minor,
            ..line
        };
        invoice_items::update(&mut act.conn, &line).await?;
    }
    let row = &mut bill.row;
    (row.tax_rate, row.tax_rate2) = taxation.shown_rates();
    row.tax_basis = taxation.basis()?;
    row.subtotal_minor = taxed.subtotal.minor;
    row.tax_minor = taxed.tax.minor;
    row.tax2_minor = taxed.tax2.minor;
    row.total_minor = taxed.total()?.minor;
    row.updated_at = act.at();
    if row.total_minor < 0 {
        return Err(invalid("itemamount", "The total of an invoice cannot be negative"));
    }
    Ok(invoices::set_sums(&mut act.conn, row).await?)
}

/// What is now paid too much becomes credit; what has nothing left to pay is paid.
async fn level(act: &mut Act, bill: &mut Bill, has_lines: bool) -> Result<()> {
    let excess = -bill.row.balance_minor();
    if excess > 0 {
        give_back(act, bill, excess).await?;
    }
    if has_lines && bill.row.balance_minor() == 0 {
        payments::settle(act, bill).await?;
    }
    Ok(())
}

/// Turns a part of what was applied and paid back into the client's credit.
async fn give_back(act: &mut Act, bill: &mut Bill, minor: i64) -> Result<()> {
    let from_credit = minor.min(bill.row.credit_minor);
    let about = about(bill);
    journal::post(act, about, credit_applied(bill.money(-minor))).await?;
    let text = format!("Credit from Invoice #{}", bill.label());
    credit::write(act, bill.payer.id, minor, &text, bill.row.id.0).await?;
    let (id, at) = (bill.row.id, act.at());
    let from_paid = minor - from_credit;
    invoices::add_sums(&mut act.conn, id, -from_paid, -from_credit, 0, at).await?;
    bill::refresh(act, bill).await
}

/// Sets how much credit is applied to an open invoice: the difference comes from or goes to the
/// client's credit.
///
/// # Errors
/// Not-now when the invoice is not open; conflict when there is less credit or less to pay.
pub async fn set_credit(act: &mut Act, id: InvoiceId, minor: i64) -> Result<()> {
    let mut bill = bill::lock(act, id).await?;
    let more = minor - bill.row.credit_minor;
    if more > 0 {
        return credit::apply(act, id, Some(bill.money(more))).await.map(drop);
    }
    if !bill.row.status.is_open() && more != 0 {
        return Err(not_now("Invoice Not in Unpaid Status"));
    }
    if minor < 0 {
        return Err(invalid("credit", "The credit of an invoice cannot be negative"));
    }
    if more < 0 { give_back(act, &mut bill, -more).await } else { Ok(()) }
}
