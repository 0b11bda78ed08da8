//! What is active and what it asks for at each renewal, there and here.

use std::collections::{BTreeMap, BTreeSet};

use model::ids::CurrencyId;
use protocol::wire::Amount;
use store::system::imports;

use crate::error::Result;
use crate::moving::Moving;
use crate::report::Compared;

/// How many are active and what they ask for together, by currency; 0 is that of clients who are
/// not here.
#[derive(Debug, Default)]
pub(crate) struct Active(BTreeMap<i64, (i64, i64)>);

impl Active {
    /// Counts a row of the WHMCS.
    pub(crate) fn count(
        &mut self,
        moving: &Moving<'_>,
        (client, status): (i64, &str),
        amount: &Amount,
    ) {
        if status == "Active" {
            let currency = moving.currency_of(client);
            let (count, minor) = self.0.entry(currency).or_default();
            *count += 1;
            *minor += moving.minor(currency, amount).unwrap_or_default();
        }
    }

    /// Sets what was counted beside what is in a table of ours.
    pub(crate) async fn compare(self, moving: &mut Moving<'_>, table: &'static str) -> Result<()> {
        let mut conn = moving.engine.read().await?;
        let rows = imports::active(&mut conn, table).await?;
        drop(conn);
        let here: BTreeMap<i64, (i64, i64)> =
            rows.into_iter().map(|row| (row.currency_id, (row.count, row.minor))).collect();
        let currencies: BTreeSet<i64> = self.0.keys().chain(here.keys()).copied().collect();
        for currency in currencies {
            let row = moving.currencies().row(CurrencyId(currency));
            let code = row.map_or("no currency", |row| row.code.as_str());
            let what = format!("active {table} in {code}, and their renewals");
            let figure = |of: &BTreeMap<i64, (i64, i64)>| {
                let (count, minor) = of.get(&currency).copied().unwrap_or_default();
                let money = moving.currencies().money(minor, CurrencyId(currency));
                let written = money.map_or_else(|_| minor.to_string(), |money| money.to_string());
                format!("{count}, {written}")
            };
            let (there, here) = (figure(&self.0), figure(&here));
            moving.report.compared.push(Compared { what, there, here });
        }
        Ok(())
    }
}
