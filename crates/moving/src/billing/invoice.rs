//! One invoice of the WHMCS: the rows that it becomes.

use engine::billing::journal::transfers;
use engine::billing::parties::{self, Buyer, Parties};
use jiff::Timestamp;
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::CurrencyId;
use model::money::Currency;
use model::word::Word as _;
use protocol::wire::Amount;
use protocol::{GetInvoiceResponse, Invoice};
use store::billing::payers::PayerRow;
use store::system::imports::Put;

use super::booked::{self, Moved, Posted, Story, When};
use super::ground::{Ground, kind_of};
use super::items::{is_deposit, line_rows};
use super::sums::{Sums, Told, decide};
use super::transactions::{self, moved_of};
use crate::amounts::{minor, percent, rate_told};
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;

/// The name of a tax of which only the rate is known.
const TAX: &str = "Tax";

/// How invoices are named there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    /// By numbers of their own.
    ByItself,
    /// By their ids: there are no other numbers.
    ById,
}

/// What an invoice becomes.
pub(super) struct Planned {
    pub(super) entry: Entry,
    /// The numbers of the transactions in it.
    pub(super) transactions: Vec<i64>,
    /// What is otherwise than there.
    pub(super) otherwise: Vec<String>,
}

/// All of an invoice that its rows are made of.
pub(super) struct Bill<'a> {
    pub(super) head: &'a Invoice,
    pub(super) told: &'a GetInvoiceResponse,
    pub(super) payer: PayerRow,
    pub(super) currency_id: CurrencyId,
    pub(super) currency: Currency,
    pub(super) issued_on: Date,
    pub(super) sums: Sums,
    pub(super) issued: When,
    pub(super) ended: When,
}

/// The total before credit, from what a WHMCS says: there, credit is taken off the total.
pub(super) const fn total(sum: i64, total: i64, credit: i64) -> i64 {
    if sum == total { total } else { total + credit }
}

/// The rows of an invoice, or why there cannot be any.
pub(super) fn plan(
    moving: &Moving<'_>,
    ground: &mut Ground,
    (head, told): (&Invoice, &GetInvoiceResponse),
    numbered: Numbered,
) -> Result<std::result::Result<Planned, String>> {
    let Some(payer) = ground.payers.get(&told.userid.0).cloned() else {
        return Ok(Err(format!("its client {} is not here", told.userid)));
    };
    let Some(status) = InvoiceStatus::from_word(told.status.trim()) else {
        return Ok(Err(format!("its status is '{}'", told.status)));
    };
    let named = moving.currencies().by_code(&head.currencycode).map(|row| row.id);
    let currency_id = named.unwrap_or(payer.currency_id);
    let currency = moving.currencies().currency(currency_id)?;
    let moved: Vec<Moved> = {
        let rows = told.transactions.0.transaction.iter();
        let mut moved: Vec<Moved> = rows.map(|row| moved_of(moving, row, currency)).collect();
        moved.sort_by_key(|each| each.id);
        moved
    };
    let sums = decide(&told_sums(told, status, currency, &moved));
    let issued_on = told.date.0.or(told.duedate.0).unwrap_or(ground.today);
    let issued = (moving.midnight(issued_on), issued_on);
    let ended = ended(moving, head, told, &moved).unwrap_or(issued);
    let bill = Bill { head, told, payer, currency_id, currency, issued_on, sums, issued, ended };
    let mut planned = Planned {
        entry: Entry::bare(told.invoiceid.0),
        transactions: moved.iter().map(|each| each.id).collect(),
        otherwise: bill.sums.otherwise.iter().map(|why| (*why).to_owned()).collect(),
    };
    head_row(moving, ground, &bill, numbered, &mut planned)?;
    let deposits = line_rows(moving, ground, &bill, &mut planned)?;
    let unasked = booked::unasked(&moved, bill.sums.paid);
    let money = &told.transactions.0;
    let rows = transactions::rows(moving, ground, &bill.place(), money, &unasked);
    planned.entry.rows.extend(rows);
    let Bill { sums, currency, .. } = &bill;
    let story = Story { sums, currency: *currency, deposits, issued, ended, money: &moved };
    let posted = booked::of_invoice(&story).map_err(engine::Fault::broken)?;
    planned.entry.rows.extend(journal(&posted, &bill.place()));
    Ok(Ok(planned))
}

/// Where rows belong that are about an invoice, or about none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) client: i64,
    pub(super) currency_id: CurrencyId,
    pub(super) currency: Currency,
    pub(super) invoice: Option<i64>,
}

impl Bill<'_> {
    fn place(&self) -> Place {
        Place {
            client: self.payer.id.0,
            currency_id: self.currency_id,
            currency: self.currency,
            invoice: Some(self.told.invoiceid.0),
        }
    }
}

/// The rows of the journal.
pub(super) fn journal(posted: &[Posted], place: &Place) -> Vec<Put> {
    let of_entry = |posted: &Posted| {
        let row = |(debit, credit, amount): (_, _, model::money::Money)| {
            Put::into("journal")
                .set("at", posted.when.0)
                .set("on_date", posted.when.1)
                .set("reason", posted.entry.kind())
                .set("debit", debit)
                .set("credit", credit)
                .set("amount_minor", amount.minor)
                .set("currency_id", place.currency_id)
                .set("client_id", place.client)
                .set("invoice_id", place.invoice)
                .set("transaction_id", posted.transaction)
        };
        transfers(&posted.entry).into_iter().map(row).collect::<Vec<_>>()
    };
    posted.iter().flat_map(of_entry).collect()
}

fn told_sums(
    told: &GetInvoiceResponse,
    status: InvoiceStatus,
    currency: Currency,
    moved: &[Moved],
) -> Told {
    let read = |amount: &Amount| minor(amount, currency);
    let (subtotal, tax, tax2) = (read(&told.subtotal), read(&told.tax), read(&told.tax2));
    let credit = read(&told.credit);
    // Of what paid for other things than its own lines, less can go back than was paid.
    let own = told.items.0.item.iter().all(|line| !is_deposit(kind_of(&line.r#type)));
    let refundable = told.refundable.as_ref().filter(|_| own).map(read);
    Told {
        status,
        subtotal,
        tax,
        tax2,
        total: total(subtotal + tax + tax2, read(&told.total), credit),
        credit,
        balance: read(&told.balance),
        money_in: moved.iter().map(|each| each.money_in).sum(),
        money_out: moved.iter().map(|each| each.money_out).sum(),
        has_lines: !told.items.0.item.is_empty(),
        refundable,
    }
}

/// When an invoice was paid, refunded or cancelled, as far as anybody knows.
fn ended(
    moving: &Moving<'_>,
    head: &Invoice,
    told: &GetInvoiceResponse,
    moved: &[Moved],
) -> Option<When> {
    let said = [head.date_cancelled, head.date_refunded, told.datepaid, head.datepaid];
    let said = said.into_iter().find_map(|time| moving.instant(time));
    let said = said.map(|at| when(moving, at));
    said.or_else(|| moved.iter().map(|each| each.when).max())
}

/// An instant with the day that it lies in, where the WHMCS is.
pub(super) fn when(moving: &Moving<'_>, at: i64) -> When {
    let instant = Timestamp::from_second(at).unwrap_or_default();
    (at, moving.zone.to_datetime(instant).date())
}

fn head_row(
    moving: &Moving<'_>,
    ground: &mut Ground,
    bill: &Bill<'_>,
    numbered: Numbered,
    planned: &mut Planned,
) -> Result<()> {
    let Bill { head, told, sums, issued, .. } = bill;
    let at = |time| moving.instant(time);
    let rates = [percent(&told.taxrate), percent(&told.taxrate2)];
    let name = |level: usize| tax_name(ground, &bill.payer, level, rates[level - 1]);
    let names = [name(1), name(2)];
    let number = match numbered {
        Numbered::ById if sums.status != InvoiceStatus::Draft => told.invoiceid.to_string(),
        _ => told.invoicenum.trim().to_owned(),
    };
    let taken = ground.number(&number, told.invoiceid.0);
    if taken != number {
        planned.otherwise.push(format!("another one has the number {number}: it has {taken}"));
    }
    let parties = serde_json::to_string(&parties(bill)).map_err(engine::Fault::broken)?;
    let [tax_name, tax_name2] = names;
    let is_home = bill.currency_id.0 == moving.home();
    let row = Put::into("invoices")
        .set("id", told.invoiceid.0)
        .set("number", taken)
        .set("client_id", bill.payer.id)
        .set("currency_id", bill.currency_id)
        .set("status", sums.status)
        .set("issued_on", bill.issued_on)
        .set("due_on", told.duedate.0.unwrap_or(bill.issued_on))
        .set("paid_at", at(told.datepaid))
        .set("cancelled_at", at(head.date_cancelled))
        .set("refunded_at", at(head.date_refunded))
        .set("last_capture_at", at(told.lastcaptureattempt))
        .set("subtotal_minor", sums.subtotal)
        .set("tax_minor", sums.tax)
        .set("tax2_minor", sums.tax2)
        .set("total_minor", sums.total)
        .set("credit_minor", sums.credit)
        .set("paid_minor", sums.paid)
        .set("refunded_minor", sums.refunded)
        .set("tax_rate", rates[0])
        .set("tax_rate2", rates[1])
        .set("tax_name", tax_name)
        .set("tax_name2", tax_name2)
        .set("exchange_rate", rate_told(told.exchangerate.as_ref(), is_home))
        .set("gateway", told.paymentmethod.0.clone())
        .set("pay_method_id", head.paymethodid.map(i64::from).filter(|id| *id > 0))
        .set("notes", moving.plain(&told.notes))
        .set("parties", parties)
        .set("buyer_country", bill.payer.country.clone())
        .set("created_at", at(head.created_at).unwrap_or(issued.0))
        .set("updated_at", at(head.updated_at).unwrap_or(bill.ended.0));
    planned.entry.rows.push(row);
    Ok(())
}

/// The name of a tax: that of the rule with its rate.
fn tax_name(ground: &Ground, payer: &PayerRow, level: usize, rate: i64) -> String {
    if rate == 0 {
        return String::new();
    }
    let fits = |country: &str| {
        let rule = ground.tax_rules.iter().find(|rule| {
            usize::try_from(rule.level) == Ok(level) && rule.rate == rate && rule.country == country
        });
        rule.map(|rule| rule.name.clone())
    };
    fits(&payer.country).or_else(|| fits("")).unwrap_or_else(|| TAX.to_owned())
}

/// The buyer as he is known there today; no WHMCS tells how he was. The seller is the company as
/// it is here.
fn parties(bill: &Bill<'_>) -> Parties {
    let lines = bill.told.clientfields.as_ref().map(|text| text.0.as_str()).unwrap_or_default();
    let field = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_owned(), value.to_owned()))
    };
    let fields = lines.lines().filter_map(field).collect();
    let buyer = Buyer { fields, ..parties::buyer(&bill.payer) };
    Parties { buyer, ..Parties::default() }
}
