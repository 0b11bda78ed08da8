//! How invoices, transactions and instants look on the wire.

use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Result, invalid};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::ids::{ClientId, CurrencyId, InvoiceId};
use model::money::{Currency, ExchangeRate, Money, Percent};
use protocol::Transaction;
use protocol::wire::Amount;
use store::billing::transactions::TransactionRow;

use crate::wire::{self, moment};

/// The id of an invoice as sent.
pub(super) fn invoice_id(id: u64) -> InvoiceId {
    wire::id(id)
}

/// The id of a client as sent.
pub(super) fn client_id(id: u64) -> ClientId {
    wire::id(id)
}

/// The instant of a day: now for today, else its first moment.
pub(super) fn instant_of(
    settings: &Settings,
    day: Option<Date>,
    now: Timestamp,
) -> Result<Timestamp> {
    match day {
        Some(day) if day != settings.date_of(now) => {
            instant(&settings.zone(), day.to_datetime(jiff::civil::Time::midnight()))
        }
        _ => Ok(now),
    }
}

/// Whether a moment (Unix seconds) is on a day of the company's calendar.
pub(super) fn is_on(settings: &Settings, at: Option<i64>, day: Date) -> bool {
    let at = at.and_then(|at| Timestamp::from_second(at).ok());
    at.is_some_and(|at| settings.date_of(at) == day)
}

/// The instant of a local time.
pub(super) fn instant(zone: &TimeZone, at: jiff::civil::DateTime) -> Result<Timestamp> {
    zone.to_timestamp(at).map_err(|_| invalid("date", "The date is not valid"))
}

/// Minor units of a currency.
pub(super) fn minor(minor: i64, currency: Currency) -> Amount {
    wire::amount(Money::from_minor(minor, currency))
}

/// Ten-thousandths of a percent: `7.500`.
pub(super) fn percent(ten_thousandths: i64) -> Amount {
    let text = Percent::from_ten_thousandths(ten_thousandths).map(|percent| percent.to_string());
    text.ok().and_then(|text| Amount::parse(&text).ok()).unwrap_or_default()
}

/// A rate as sent.
pub(super) fn read_percent(field: &'static str, amount: &Amount) -> Result<Percent> {
    Percent::parse(amount.as_str())
        .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))
}

/// An exchange rate: `1.08375`.
fn rate(scaled: i64) -> Amount {
    let text = ExchangeRate::from_scaled(scaled).map(|rate| rate.to_string());
    text.ok().and_then(|text| Amount::parse(&text).ok()).unwrap_or_default()
}

/// What the currency of a document was worth when it was made (B3); none where that is the default
/// one, and for older ones, of which nobody wrote it down.
pub(super) fn recorded_rate(
    scaled: i64,
    currency: CurrencyId,
    currencies: &Currencies,
) -> Result<Option<Amount>> {
    Ok((scaled > 0 && currencies.default_row()?.id != currency).then(|| rate(scaled)))
}

/// A transaction; one of a client says its currency by the client, as real servers do.
pub(super) fn transaction(
    row: TransactionRow,
    currencies: &Currencies,
    settings: &Settings,
) -> Result<Transaction> {
    let currency = currencies.currency(row.currency_id)?;
    let own = if row.client_id.0 == 0 { row.currency_id.0 } else { 0 };
    Ok(Transaction {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        currency: own.into(),
        gateway: row.gateway.into(),
        date: moment(settings, Some(row.at)),
        description: row.description.into(),
        amountin: minor(row.amount_in_minor, currency),
        fees: minor(row.fees_minor, currency),
        amountout: minor(row.amount_out_minor, currency),
        rate: rate(row.rate),
        transid: row.reference.into(),
        invoiceid: row.invoice_id.map_or(0, |id| id.0).into(),
        refundid: row.refund_of.map_or(0, |id| id.0).into(),
    })
}

/// A decimal times a million, at least zero; `absent` where nothing is sent.
pub(super) fn millionths(field: &'static str, amount: Option<&Amount>, absent: i64) -> Result<i64> {
    let Some(amount) = amount.filter(|amount| !amount.is_blank()) else { return Ok(absent) };
    let read = amount.to_minor(6).filter(|value| (0..=1_000_000_000_000).contains(value));
    read.ok_or_else(|| invalid(field, format!("Parameter '{field}' is not a quantity")))
}
