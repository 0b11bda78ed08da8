//! The figures of the dashboard: income, orders, tickets, and their timelines.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use model::dates::add_days;
use model::money::Money;
use store::Conn;
use store::billing::transaction_days::{self, Income};
use store::system::stats::{self, BUCKET_SECONDS, Bucket};

use super::currencies::Currencies;
use super::settings::Settings;
use crate::{Actor, Engine, Fault, Result};

/// Days of a timeline at most.
pub const TIMELINE_DAYS_MAX: u64 = 90;
/// Somebody who did something so recently is online.
pub const ONLINE_SECONDS: i64 = 900;

/// Actions of which one at least is needed to be told the income: who reads every payment, or the
/// reports, can add it up. WHMCS has a permission of its own for it ("View Income Totals").
pub const INCOME_NEEDS: [&str; 2] = ["GetReport", "GetTransactions"];

/// Whether the caller is told what the company earns.
#[must_use]
pub fn sees_income(actor: &Actor) -> bool {
    INCOME_NEEDS.iter().any(|action| actor.may(action))
}

/// Income in the default currency.
#[derive(Debug, Clone, Copy)]
pub struct IncomeSums {
    /// Since midnight.
    pub today: Money,
    /// Since the first of the month.
    pub this_month: Money,
    /// Since the first of January.
    pub this_year: Money,
    /// Ever.
    pub all_time: Money,
}

/// The beginnings of the days that figures are about, as Unix seconds.
#[derive(Debug, Clone, Copy)]
pub struct Beginnings {
    /// Today.
    pub today: i64,
    /// Yesterday.
    pub yesterday: i64,
    /// The first of this month.
    pub month: i64,
    /// The first of January.
    pub year: i64,
}

/// One figure per day, newest first.
pub type Timeline<T> = Vec<(Date, T)>;

/// Timelines of so many days.
#[derive(Debug, Clone)]
pub struct Timelines {
    /// Orders.
    pub new_orders: Timeline<i64>,
    /// Orders that are active by now.
    pub accepted_orders: Timeline<i64>,
    /// Money in, less fees, in the default currency.
    pub income: Timeline<Money>,
    /// Money back, in the default currency.
    pub expenditure: Timeline<Money>,
    /// Tickets opened.
    pub new_tickets: Timeline<i64>,
}

/// When the days begin in the company's time zone (B5).
///
/// # Errors
/// Broken at the end of the calendar.
pub fn beginnings(settings: &Settings, today: Date) -> Result<Beginnings> {
    let yesterday = add_days(today, -1).ok_or_else(|| Fault::broken("no yesterday"))?;
    let january = Date::new(today.year(), 1, 1).map_err(Fault::broken)?;
    Ok(Beginnings {
        today: midnight(settings, today)?,
        yesterday: midnight(settings, yesterday)?,
        month: midnight(settings, today.first_of_month())?,
        year: midnight(settings, january)?,
    })
}

/// The first second of a day, as Unix seconds.
///
/// # Errors
/// Broken at the end of the calendar.
pub fn midnight(settings: &Settings, date: Date) -> Result<i64> {
    let at = settings.zone().to_timestamp(date.to_datetime(Time::midnight()));
    Ok(at.map_err(Fault::broken)?.as_second())
}

/// What came in, less fees and refunds.
///
/// # Errors
/// When the database fails.
pub async fn income(c: &mut Conn, begin: Beginnings) -> Result<IncomeSums> {
    let currencies = Currencies::read(c).await?;
    let mut since = async |from: i64, to: i64| -> Result<Money> {
        sum(&currencies, &transaction_days::income(c, from, to).await?)
    };
    let today = since(begin.today, i64::MAX).await?;
    let this_month = since(begin.month, i64::MAX).await?;
    let this_year = since(begin.year, i64::MAX).await?;
    let before = since(i64::MIN, begin.year).await?;
    Ok(IncomeSums { today, this_month, this_year, all_time: before.add(this_year)? })
}

fn sum(currencies: &Currencies, rows: &[Income]) -> Result<Money> {
    let default = currencies.default_row()?.id;
    let zero = Money::zero(currencies.currency(default)?);
    rows.iter().try_fold(zero, |sum, row| {
        let money = currencies.money(row.minor, row.currency_id)?;
        Ok(sum.add(currencies.convert(money, default)?)?)
    })
}

/// Timelines of the last so many days, today included.
///
/// # Errors
/// When the database fails.
pub async fn timelines(engine: &Engine, c: &mut Conn, days: u64) -> Result<Timelines> {
    let settings = engine.settings().await?;
    let today = settings.date_of(engine.now());
    let count = i32::try_from(days.clamp(1, TIMELINE_DAYS_MAX)).map_err(Fault::broken)?;
    let dates: Vec<Date> = (0..count).filter_map(|back| add_days(today, -back)).collect();
    let first = *dates.last().ok_or_else(|| Fault::broken("a timeline of no days"))?;
    let since = midnight(&settings, first)?;
    let by_day = |buckets: Vec<Bucket>| -> Result<Timeline<i64>> {
        let mut sums: BTreeMap<Date, i64> = BTreeMap::new();
        for bucket in buckets {
            *sums.entry(day_of(&settings, since, bucket.bucket)?).or_default() += bucket.items;
        }
        let of = |date: &Date| (*date, sums.get(date).copied().unwrap_or_default());
        Ok(dates.iter().map(of).collect())
    };
    let new_orders = by_day(stats::order_buckets(c, since, false).await?)?;
    let accepted_orders = by_day(stats::order_buckets(c, since, true).await?)?;
    let new_tickets = by_day(stats::ticket_buckets(c, since).await?)?;
    let (income, expenditure) = money_lines(&settings, c, since, &dates).await?;
    Ok(Timelines { new_orders, accepted_orders, income, expenditure, new_tickets })
}

async fn money_lines(
    settings: &Settings,
    c: &mut Conn,
    since: i64,
    dates: &[Date],
) -> Result<(Timeline<Money>, Timeline<Money>)> {
    let currencies = Currencies::read(c).await?;
    let default = currencies.default_row()?.id;
    let zero = Money::zero(currencies.currency(default)?);
    let mut sums: BTreeMap<Date, (Money, Money)> = BTreeMap::new();
    for row in stats::money_buckets(c, since).await? {
        let (came, went) =
            sums.remove(&day_of(settings, since, row.bucket)?).unwrap_or((zero, zero));
        let in_default = |minor| -> Result<Money> {
            currencies.convert(currencies.money(minor, row.currency_id)?, default)
        };
        let came = came.add(in_default(row.income)?)?;
        let went = went.add(in_default(row.expenditure)?)?;
        sums.insert(day_of(settings, since, row.bucket)?, (came, went));
    }
    let of = |date: &Date| sums.get(date).copied().unwrap_or((zero, zero));
    let income = dates.iter().map(|date| (*date, of(date).0)).collect();
    let expenditure = dates.iter().map(|date| (*date, of(date).1)).collect();
    Ok((income, expenditure))
}

/// The day that a bucket lies in: days begin and end on quarters of an hour everywhere.
fn day_of(settings: &Settings, since: i64, bucket: i64) -> Result<Date> {
    let second = bucket
        .checked_mul(BUCKET_SECONDS)
        .and_then(|offset| since.checked_add(offset))
        .ok_or_else(|| Fault::broken("a bucket beyond time"))?;
    Ok(settings.date_of(Timestamp::from_second(second).map_err(Fault::broken)?))
}
