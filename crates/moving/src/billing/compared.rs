//! What invoices and credit come to, there and here.

use std::collections::{BTreeMap, BTreeSet};

use model::money::Money;
use model::word::Word as _;
use store::billing::moved;

use super::invoices::Figures;
use crate::error::Result;
use crate::moving::Moving;
use crate::report::Compared;

/// Sets what the WHMCS says of its invoices beside what is here: how many of each status and
/// currency, and their totals together. Then what each currency's clients have as credit beside
/// what moved it.
pub(super) async fn with(moving: &mut Moving<'_>, there: &Figures) -> Result<()> {
    let mut conn = moving.engine.read().await?;
    let currencies = moving.currencies();
    let mut here = Figures::new();
    for row in moved::totals(&mut conn).await? {
        here.insert((row.code, row.status.word().to_owned()), (row.count, row.minor));
    }
    let mut credit: BTreeMap<String, i64> = BTreeMap::new();
    for row in moved::holders(&mut conn).await? {
        if let Some(currency) = currencies.row(row.currency_id) {
            *credit.entry(currency.code.clone()).or_default() += row.credit_minor;
        }
    }
    let booked = moved::credit_booked(&mut conn).await?;
    drop(conn);
    let written = |code: &str, minor: i64| {
        let found = currencies.by_code(code).and_then(|row| currencies.money(minor, row.id).ok());
        found.map_or_else(|| minor.to_string(), |money: Money| money.to_string())
    };
    let mut compared = Vec::new();
    let keys: BTreeSet<_> = there.keys().chain(here.keys()).collect();
    for (code, status) in keys {
        let figure = |of: &Figures| {
            let key = (code.clone(), status.clone());
            let (count, minor) = of.get(&key).copied().unwrap_or_default();
            format!("{count}, {}", written(code, minor))
        };
        let what = format!("{status} invoices in {code}");
        compared.push(Compared { what, there: figure(there), here: figure(&here) });
    }
    for (code, minor) in credit {
        let of = booked.iter().find(|(each, _)| *each == code).map_or(0, |(_, minor)| *minor);
        let what = format!("credit of clients in {code}, and its history");
        let (there, here) = (written(&code, minor), written(&code, of));
        compared.push(Compared { what, there, here });
    }
    moving.report.compared.extend(compared);
    Ok(())
}
