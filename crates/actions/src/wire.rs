//! Small translations between the wire's words and the engine's.

use engine::system::settings::Settings;
use engine::{Fault, Result, invalid};
use jiff::Timestamp;
use jiff::civil::Date;
use model::dates::Period;
use model::money::{Currency, Money};
use protocol::ParamError;
use protocol::wire::{Amount, WireDate, WireDateTime};
use store::order::Order;

/// A parameter that could not be read becomes a refusal that names it.
pub(crate) fn bad_parameter(error: &ParamError) -> Fault {
    invalid(error.field.clone(), error.message())
}

/// Reads an amount in a currency, exactly (B1).
pub(crate) fn money(field: &'static str, amount: &Amount, currency: &Currency) -> Result<Money> {
    Money::parse(amount.as_str(), currency)
        .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))
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

/// In which order a list is wanted, from `orderby` and `order`; `usual` where they say nothing.
/// A column alone is sorted upwards.
pub(crate) fn order<By: Copy>(
    words: &[(&str, By)],
    (by, order): (Option<&str>, Option<&str>),
    usual: Order<By>,
) -> Result<Order<By>> {
    let word = |text: Option<&str>| text.unwrap_or_default().trim().to_ascii_lowercase();
    let (by, order) = (word(by), word(order));
    let found = match words.iter().find(|(word, _)| *word == by) {
        Some((_, by)) => Order { by: *by, descending: false },
        None if by.is_empty() => usual,
        None => {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let said = format!("Invalid orderby: one of {}", known.join(", "));
            return Err(invalid("orderby", said));
        }
    };
    let descending = match order.as_str() {
        "" => found.descending,
        word => word == "desc",
    };
    Ok(Order { descending, ..found })
}

/// A number of the wire as one of ours; one too large belongs to nothing.
pub(crate) fn number(number: u64) -> i64 {
    id(number)
}

/// The instant of a time of the wire, in Unix seconds; `None` when there is none.
pub(crate) fn instant(settings: &Settings, time: WireDateTime) -> Option<i64> {
    settings.zone().to_timestamp(time.0?).ok().map(Timestamp::as_second)
}
