//! Splitting, merging and shortening: an issued invoice never changes (B16), so it is taken back by
//! a credit note, and what it was for is issued anew.

use jiff::civil::Date;
use model::billing::invoice::{InvoiceStatus, LineType};
use model::ids::{InvoiceId, InvoiceItemId};
use model::money::Money;
use serde_json::json;
use store::billing::credit_notes::Reason;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::{invoices, reissues};

use super::bill::{self, Bill};
use super::edit::{self, Edit};
use super::explanation::steps_of;
use super::issue::{NewInvoice, NewLine, issue_as};
use super::refund::Parts;
use super::taxation::{Basis, Taxation};
use super::{cancel, credit, credit_notes};
use crate::system::settings::TAX_COMPOUND;
use crate::{Act, Fault, Result, conflict, invalid, not_now};

/// What an invoice that was split became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The invoice with the lines that stay together.
    pub kept: InvoiceId,
    /// The invoice with the lines that were chosen.
    pub moved: InvoiceId,
}

/// An invoice that was taken back.
struct Taken {
    bill: Bill,
    lines: Vec<InvoiceItemRow>,
    /// What was paid towards it, and is credit now.
    paid: i64,
}

/// Splits an unpaid invoice in two: the lines of these ids, and the others. What was paid
/// towards it pays the others first. Each invoice must be right by itself, so its tax is rounded on
/// it (B14): where prices are without tax, the two may come to a cent more or less than the one.
///
/// # Errors
/// Not found; not now when it does not wait for its payment; invalid when no or every line is
/// chosen, or one of the parts would ask for less than nothing.
pub async fn split(
    act: &mut Act,
    id: InvoiceId,
    chosen: &[InvoiceItemId],
    due_on: Option<Date>,
) -> Result<Split> {
    let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    if let Some(unknown) = chosen.iter().find(|id| !lines.iter().any(|line| line.id == **id)) {
        return Err(invalid("lineitemids", format!("Line Item ID {unknown} Not Found")));
    }
    let taken = take_back(act, id, Reason::Split).await?;
    let (moved, kept): (Vec<_>, Vec<_>) =
        taken.lines.iter().cloned().partition(|line| chosen.contains(&line.id));
    if moved.is_empty() || kept.is_empty() {
        return Err(invalid("lineitemids", "Choose some of the lines, not none and not all"));
    }
    let taxation = own_taxation(act, std::slice::from_ref(&taken))?;
    let due = taken.bill.row.due_on;
    let first = anew(act, &taken.bill, &kept, due, &taxation).await?;
    let second = anew(act, &taken.bill, &moved, due_on.unwrap_or(due), &taxation).await?;
    refer(act, &taken.bill, first, &[(first, &kept), (second, &moved)]).await?;
    pay_with(act, taken.paid, &[first, second]).await?;
    Ok(Split { kept: first, moved: second })
}

/// Makes one invoice of several unpaid ones of a client; due when the last of them was. Its tax is
/// rounded once, as for [`split`] (B14).
///
/// # Errors
/// Not found; not now when one does not wait for its payment; invalid when they are of different
/// clients, currencies or tax rates, or fewer than two.
pub async fn merge(act: &mut Act, ids: &[InvoiceId], due_on: Option<Date>) -> Result<InvoiceId> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Err(invalid("invoiceids", "Choose two invoices or more"));
    }
    let mut taken: Vec<Taken> = Vec::new();
    for id in ids {
        let next = take_back(act, id, Reason::Merged).await?;
        if let Some(first) = taken.first() {
            same_payer(&first.bill, &next.bill)?;
        }
        taken.push(next);
    }
    let lines: Vec<_> = taken.iter().flat_map(|each| each.lines.clone()).collect();
    let due = taken.iter().map(|each| each.bill.row.due_on).max();
    let Some((last, due)) = taken.last().zip(due) else {
        return Err(Fault::broken("no invoice is left to merge"));
    };
    let taxation = own_taxation(act, &taken)?;
    let made = anew(act, &last.bill, &lines, due_on.unwrap_or(due), &taxation).await?;
    for each in &taken {
        refer(act, &each.bill, made, &[(made, &each.lines)]).await?;
    }
    pay_with(act, taken.iter().map(|each| each.paid).sum(), &[made]).await?;
    Ok(made)
}

/// Takes lines out of an unpaid invoice, when what they are for is not wanted any more; gives the
/// invoice that asks for the others, which is another one unless people may change issued invoices
/// (B16). `None` where it stays as it is, because it cannot be taken back or less than nothing
/// would be left.
///
/// # Errors
/// Not found; broken when the database fails.
pub(crate) async fn without(
    act: &mut Act,
    id: InvoiceId,
    gone: &[InvoiceItemId],
) -> Result<Option<InvoiceId>> {
    let bill = bill::lock(act, id).await?;
    let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    match may_take_back(act, &bill, &lines).await {
        Ok(()) => {}
        Err(Fault::Refused(_)) => return Ok(None),
        Err(broken) => return Err(broken),
    }
    let kept: Vec<_> = lines.into_iter().filter(|line| !gone.contains(&line.id)).collect();
    if kept.iter().map(|line| line.amount_minor).sum::<i64>() < 0 {
        return Ok(None);
    }
    if edit::lines_can_change(&act.settings, bill.row.status) {
        let wanted = Edit { deleted: gone.to_vec(), ..Edit::default() };
        edit::change(act, bill, wanted).await?;
        return Ok(Some(id));
    }
    let taken = take_back(act, id, Reason::Shortened).await?;
    let taxation = own_taxation(act, std::slice::from_ref(&taken))?;
    let made = anew(act, &taken.bill, &kept, taken.bill.row.due_on, &taxation).await?;
    refer(act, &taken.bill, made, &[(made, &kept)]).await?;
    pay_with(act, taken.paid, &[made]).await?;
    Ok(Some(made))
}

fn same_payer(first: &Bill, next: &Bill) -> Result<()> {
    let said = |text: &str| Err(invalid("invoiceids", text.to_owned()));
    if first.payer.id != next.payer.id {
        return said("The invoices are of different clients");
    }
    if first.row.currency_id != next.row.currency_id {
        return said("The invoices are in different currencies");
    }
    let rates = |bill: &Bill| (bill.row.tax_rate, bill.row.tax_rate2);
    if rates(first) != rates(next) {
        return said("The invoices are taxed at different rates");
    }
    Ok(())
}

/// Cancels an issued, unpaid invoice with a credit note.
async fn take_back(act: &mut Act, id: InvoiceId, reason: Reason) -> Result<Taken> {
    let bill = bill::lock(act, id).await?;
    let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    may_take_back(act, &bill, &lines).await?;
    let paid = bill.row.paid_minor + bill.row.credit_minor;
    let row = bill.row.clone();
    cancel::cancel(act, id).await?;
    credit_notes::write(act, &row, Parts::whole(&row), reason).await?;
    Ok(Taken { bill, lines, paid })
}

/// Refuses what stays as it is; nothing is written.
async fn may_take_back(act: &mut Act, bill: &Bill, lines: &[InvoiceItemRow]) -> Result<()> {
    if bill.row.status == InvoiceStatus::Draft {
        return Err(not_now("A draft is changed by editing it"));
    }
    if bill.row.status != InvoiceStatus::Unpaid {
        return Err(not_now(format!("Invoice {} does not wait for its payment", bill.label())));
    }
    if lines.iter().any(bill::is_deposit) {
        return Err(not_now("An invoice for credit or for other invoices stays as it is"));
    }
    for line in invoice_items::of_thing(&mut act.conn, LineType::Invoice, bill.row.id.0).await? {
        let asking = invoices::by_id(&mut act.conn, line.invoice_id).await?;
        if asking.is_some_and(|row| row.status.is_open()) {
            return Err(conflict("A payment of several invoices waits for this one"));
        }
    }
    Ok(())
}

/// How the invoices were taxed, and so will be what is issued in their place: it costs the same,
/// whatever the house says of its prices and rates today.
fn own_taxation(act: &Act, taken: &[Taken]) -> Result<Taxation> {
    let all: Vec<(Basis, &Taken)> = taken.iter().map(|each| (basis(act, each), each)).collect();
    let is_taxed = |(basis, each): &&(Basis, &Taken)| {
        basis.rates != (0, 0) && each.lines.iter().any(|line| line.taxed)
    };
    let mut taxed = all.iter().filter(is_taxed);
    let first = taxed.next();
    if let Some((first, _)) = first
        && taxed.any(|(basis, _)| basis.way() != first.way())
    {
        return Err(invalid("invoiceids", "The invoices are taxed in different ways"));
    }
    let (basis, each) = first.or(all.last()).ok_or_else(|| Fault::broken("nothing was taken"))?;
    basis.again((each.bill.row.tax_name.clone(), each.bill.row.tax_name2.clone()))
}

fn basis(act: &Act, taken: &Taken) -> Basis {
    let row = &taken.bill.row;
    Basis::read(&row.tax_basis).unwrap_or_else(|| Basis {
        // The lines of an older one say whether the tax was in their prices.
        inclusive: taken.lines.iter().any(|line| line.net_minor != line.amount_minor),
        compound: act.settings.on(TAX_COMPOUND),
        deducts: false,
        treatment: "taxed".to_owned(),
        rates: (row.tax_rate, row.tax_rate2),
    })
}

/// Issues lines of an invoice that was taken back; they claim their periods again.
async fn anew(
    act: &mut Act,
    bill: &Bill,
    lines: &[InvoiceItemRow],
    due_on: Date,
    taxation: &Taxation,
) -> Result<InvoiceId> {
    let lines = lines.iter().map(|line| again(bill, line)).collect::<Result<Vec<_>>>()?;
    let new = NewInvoice {
        client: bill.payer.id,
        lines,
        issued_on: None,
        due_on,
        gateway: bill.row.gateway.clone(),
        notes: bill.row.notes.clone(),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    };
    issue_as(act, new, taxation).await
}

fn again(bill: &Bill, line: &InvoiceItemRow) -> Result<NewLine> {
    Ok(NewLine {
        kind: line.r#type,
        rel_id: line.rel_id,
        description: line.description.clone(),
        amount: bill.money(line.amount_minor),
        taxed: line.taxed,
        period: line.period(),
        explanation: steps_of(&line.explanation, bill.currency),
    })
}

/// Lets what knows the old invoice know the new ones: orders and quotes the first of them.
async fn refer(
    act: &mut Act,
    old: &Bill,
    first: InvoiceId,
    parts: &[(InvoiceId, &Vec<InvoiceItemRow>)],
) -> Result<()> {
    let from = old.row.id;
    reissues::move_orders(&mut act.conn, from, first).await?;
    reissues::move_quotes(&mut act.conn, from, first).await?;
    for (to, lines) in parts {
        for line in *lines {
            reissues::move_line(&mut act.conn, line.r#type, line.rel_id, from, *to).await?;
        }
    }
    let after = json!(parts.iter().map(|(to, _)| to.0).collect::<Vec<_>>());
    act.changed("invoice", from, &[("reissued_as", json!(null), after)]).await
}

/// What was paid towards the old ones pays the new ones, as far as it goes.
async fn pay_with(act: &mut Act, mut minor: i64, invoices: &[InvoiceId]) -> Result<()> {
    for id in invoices {
        let bill = bill::lock(act, *id).await?;
        let part = minor.min(bill.row.balance_minor());
        if part > 0 {
            let amount: Money = bill.money(part);
            credit::apply(act, *id, Some(amount)).await?;
            minor -= part;
        }
    }
    Ok(())
}
