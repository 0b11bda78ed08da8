//! Exchange rates from the feed, and prices made of them (B3).

use std::time::Duration;

use model::money::ExchangeRate;
use ports::PortError;
use ports::rates::RateTable;
use serde_json::json;
use store::system::currencies::{self, CurrencyRow};

use super::Item;
use super::run::Scope;
use crate::catalogue::currency_prices;
use crate::jobs::{asked, targets};
use crate::system::currencies::Currencies;
use crate::system::settings::RATE_CHANGE_MAX;
use crate::{Cx, Fault, Result};

/// How long the feed may take to answer.
const FEED_DEADLINE: Duration = Duration::from_secs(60);

/// Asks the feed and sets the rates of the house. A rate that leapt is left for a person.
pub(super) async fn update(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let item = |text: String| Item::house("rate", scope.today, text);
    let known = Currencies::read(&mut cx.engine.read().await?).await?;
    if known.rows().len() < 2 {
        return Ok(Vec::new());
    }
    let feed = &cx.engine.world().rates;
    let (module, target) = (feed.module(), targets::rate_feed(feed.module()));
    let table = match asked(&cx.engine, &target, module, FEED_DEADLINE, || feed.rates()).await {
        Ok(table) => table,
        Err(PortError::Unsupported { .. }) => {
            let why = "no feed of exchange rates is configured";
            return Ok(vec![item("Exchange rates".to_owned()).skipped(why)]);
        }
        Err(error) => return Err(Fault::broken(error)),
    };
    let home = known.default_row()?.code.clone();
    let Some(home_rate) = rate_in(&table, &home) else {
        let why = format!("the feed of {} has no {home}", table.date);
        return Ok(vec![item("Exchange rates".to_owned()).skipped(why)]);
    };
    let mut act = cx.act("CurrencyUpdateExchangeRates").await?;
    let mut items = Vec::new();
    for row in known.rows().iter().filter(|row| !row.is_default) {
        let Some(rate) = rate_in(&table, &row.code) else {
            let why = format!("the feed of {} has no {}", table.date, row.code);
            items.push(item(row.code.clone()).skipped(why));
            continue;
        };
        let new = across(home_rate, rate)?;
        if new == row.rate {
            continue;
        }
        let text = format!("{} {}", row.code, ExchangeRate::from_scaled(new)?);
        if leapt(row, new, scope) {
            items.push(item(text).skipped("it differs too much from the one we have"));
            continue;
        }
        currencies::set_rate(&mut act.conn, row.id, new).await?;
        let pair = ("rate", json!(row.rate), json!(new));
        act.changed("currencies", row.id, &[pair]).await?;
        items.push(item(text));
    }
    if items.iter().any(|item| item.skipped.is_none()) {
        act.log(None, format!("Exchange Rates Updated - Day: {}", table.date)).await?;
    }
    act.commit().await?;
    Ok(items)
}

/// Hundred-millionths of units of a currency for one of the feed's base.
fn rate_in(table: &RateTable, code: &str) -> Option<i64> {
    if table.base == code {
        return Some(ExchangeRate::ONE.scaled());
    }
    table.rates.iter().find(|(each, _)| each == code).map(|(_, rate)| rate.scaled())
}

/// The rate of one currency for one unit of another, of two rates for the same base.
fn across(home: i64, rate: i64) -> Result<i64> {
    let one = i128::from(ExchangeRate::ONE.scaled());
    let (home, rate) = (i128::from(home), i128::from(rate));
    // Half away from zero, once (B2); both are above zero.
    let scaled = (rate * one * 2 + home) / (home * 2);
    Ok(ExchangeRate::from_scaled(i64::try_from(scaled).map_err(Fault::broken)?)?.scaled())
}

/// Whether a rate is so far from the present one that the feed may be wrong.
fn leapt(row: &CurrencyRow, new: i64, scope: &Scope) -> bool {
    let Some(percent) = scope.settings.number(RATE_CHANGE_MAX).filter(|most| *most > 0) else {
        return false;
    };
    let (old, new) = (i128::from(row.rate), i128::from(new));
    (new - old).abs() * 100 > old * i128::from(percent)
}

/// Sets the prices in other currencies to those in the default one at the present rates.
pub(super) async fn reprice(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let known = Currencies::read(&mut cx.engine.read().await?).await?;
    let mut items = Vec::new();
    for row in known.rows().iter().filter(|row| !row.is_default) {
        let mut act = cx.act("CurrencyUpdateProductPricing").await?;
        let count = currency_prices::update(&mut act, row.id).await?;
        if count.changed > 0 {
            act.commit().await?;
            let text = format!("{} prices in {}", count.changed, row.code);
            items.push(Item::house("prices", scope.today, text));
        }
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::across;

    #[test]
    fn b3_rates_of_one_base_become_rates_of_another() {
        // (units of home for one base, units of the currency for one base, expected)
        for (home, rate, expected) in [
            (100_000_000, 108_350_000, 108_350_000),
            (108_350_000, 100_000_000, 92_293_493),
            (108_350_000, 15_821_000_000, 14_601_753_576),
        ] {
            assert_eq!(across(home, rate).unwrap(), expected);
        }
    }
}
