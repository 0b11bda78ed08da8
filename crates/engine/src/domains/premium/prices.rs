//! What premium names are sold for: their cost with a mark-up, in the currency of who buys (B34).

use model::domains::premium::{MarkUp, mark_up, sale_price};
use model::ids::CurrencyId;
use model::money::{Money, Percent};
use ports::registrar::PremiumCost;
use serde_json::json;
use store::Conn;
use store::domains::premium_mark_ups::{self, MarkUpRow};

use crate::system::currencies::Currencies;
use crate::{Act, Result, invalid};

/// Most mark-ups there are.
const MARK_UPS_MAX: usize = 20;

/// What a year of a premium name is sold for; what is absent has the price of any name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PremiumPrices {
    /// Its registration.
    pub register: Option<Money>,
    /// Each renewal.
    pub renew: Option<Money>,
    /// Its transfer.
    pub transfer: Option<Money>,
}

/// A mark-up as people write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkUpText {
    /// An amount in the house's own currency; empty or 0 for all costs that are higher.
    pub up_to: String,
    /// Per cent.
    pub percent: String,
}

/// The mark-ups, in the house's own currency.
///
/// # Errors
/// When the database fails.
pub async fn mark_ups(c: &mut Conn, currencies: &Currencies) -> Result<Vec<MarkUp>> {
    let home = currencies.default_row()?.id;
    let each = |row: &MarkUpRow| -> Result<MarkUp> {
        let up_to = (row.up_to_minor > 0).then(|| currencies.money(row.up_to_minor, home));
        let percent = Percent::from_ten_thousandths(row.percent)?;
        Ok(MarkUp { up_to: up_to.transpose()?, percent })
    };
    premium_mark_ups::all(c).await?.iter().map(each).collect()
}

/// What costs become in a currency of the house; `None` where it has no rate for that of the
/// registry, so that nobody knows what to ask.
///
/// # Errors
/// When the database fails or an amount does not fit.
pub async fn prices(
    c: &mut Conn,
    currencies: &Currencies,
    cost: PremiumCost,
    to: CurrencyId,
) -> Result<Option<PremiumPrices>> {
    let all = [cost.register, cost.renew, cost.transfer];
    let foreign = |cost: &Money| currencies.by_code(cost.currency.code()).is_none();
    if let Some(cost) = all.iter().flatten().find(|cost| foreign(cost)) {
        let currency = cost.currency.code();
        tracing::warn!(currency, "premium names cost a currency that the house does not have");
        return Ok(None);
    }
    let bands = mark_ups(c, currencies).await?;
    let home = currencies.default_row()?.id;
    let price = |cost: Money| -> Result<Money> {
        let percent = mark_up(currencies.convert(cost, home)?, &bands);
        Ok(sale_price(currencies.convert(cost, to)?, percent)?)
    };
    let price = |cost: Option<Money>| cost.map(price).transpose();
    Ok(Some(PremiumPrices {
        register: price(cost.register)?,
        renew: price(cost.renew)?,
        transfer: price(cost.transfer)?,
    }))
}

/// Puts other mark-ups in the place of all; whether they are others. Names that are sold already
/// stay at what was agreed.
///
/// # Errors
/// Invalid for an amount or per cent that is none, for two up to the same amount, for too many.
pub async fn set_mark_ups(act: &mut Act, wanted: &[MarkUpText]) -> Result<bool> {
    if wanted.len() > MARK_UPS_MAX {
        return Err(invalid("upto", format!("There are at most {MARK_UPS_MAX} mark-ups")));
    }
    let currencies = Currencies::read(&mut act.conn).await?;
    let home = currencies.currency(currencies.default_row()?.id)?;
    let mut rows: Vec<MarkUpRow> = Vec::new();
    for MarkUpText { up_to, percent } in wanted {
        let up_to = if up_to.trim().is_empty() { "0" } else { up_to.trim() };
        let amount = Money::parse(up_to, &home).ok().filter(|amount| !amount.is_negative());
        let amount =
            amount.ok_or_else(|| invalid("upto", format!("\"{up_to}\" is no amount of money")))?;
        let percent = Percent::parse(percent.trim())
            .map_err(|_| invalid("percent", format!("\"{percent}\" is no percentage")))?;
        let (up_to_minor, percent) = (amount.minor, percent.ten_thousandths());
        if rows.iter().any(|row| row.up_to_minor == up_to_minor) {
            return Err(invalid("upto", format!("There are two mark-ups up to {up_to}")));
        }
        rows.push(MarkUpRow { up_to_minor, percent });
    }
    rows.sort_by_key(|row| row.up_to_minor);
    let before = premium_mark_ups::all(&mut act.conn).await?;
    if before == rows {
        return Ok(false);
    }
    premium_mark_ups::replace(&mut act.conn, &rows).await?;
    let seen = |rows: &[MarkUpRow]| -> serde_json::Value {
        rows.iter().map(|row| json!([row.up_to_minor, row.percent])).collect()
    };
    act.changed("premium_mark_ups", 0, &[("markups", seen(&before), seen(&rows))]).await?;
    act.log(None, "Premium Domain Pricing Updated".to_owned()).await?;
    Ok(true)
}
