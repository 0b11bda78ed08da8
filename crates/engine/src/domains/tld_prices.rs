//! Single prices of endings, for everybody or for a group of clients.

use model::ids::{ClientGroupId, CurrencyId};
use model::money::Money;
use model::word::Word as _;
use serde_json::{Value, json};
use store::domains::tlds::{self, TldPriceKind, TldPriceRow, TldRow};
use store::people::client_groups;

use super::tlds::dotted;
use crate::system::currencies::Currencies;
use crate::{Act, Result, invalid, not_found};

/// The most years of a price.
const YEARS_MAX: i64 = 10;

/// One price to set; an amount below zero takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `register`, `transfer` or `renew`.
    pub kind: String,
    /// For how many years.
    pub years: i64,
    /// In the currency's own spelling.
    pub amount: String,
}

/// The ending of a name as people write it.
///
/// # Errors
/// Not found.
pub async fn find(act: &mut Act, extension: &str) -> Result<TldRow> {
    let found = tlds::by_name(&mut act.conn, &dotted(extension)).await?;
    found.ok_or_else(|| not_found("Extension Not Found"))
}

/// Sets prices in one currency for a group (0 for everybody); gives how many are others now.
///
/// # Errors
/// Not found for what does not exist; invalid for a kind, a number of years or an amount that is
/// none.
pub async fn set(
    act: &mut Act,
    extension: &str,
    currency: CurrencyId,
    group: i64,
    changes: &[Change],
) -> Result<(TldRow, usize)> {
    let tld = find(act, extension).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    if currencies.row(currency).is_none() {
        return Err(not_found("Currency ID Not Found"));
    }
    if group > 0 && client_groups::by_id(&mut act.conn, ClientGroupId(group)).await?.is_none() {
        return Err(not_found("Client Group ID Not Found"));
    }
    let money = currencies.currency(currency)?;
    let present = tlds::prices_of(&mut act.conn, tld.id).await?;
    let mut fields: Vec<(String, Value, Value)> = Vec::new();
    for change in changes {
        let kind = TldPriceKind::from_word(change.kind.trim())
            .ok_or_else(|| invalid("pricekind", "Invalid kind: register, transfer or renew"))?;
        if !(1..=YEARS_MAX).contains(&change.years) {
            return Err(invalid("priceyears", "Years must be from 1 to 10"));
        }
        let amount = Money::parse(&change.amount, &money)
            .map_err(|error| invalid("priceamount", format!("Parameter 'priceamount': {error}")))?;
        let key = (currency, group, kind, change.years);
        let is_it =
            |row: &&TldPriceRow| (row.currency_id, row.group_id, row.kind, row.years) == key;
        let before = present.iter().find(is_it).map(|row| row.price_minor);
        if amount.is_negative() {
            let what = (kind, change.years);
            tlds::remove_price(&mut act.conn, tld.id, currency, group, what).await?;
        } else {
            let row = TldPriceRow {
                tld_id: tld.id,
                currency_id: currency,
                group_id: group,
                kind,
                years: change.years,
                price_minor: amount.minor,
                cost_minor: None,
            };
            tlds::set_price(&mut act.conn, &row).await?;
        }
        let after = (!amount.is_negative()).then_some(amount.minor);
        if before != after {
            let code = money.code();
            let name = format!("{} {} {code} group {group}", kind.word(), change.years);
            fields.push((name, json!(before), json!(after)));
        }
    }
    let pairs: Vec<(&str, Value, Value)> =
        fields.iter().map(|(name, a, b)| (name.as_str(), a.clone(), b.clone())).collect();
    act.changed("tlds", tld.id, &pairs).await?;
    act.log(None, format!("Domain Pricing Updated: {}", tld.name)).await?;
    Ok((tld, fields.len()))
}

/// Stops selling an ending.
///
/// # Errors
/// Not found.
pub async fn delete(act: &mut Act, extension: &str) -> Result<TldRow> {
    let tld = find(act, extension).await?;
    tlds::delete(&mut act.conn, tld.id).await?;
    act.changed("tlds", tld.id, &[("extension", json!(tld.name), Value::Null)]).await?;
    act.log(None, format!("Domain Pricing Deleted: {}", tld.name)).await?;
    Ok(tld)
}
