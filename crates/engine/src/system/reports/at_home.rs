//! Tax in the default currency, at the rate of each invoice: what a tax office at home is told.

use std::collections::BTreeMap;

use model::money::{ExchangeRate, Money, convert};
use store::Conn;
use store::edits::Cell;
use store::system::reports::{self as figures, TaxByRate};

use super::figures::percents;
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// Country, tax, its rate, second tax, its rate.
type Charged = (String, String, i64, String, i64);

/// The rows of the report about invoices paid between two instants.
pub(super) async fn rows(c: &mut Conn, start: i64, end: i64) -> Result<Vec<Vec<Cell>>> {
    let found = figures::tax_by_rate(c, start, end).await?;
    let currencies = Currencies::read(c).await?;
    let mut rows = sums(&found, &currencies)?;
    rows.iter_mut().for_each(|row| percents(row, &[2, 4]));
    Ok(rows)
}

/// Sums of invoices of one currency and one rate are converted together, rounded once (B3).
fn sums(found: &[TaxByRate], currencies: &Currencies) -> Result<Vec<Vec<Cell>>> {
    let home = currencies.default_row()?;
    // Invoices, net, tax and second tax.
    let mut sums: BTreeMap<Charged, [i64; 4]> = BTreeMap::new();
    for row in found {
        // Of older ones nobody wrote it down.
        let rate = match row.exchange_rate {
            0 => currencies.rate(row.currency_id)?,
            written => ExchangeRate::from_scaled(written)?,
        };
        let from = currencies.currency(row.currency_id)?;
        let at_home = |minor: i64| -> Result<i64> {
            let money = Money::from_minor(minor, from);
            Ok(convert(money, rate, ExchangeRate::ONE, currencies.currency(home.id)?)?.minor)
        };
        let key = (
            row.country.clone(),
            row.tax_name.clone(),
            row.tax_rate,
            row.tax_name2.clone(),
            row.tax_rate2,
        );
        let parts = [row.net_minor, row.tax_minor, row.tax2_minor];
        let sum = sums.entry(key).or_default();
        sum[0] += row.invoices;
        for (place, minor) in sum.iter_mut().skip(1).zip(parts) {
            let more = place.checked_add(at_home(minor)?);
            *place = more.ok_or_else(|| Fault::broken("a sum of taxes does not fit"))?;
        }
    }
    let row = |((country, tax, rate, tax2, rate2), numbers): (Charged, [i64; 4])| {
        let mut cells = vec![Cell::Text(country), Cell::Text(tax), Cell::Int(rate)];
        cells.extend([Cell::Text(tax2), Cell::Int(rate2), Cell::Text(home.code.clone())]);
        cells.extend(numbers.map(Cell::Int));
        cells
    };
    Ok(sums.into_iter().map(row).collect())
}
