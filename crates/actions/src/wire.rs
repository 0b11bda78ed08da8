//! Small translations between the wire's words and the engine's.

use std::borrow::Cow;

use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::system::stats::midnight;
use engine::{Fault, Result, invalid};
use jiff::Timestamp;
use jiff::civil::Date;
use model::dates::{Cycle, Period, add_days};
use model::ids::CurrencyId;
use model::money::{Currency, Money};
use model::word::Word;
use protocol::ParamError;
use protocol::wire::{Amount, LocalDate, WireDate, WireDateTime};
use store::order::Order;

/// A parameter that could not be read becomes a refusal that names it.
pub(crate) fn bad_parameter(error: &ParamError) -> Fault {
    invalid(error.field.clone(), error.message())
}

/// The refusal to empty a field that is not among those that can be.
pub(crate) fn never_unset(field: &str) -> Fault {
    invalid("unset", format!("The field {field} cannot be unset"))
}

/// Reads an amount in a currency, exactly (B1).
pub(crate) fn money(
    field: impl Into<Cow<'static, str>>,
    amount: &Amount,
    currency: &Currency,
) -> Result<Money> {
    Money::parse(amount.as_str(), currency).map_err(|error| {
        let field = field.into();
        let said = format!("Parameter '{field}': {error}");
        invalid(field, said)
    })
}

/// An amount as the wire spells it.
pub(crate) fn amount(money: Money) -> Amount {
    Amount::from_minor(money.minor, u32::from(money.currency.digits()))
}

/// A date, absent for `0000-00-00`.
pub(crate) fn date(date: Option<Date>) -> WireDate {
    WireDate(date)
}

/// An instant (Unix seconds) in the company's time zone, absent for `0000-00-00 00:00:00`.
pub(crate) fn moment(settings: &Settings, at: Option<i64>) -> WireDateTime {
    let instant = at.and_then(|at| Timestamp::from_second(at).ok());
    WireDateTime(instant.map(|instant| settings.zone().to_datetime(instant)))
}

/// The first and the last day of a period, where there is one.
pub(crate) fn days_of(period: Option<Period>) -> [Option<WireDate>; 2] {
    let days = period.and_then(|period| Some([period.from, period.last_day()?]));
    days.map_or([None, None], |days| days.map(|day| Some(date(Some(day)))))
}

/// A number of the wire as an id; a number too large for one belongs to nothing.
pub(crate) fn id<T: From<i64>>(number: u64) -> T {
    T::from(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Rows of a page when the caller does not say.
const PAGE_ROWS: u64 = 25;
/// Rows of a page at most; clients of the vendor ask for up to this many.
const PAGE_ROWS_MAX: u64 = 10_000;

/// How many rows to skip and to give, from `limitstart` and `limitnum`.
pub(crate) fn page(start: Option<u64>, rows: Option<u64>) -> (i64, i64) {
    let rows = rows.filter(|rows| *rows > 0).unwrap_or(PAGE_ROWS).min(PAGE_ROWS_MAX);
    (id(start.unwrap_or(0)), id(rows))
}

/// A text that a list is limited by: as a whole, or in our own way (`other`) where that is asked.
pub(crate) fn whole_or<T>(other: bool, text: Option<T>) -> (Option<T>, Option<T>) {
    if other { (None, text) } else { (text, None) }
}

/// A word as it is kept, in whatever case it was sent; one that is not known stays as it is.
pub(crate) fn as_kept(known: impl IntoIterator<Item = String>, word: &str) -> String {
    let found = known.into_iter().find(|title| title.eq_ignore_ascii_case(word));
    found.unwrap_or_else(|| word.to_owned())
}

/// In which order a list is wanted, from `orderby` and `order`; `usual` where they name none of its
/// columns: programs send again what they said to other actions (quirk 1.7), and `order` alone is
/// no wish either. A column alone is sorted upwards.
pub(crate) fn order<By: Copy>(
    words: &[(&str, By)],
    (by, order): (Option<&str>, Option<&str>),
    usual: Order<By>,
) -> Order<By> {
    let word = |text: Option<&str>| text.unwrap_or_default().trim().to_ascii_lowercase();
    let (by, order) = (word(by), word(order));
    let found = words.iter().find(|(word, _)| *word == by);
    found.map_or(usual, |(_, by)| Order { by: *by, descending: order == "desc" })
}

/// A text that a list is limited by; empty is none.
pub(crate) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A word that a list is limited by, as it is kept, in whatever case it was sent. One that there is
/// none of stays as it is: nothing has it, so the list is empty. It is no reason to refuse, for it
/// may be left from a call of another action (quirk 1.7), and none to show all rows, which more
/// would be done with than was meant.
pub(crate) fn word<T: Word>(text: Option<&str>) -> Option<String> {
    let kept = |text: &str| {
        T::from_word(text).map_or_else(|| text.to_owned(), |word| word.word().to_owned())
    };
    given(text).map(kept)
}

/// A cycle that a list is limited by, as the wire or a price list spells it; as [`word`].
pub(crate) fn cycle(text: Option<&str>) -> Option<String> {
    let key = given(text).and_then(Cycle::from_key);
    key.map(|cycle| cycle.word().to_owned()).or_else(|| word::<Cycle>(text))
}

/// A day that a list is limited by.
pub(crate) fn day(text: Option<WireDate>) -> Option<Date> {
    text.and_then(|day| day.0)
}

/// A day that was sent as the company writes days (`DateFormat`); `None` where none was sent.
pub(crate) fn local_day(
    settings: &Settings,
    field: &'static str,
    sent: Option<LocalDate>,
) -> Result<Option<Date>> {
    let Some(sent) = sent else { return Ok(None) };
    sent.day(settings.writes_month_first()).map_err(|_| {
        let such = settings.written(jiff::civil::date(2026, 1, 31));
        invalid(field, format!("Parameter '{field}' must be a date such as {such}"))
    })
}

/// The instants of a list between two days, both included: from the first on, and before the
/// second, in Unix seconds.
pub(crate) fn days(
    settings: &Settings,
    from: Option<WireDate>,
    to: Option<WireDate>,
) -> (Option<i64>, Option<i64>) {
    // Nothing is later than what the end of the calendar has no instant for.
    let begins = |date| midnight(settings, date).unwrap_or(i64::MAX);
    let next = day(to).and_then(|date| add_days(date, 1));
    (day(from).map(begins), next.map(begins))
}

/// Decimals that a limit of amounts is read with: as many as any currency has.
const LIMIT_DECIMALS: u32 = 4;

/// The least that a list asks for, in the minor units of each currency, rounded up.
pub(crate) fn least(
    field: &'static str,
    amount: Option<&Amount>,
    currencies: &Currencies,
) -> Result<Vec<(CurrencyId, i64)>> {
    bounds(field, amount, currencies, |minor, unit| -(-minor).div_euclid(unit))
}

/// The most that a list asks for, in the minor units of each currency, rounded down.
pub(crate) fn most(
    field: &'static str,
    amount: Option<&Amount>,
    currencies: &Currencies,
) -> Result<Vec<(CurrencyId, i64)>> {
    bounds(field, amount, currencies, i64::div_euclid)
}

fn bounds(
    field: &'static str,
    amount: Option<&Amount>,
    currencies: &Currencies,
    rounded: fn(i64, i64) -> i64,
) -> Result<Vec<(CurrencyId, i64)>> {
    let Some(amount) = amount.filter(|amount| !amount.is_blank()) else { return Ok(Vec::new()) };
    let said = || invalid(field, format!("Parameter '{field}' is no amount of money"));
    let minor = amount.to_minor(LIMIT_DECIMALS).ok_or_else(said)?;
    let each = currencies.rows().iter().map(|row| -> Result<(CurrencyId, i64)> {
        let digits = u32::from(currencies.currency(row.id)?.digits()).min(LIMIT_DECIMALS);
        Ok((row.id, rounded(minor, 10_i64.pow(LIMIT_DECIMALS - digits))))
    });
    each.collect()
}

/// A number of the wire as one of ours; one too large belongs to nothing.
pub(crate) fn number(number: u64) -> i64 {
    id(number)
}

/// The instant of a time of the wire, in Unix seconds; `None` when there is none.
pub(crate) fn instant(settings: &Settings, time: WireDateTime) -> Option<i64> {
    settings.zone().to_timestamp(time.0?).ok().map(Timestamp::as_second)
}
