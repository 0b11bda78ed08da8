//! Issuing: lines become an invoice with tax, number, journal and claimed periods (B7–B17).

mod beside;
pub(crate) mod computed;
mod on_credit;

use std::sync::Arc;

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
pub use model::billing::invoice::LineType as LineKind;
use model::billing::journal::invoice_issued;
use model::billing::renewal::ItemKind;
use model::dates::Period;
use model::explanation::Step;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money, Percent};
use serde_json::json;
use store::billing::billed_periods::{self, Claim};
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices;
use store::billing::payers;
use store::people::custom_fields::Kind;

use super::bill::{self, Bill};
use super::journal::{self, About};
use super::mail::Letters;
use super::taxation::Taxation;
use super::terms::Terms;
use super::{credit, numbering, parties, payments};
use crate::people::custom_fields::on_invoices;
use crate::system::mail::{NewMail, Once};
use crate::{Act, Fault, Result, conflict};
use beside::{Beside, Making, Ready};
use computed::Computed;
use on_credit::OnCredit;

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
    pub explanation: Vec<Step>,
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
    Ok(issue_one(act, new).await?.row.id)
}

/// [`issue`], with the invoice in hand.
pub(crate) async fn issue_one(act: &mut Act, new: NewInvoice) -> Result<Bill> {
    let payer = bill::lock_payer(act, new.client).await?;
    let terms = Terms::of(act).await?;
    let computed = computed::compute(&mut act.conn, &terms, vec![(payer, new)]).await?;
    only(act, computed).await
}

/// [`issue`], taxed as given and not as the house taxes today: for what is issued anew (B16).
pub(crate) async fn issue_as(
    act: &mut Act,
    new: NewInvoice,
    taxation: &Taxation,
) -> Result<InvoiceId> {
    let payer = bill::lock_payer(act, new.client).await?;
    let terms = Terms::of(act).await?;
    let computed = computed::compute_as(&mut act.conn, &terms, (payer, new), taxation).await?;
    Ok(only(act, computed).await?.row.id)
}

async fn only(act: &mut Act, computed: Computed) -> Result<Bill> {
    let bill = issue_all(act, computed, None).await?.bills.pop();
    bill.ok_or_else(|| Fault::broken("no invoice was made"))
}

/// Invoices that were issued.
#[derive(Debug, Default)]
pub(crate) struct Issued {
    /// As they stand in the books.
    pub(crate) bills: Vec<Bill>,
    /// What was asked for, one for each of these.
    pub(crate) asked: Vec<NewInvoice>,
    /// The mails about those that ask for money, where there were letters to make them of.
    pub(crate) mails: Vec<(NewMail, Once)>,
}

/// [`issue`] for many invoices, of clients whose money is locked: in few statements for all.
pub(crate) async fn issue_all(
    act: &mut Act,
    computed: Computed,
    letters: Option<Letters>,
) -> Result<Issued> {
    let Computed { asked, bills, lines } = computed;
    if bills.is_empty() {
        return Ok(Issued::default());
    }
    let gathered_before = act.gather();
    match write_all(act, &asked, (bills, lines), letters).await {
        Ok((mut bills, Beside { mails, settled, .. })) => {
            for at in settled {
                if let Some(bill) = bills.get_mut(at) {
                    payments::settle(act, bill).await?;
                }
            }
            if gathered_before {
                act.gather();
            }
            Ok(Issued { bills, asked, mails })
        }
        Err(fault) => {
            act.forget_gathered();
            Err(fault)
        }
    }
}

/// Writes the invoices, and gives what belongs to them and is not written yet.
async fn write_all(
    act: &mut Act,
    asked: &[NewInvoice],
    (mut bills, mut lines): (Vec<Bill>, Vec<InvoiceItemRow>),
    letters: Option<Letters>,
) -> Result<(Vec<Bill>, Beside)> {
    let ids = invoices::reserve(&mut act.conn, bills.len()).await?;
    let mut unnamed = lines.iter_mut();
    for ((bill, new), id) in bills.iter_mut().zip(asked).zip(ids) {
        bill.row.id = id;
        unnamed.by_ref().take(new.lines.len()).for_each(|line| line.invoice_id = id);
    }
    for (bill, new) in bills.iter().zip(asked) {
        let text = format!("Created Invoice - Invoice ID: {}", bill.row.id);
        act.log(Some(bill.payer.id), text).await?;
        if !new.draft {
            announce(act, bill).await?;
        }
    }
    // What needs no number is written before: while this act has taken numbers, everybody else
    // who needs one waits for its end.
    act.write_gathered().await?;
    // They are written with the credit they take, and not changed once more.
    let on_credit = OnCredit::take(&mut bills, asked, &lines, act.at())?;
    let credited = on_credit.moved(act, &bills).await?;
    let issued = bills.iter_mut().map(|bill| &mut bill.row);
    let issued = issued.filter(|row| row.status != InvoiceStatus::Draft);
    numbering::choose(act, issued, numbering::Moment::Issue).await?;
    let ready = Arc::new(Ready { bills, lines, on_credit });
    let making = Making::begin(&ready, (act.at(), act.today()), letters);
    invoices::insert(&mut act.conn, ready.bills.iter().map(|bill| &bill.row)).await?;
    invoice_items::insert(&mut act.conn, &ready.lines).await?;
    claim_periods(act, &ready.lines).await?;
    let mut beside = making.made().await?;
    act.gather();
    act.note_movements(std::mem::take(&mut beside.movements)).await?;
    for (bill, taken) in ready.bills.iter().zip(credited) {
        if let Some((amount, balance)) = taken {
            credit::applied(act, bill, amount, balance).await?;
        }
    }
    act.write_gathered().await?;
    Ok((Arc::unwrap_or_clone(ready).bills, beside))
}

/// Issues what is no draft any more: journal, event, number, credit, and payment of nothing.
pub(crate) async fn put_out(act: &mut Act, bill: &mut Bill, apply_credit: bool) -> Result<()> {
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    announce(act, bill).await?;
    numbering::give(act, bill, numbering::Moment::Issue).await?;
    book(act, bill, &lines, apply_credit).await?;
    if asks_for_nothing(bill, &lines) {
        payments::settle(act, bill).await?;
    }
    Ok(())
}

async fn announce(act: &mut Act, bill: &Bill) -> Result<()> {
    let payload = json!({ "invoiceid": bill.row.id.0, "total_minor": bill.row.total_minor });
    act.event("InvoiceCreated", Some(bill.payer.id), &payload).await
}

/// Writes an issued invoice into the journal, and pays what it may from the client's credit.
async fn book(
    act: &mut Act,
    bill: &mut Bill,
    lines: &[InvoiceItemRow],
    apply_credit: bool,
) -> Result<()> {
    let entry = invoice_issued(bill::amounts(bill, lines)?);
    journal::post(act, about(bill), entry).await?;
    if apply_credit && may_be_on_credit(lines) {
        credit::apply_automatically(act, bill).await?;
    }
    Ok(())
}

/// Paying for credit with credit, or for other invoices, would move money in a circle.
fn may_be_on_credit(lines: &[InvoiceItemRow]) -> bool {
    !lines.iter().any(bill::is_deposit)
}

fn asks_for_nothing(bill: &Bill, lines: &[InvoiceItemRow]) -> bool {
    bill.row.status.is_open() && !lines.is_empty() && !bill.balance().is_positive()
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

/// Claims each line's period, so that it is invoiced once whatever overlaps (B7).
async fn claim_periods(act: &mut Act, lines: &[InvoiceItemRow]) -> Result<()> {
    let claims: Vec<_> = lines.iter().filter_map(claim_of).collect();
    let Some(late) = billed_periods::claim(&mut act.conn, &claims).await? else { return Ok(()) };
    let Claim { item, item_id, period, .. } = late;
    Err(conflict(format!(
        "The period from {} of {item} {item_id} is invoiced already",
        period.from
    )))
}

/// The claim of a line on the period it is for.
pub(crate) fn claim_of(line: &InvoiceItemRow) -> Option<Claim> {
    let (item, period) = (item_of(line.r#type)?, line.period()?);
    Some(Claim { item, item_id: line.rel_id, period, invoice: line.invoice_id })
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
    let client = bill.payer.id.0;
    let fields = on_invoices(&mut act.conn, Kind::Client, &[client]).await?.remove(&client);
    let snapshot = parties::snapshot(&act.settings, &bill.payer, fields.unwrap_or_default());
    bill.row.parties = serde_json::to_string(&snapshot).map_err(Fault::broken)?;
    bill.row.buyer_country = snapshot.buyer.country;
    // The document is made today, and not when somebody began to draft it (B3).
    bill.row.exchange_rate = act.currencies().await?.rate(bill.row.currency_id)?.scaled();
    invoices::set_head(&mut act.conn, &bill.row).await?;
    put_out(act, &mut bill, false).await
}
