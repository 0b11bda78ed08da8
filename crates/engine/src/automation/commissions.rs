//! What affiliates earn: a commission waits when a referred service is paid for, counts after a
//! time, and is taken back when the money is.

use std::sync::Arc;

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
    Ok(found.into_iter().map(|(id, client)| Candidate::of(id, client)).collect())
}

/// Whose commissions are brought up to date, and by what.
struct Account<'a> {
    row: AffiliateRow,
    currencies: Arc<Currencies>,
    scope: &'a Scope,
}

/// What becomes of a commission that is there already.
#[derive(Clone, Copy)]
enum Turn {
    /// Its money went back.
    Reversed,
    /// Its time has come.
    Cleared,
}

/// Brings one affiliate's commissions up to date.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = AffiliateId(id);
    let Some(row) = affiliates::lock(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let account = Account { row, currencies: act.currencies().await?, scope };
    let mut items = earn(act, &account).await?;
    items.extend(shorten(act, &account).await?);
    items.extend(turn(act, &account, Turn::Reversed).await?);
    items.extend(turn(act, &account, Turn::Cleared).await?);
    Ok(items)
}

async fn earn(act: &mut Act, account: &Account<'_>) -> Result<Vec<Item>> {
    let Account { row, currencies, scope } = account;
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

/// Of what went back in part, the same part of the commission (B20). Computed from the whole each
/// time, so that several refunds come to the same as one.
async fn shorten(act: &mut Act, account: &Account<'_>) -> Result<Vec<Item>> {
    let Account { row, currencies, .. } = account;
    let currency = currencies.currency(row.currency_id)?;
    let mut items = Vec::new();
    for part in commissions::to_shorten(&mut act.conn, row.id).await? {
        let whole = Money::from_minor(part.amount_minor, currency);
        let taken = whole.fraction(part.refunded_minor.min(part.paid_minor), part.paid_minor)?;
        let more = (taken.minor - part.taken_minor).max(0);
        if !commissions::shorten(&mut act.conn, &part, part.taken_minor + more).await? {
            continue;
        }
        if part.cleared && more > 0 {
            let at = act.at();
            affiliates::earn(&mut act.conn, row.id, -more, at).await?;
        }
        items.extend(said(act, account, "commission shortened", more).await?);
    }
    Ok(items)
}

async fn turn(act: &mut Act, account: &Account<'_>, turn: Turn) -> Result<Vec<Item>> {
    let (id, at) = (account.row.id, act.at());
    let found = match turn {
        Turn::Reversed => commissions::to_reverse(&mut act.conn, id).await?,
        Turn::Cleared => commissions::to_clear(&mut act.conn, id, account.scope.today).await?,
    };
    let mut items = Vec::new();
    for each in found {
        let (turned, earned) = match turn {
            // May go below zero: it was paid out, and the next commissions make up for it.
            Turn::Reversed => {
                let earned = if each.cleared { -each.amount_minor } else { 0 };
                (commissions::reverse(&mut act.conn, each.id, at).await?, earned)
            }
            Turn::Cleared => {
                (commissions::clear(&mut act.conn, each.id, at).await?, each.amount_minor)
            }
        };
        if !turned {
            continue;
        }
        if earned != 0 {
            affiliates::earn(&mut act.conn, id, earned, at).await?;
        }
        let what = match turn {
            Turn::Reversed => "commission reversed",
            Turn::Cleared => "commission cleared",
        };
        items.extend(said(act, account, what, each.amount_minor).await?);
    }
    Ok(items)
}

async fn said(
    act: &mut Act,
    account: &Account<'_>,
    what: &'static str,
    minor: i64,
) -> Result<Option<Item>> {
    let Account { row, currencies, scope } = account;
    if minor == 0 {
        return Ok(None);
    }
    let amount = currencies.money(minor, row.currency_id)?;
    act.log(Some(row.client_id), format!("Affiliate {what}: {amount}")).await?;
    act.changed("affiliates", row.id, &[(what, json!(null), json!(minor))]).await?;
    let item = Item::new(what, scope.today, row.client_id, row.id, format!("Affiliate {}", row.id));
    Ok(Some(item.over(amount)))
}
