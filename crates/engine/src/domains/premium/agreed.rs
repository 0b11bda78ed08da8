//! What was agreed for a premium name: kept when it is sold, told to the registrar with each call.

use model::domains::name::DomainName;
use model::ids::{CurrencyId, DomainId};
use model::money::{Currency, Money, iso_digits};
use ports::registrar::{Availability, PremiumCost};
use serde_json::json;
use store::Conn;
use store::domains::calls::CallAction;
use store::domains::names::{self, DomainRow};
use store::domains::premium_names::{self, PremiumRow};

use super::super::registrars;
use crate::{Act, Cx, Fault, Result, not_now};

/// Keeps what was agreed for a name.
///
/// # Errors
/// Broken when the costs are in several currencies.
pub async fn keep(act: &mut Act, id: DomainId, cost: PremiumCost) -> Result<()> {
    let PremiumCost { register, renew, transfer, restore } = cost;
    let mut all = [register, renew, transfer, restore].into_iter().flatten();
    let Some(first) = all.next() else {
        return Ok(premium_names::forget(&mut act.conn, id).await?);
    };
    if all.any(|other| other.currency != first.currency) {
        return Err(Fault::broken("a registry asks for several currencies"));
    }
    let minor = |money: Option<Money>| money.map(|money| money.minor);
    let row = PremiumRow {
        domain_id: id,
        currency: first.currency.code().to_owned(),
        register_minor: minor(register),
        renew_minor: minor(renew),
        transfer_minor: minor(transfer),
        restore_minor: minor(restore),
        agreed_at: act.at(),
    };
    Ok(premium_names::agree(&mut act.conn, &row).await?)
}

/// What was agreed for something that is done with a name; `None` where it costs what it does with
/// any name.
///
/// # Errors
/// When the database fails.
pub async fn fee_for(c: &mut Conn, id: DomainId, action: CallAction) -> Result<Option<Money>> {
    let cost = cost_of(c, id).await?.unwrap_or_default();
    Ok(match action {
        CallAction::Register => cost.register,
        CallAction::Transfer => cost.transfer,
        CallAction::Renew => cost.renew,
    })
}

/// What was agreed for the restoration of a name; `None` where it costs what it does with any name.
///
/// # Errors
/// When the database fails.
pub async fn restore_fee(c: &mut Conn, id: DomainId) -> Result<Option<Money>> {
    Ok(cost_of(c, id).await?.and_then(|cost| cost.restore))
}

/// What was agreed for a name, if anything.
///
/// # Errors
/// When the database fails.
async fn cost_of(c: &mut Conn, id: DomainId) -> Result<Option<PremiumCost>> {
    let Some(row) = premium_names::find(c, id).await? else { return Ok(None) };
    let currency = Currency::new(&row.currency, iso_digits(&row.currency))?;
    let money = |minor: Option<i64>| minor.map(|minor| Money::from_minor(minor, currency));
    Ok(Some(PremiumCost {
        register: money(row.register_minor),
        renew: money(row.renew_minor),
        transfer: money(row.transfer_minor),
        restore: money(row.restore_minor),
    }))
}

/// Asks the registrar anew what a name costs, and keeps that as agreed: what it is sold for is the
/// office's to say. Whether it is a premium name.
///
/// # Errors
/// Refused when there is no registrar, or it does not tell.
pub async fn read_again(cx: &Cx, row: &DomainRow) -> Result<bool> {
    let registrar = registrars::open(&cx.engine, &mut cx.read().await?, &row.registrar).await?;
    if DomainName::parse(&row.name).is_err() || !registrar.capabilities().premium {
        return Err(not_now(registrars::NOT_SUPPORTED));
    }
    let asked = [row.name.clone()];
    let said = registrars::ask_plain(&cx.engine, &*registrar, |it| it.availability(&asked)).await?;
    let cost = said.first().and_then(|said: &Availability| said.premium).unwrap_or_default();
    let mut act = cx.act("UpdateClientDomain").await?;
    let row = names::lock(&mut act.conn, row.id).await?;
    let row = row.ok_or_else(|| Fault::broken("a domain is gone"))?;
    let before = cost_of(&mut act.conn, row.id).await?.unwrap_or_default();
    keep(&mut act, row.id, cost).await?;
    let seen = |cost: PremiumCost| {
        let text =
            |money: Option<Money>| money.map(|money| format!("{money} {}", money.currency.code()));
        json!([text(cost.register), text(cost.renew), text(cost.transfer), text(cost.restore)])
    };
    act.changed("domains", row.id, &[("premium", seen(before), seen(cost))]).await?;
    if before != cost {
        let text = format!("Premium Domain Cost Updated - Domain ID: {}", row.id);
        act.log(Some(row.client_id), text).await?;
    }
    act.commit().await?;
    Ok(cost.is_some())
}

/// What a renewal of a name costs its client because of its registry, in their currency; `None` for
/// the price list's.
///
/// # Errors
/// Not-now where the house has no rate for the registry's currency.
pub(crate) async fn renewal_price(
    c: &mut Conn,
    currencies: &crate::system::currencies::Currencies,
    id: DomainId,
    to: CurrencyId,
) -> Result<Option<Money>> {
    sold_for(c, currencies, id, to, |cost| cost.renew).await
}

/// The same of its restoration from redemption (B33).
///
/// # Errors
/// See [`renewal_price`].
pub(crate) async fn restoration_price(
    c: &mut Conn,
    currencies: &crate::system::currencies::Currencies,
    id: DomainId,
    to: CurrencyId,
) -> Result<Option<Money>> {
    sold_for(c, currencies, id, to, |cost| cost.restore).await
}

async fn sold_for(
    c: &mut Conn,
    currencies: &crate::system::currencies::Currencies,
    id: DomainId,
    to: CurrencyId,
    part: fn(&PremiumCost) -> Option<Money>,
) -> Result<Option<Money>> {
    let Some(cost) = cost_of(c, id).await?.and_then(|cost| part(&cost)) else { return Ok(None) };
    let cost = PremiumCost { renew: Some(cost), ..PremiumCost::default() };
    let prices = super::prices(c, currencies, cost, to).await?;
    let unknown = || not_now("The currency of the registry has no rate here");
    Ok(prices.ok_or_else(unknown)?.renew)
}
