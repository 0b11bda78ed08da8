//! What affiliates earn: a commission waits when a referred service is paid for, counts after a
//! time, and is taken back when the money is.

use model::dates::add_days;
use model::ids::AffiliateId;
use model::money::{Money, Percent};
use serde_json::json;
use store::Conn;
use store::people::affiliates::{self, AffiliateRow};
use store::people::commissions::{self, EarnedRow, NewCommission};

use super::Item;
use super::run::{Candidate, Scope};
use crate::system::currencies::Currencies;
use crate::system::settings::{COMMISSION_DELAY, COMMISSION_ONCE, COMMISSION_PERCENT};
use crate::{Act, Fault, Result};

/// Affiliates for whom something happened.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let found = commissions::affiliates_with_news(c, scope.today, scope.client).await?;
    Ok(found.into_iter().map(Candidate::of).collect())
}

/// Brings one affiliate's commissions up to date.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = AffiliateId(id);
    let Some(row) = affiliates::lock(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let currencies = act.currencies().await?;
    let mut items = earn(act, &row, &currencies, scope).await?;
    items.extend(reverse(act, &row, &currencies, scope).await?);
    items.extend(clear(act, &row, &currencies, scope).await?);
    Ok(items)
}

async fn earn(
    act: &mut Act,
    row: &AffiliateRow,
    currencies: &Currencies,
    scope: &Scope,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let at = act.at();
    let delay = scope.settings.number(COMMISSION_DELAY).unwrap_or_default().max(0);
    let delay = i32::try_from(delay).map_err(Fault::broken)?;
    for line in commissions::unearned(&mut act.conn, row.id).await? {
        let own = scope.settings.for_item(line.client_id, line.product_id);
        let once = row.one_time || own.on(COMMISSION_ONCE);
        let again = once && commissions::has_any(&mut act.conn, row.id, line.service_id).await?;
        let amount = if again {
            // Written down too, so that it is not looked at again.
            Money::zero(currencies.currency(row.currency_id)?)
        } else {
            commission(row, &line, currencies, own.text(COMMISSION_PERCENT))?
        };
        let paid = jiff::Timestamp::from_second(line.paid_at).map_err(Fault::broken)?;
        let paid = scope.settings.date_of(paid);
        let new = NewCommission {
            affiliate: row.id,
            line: &line,
            amount_minor: amount.minor,
            clears_on: add_days(paid, delay).unwrap_or(paid),
            at,
        };
        if commissions::add(&mut act.conn, &new).await? && amount.is_positive() {
            let text = format!("Invoice {} of service {}", line.invoice_id, line.service_id);
            let item = Item::new("commission", scope.today, row.client_id, row.id, text);
            items.push(item.over(amount));
        }
    }
    Ok(items)
}

/// Of the price without tax, in the affiliate's currency.
fn commission(
    row: &AffiliateRow,
    line: &EarnedRow,
    currencies: &Currencies,
    usual: &str,
) -> Result<Money> {
    let currency = currencies.currency(row.currency_id)?;
    let price = currencies
        .convert(currencies.money(line.net_minor.max(0), line.currency_id)?, row.currency_id)?;
    Ok(match row.pay_type.as_str() {
        "fixed" => Money::from_minor(row.pay_amount, currency),
        // Kept in hundredths of a per cent.
        "percentage" => price.percent(Percent::from_ten_thousandths(row.pay_amount * 100)?)?,
        _ => price.percent(Percent::parse(usual)?)?,
    })
}

async fn reverse(
    act: &mut Act,
    row: &AffiliateRow,
    currencies: &Currencies,
    scope: &Scope,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let at = act.at();
    for each in commissions::to_reverse(&mut act.conn, row.id).await? {
        if !commissions::reverse(&mut act.conn, each.id, at).await? {
            continue;
        }
        if each.cleared {
            // May go below zero: it was paid out, and the next commissions make up for it.
            affiliates::earn(&mut act.conn, row.id, -each.amount_minor, at).await?;
        }
        items.extend(
            said(act, row, "commission reversed", each.amount_minor, currencies, scope).await?,
        );
    }
    Ok(items)
}

async fn clear(
    act: &mut Act,
    row: &AffiliateRow,
    currencies: &Currencies,
    scope: &Scope,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let at = act.at();
    for each in commissions::to_clear(&mut act.conn, row.id, scope.today).await? {
        if commissions::clear(&mut act.conn, each.id, at).await? {
            affiliates::earn(&mut act.conn, row.id, each.amount_minor, at).await?;
            items.extend(
                said(act, row, "commission cleared", each.amount_minor, currencies, scope).await?,
            );
        }
    }
    Ok(items)
}

async fn said(
    act: &mut Act,
    row: &AffiliateRow,
    what: &'static str,
    minor: i64,
    currencies: &Currencies,
    scope: &Scope,
) -> Result<Option<Item>> {
    if minor == 0 {
        return Ok(None);
    }
    let amount = currencies.money(minor, row.currency_id)?;
    act.log(Some(row.client_id), format!("Affiliate {what}: {amount}")).await?;
    act.changed("affiliates", row.id, &[(what, json!(null), json!(minor))]).await?;
    let item = Item::new(what, scope.today, row.client_id, row.id, format!("Affiliate {}", row.id));
    Ok(Some(item.over(amount)))
}
