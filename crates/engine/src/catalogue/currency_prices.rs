//! Price lists in other currencies, made of those in the default one (B3).

use std::collections::BTreeSet;

use model::ids::CurrencyId;
use model::money::Money;
use serde_json::json;
use store::catalogue::prices::{self, PriceRow, Priced};

use crate::system::currencies::Currencies;
use crate::{Act, Result, conflict, not_found};

/// What became of the prices in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Updated {
    /// Prices that were computed.
    pub all: u64,
    /// Those that were not so before.
    pub changed: u64,
}

/// Sets every price in a currency to that in the default one at the present rate.
///
/// # Errors
/// Not found when there is no such currency; conflict for the default one.
pub async fn update(act: &mut Act, target: CurrencyId) -> Result<Updated> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let row = currencies.row(target).ok_or_else(|| not_found("Currency ID Not Found"))?;
    if row.is_default {
        return Err(conflict("Prices in the default currency are what the others are made of"));
    }
    let home = currencies.default_row()?.id;
    let home_currency = currencies.currency(home)?;
    let mut done = Updated::default();
    for kind in [Priced::Product, Priced::Addon, Priced::Choice] {
        let old = prices::in_currency(&mut act.conn, kind, target).await?;
        let old: BTreeSet<(i64, String, i64, i64)> = old.iter().map(seen).collect();
        for row in prices::in_currency(&mut act.conn, kind, home).await? {
            let converted = |minor| -> Result<i64> {
                let money = Money::from_minor(minor, home_currency);
                Ok(currencies.convert(money, target)?.minor)
            };
            let row = PriceRow {
                currency_id: target,
                price_minor: converted(row.price_minor)?,
                setup_minor: converted(row.setup_minor)?,
                ..row
            };
            done.all += 1;
            if !old.contains(&seen(&row)) {
                prices::set(&mut act.conn, kind, &row).await?;
                done.changed += 1;
            }
        }
    }
    if done.changed > 0 {
        let text = format!("Product Prices Updated in {}: {} prices", row.code, done.changed);
        act.log(None, text).await?;
        let pair = ("prices", json!(null), json!(done.changed));
        act.changed("currencies", target, &[pair]).await?;
    }
    Ok(done)
}

fn seen(row: &PriceRow) -> (i64, String, i64, i64) {
    (row.rel_id, row.cycle.to_string(), row.price_minor, row.setup_minor)
}
