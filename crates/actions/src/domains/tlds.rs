//! `GetTLDPricing` and `CreateOrUpdateTLD`.

use std::collections::BTreeMap;

use engine::domains::addons::Prices;
use engine::domains::tlds::{TldChanges, put};
use engine::system::currencies::Currencies;
use engine::{Act, Actor, Cx, Result, not_found};
use model::domains::addon::DomainAddon;
use model::ids::{ClientGroupId, ClientId, CurrencyId, TldId};
use protocol::wire::{Amount, Keyed, Many, Named};
use protocol::{
    CreateOrUpdateTLD, CreateOrUpdateTLDResponse, Currency, GetTLDPricing, GetTLDPricingResponse,
    TldAddons, TldPeriod, TldPricing,
};
use store::Conn;
use store::domains::tlds::{self, TldPriceKind, TldPriceRow, TldRow};
use store::people::clients;

use crate::Registry;
use crate::wire::{amount, id};

/// The endings that price lists show first.
const POPULAR: [&str; 5] = ["com", "net", "org", "biz", "info"];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetTLDPricing| Box::pin(get_tld_pricing(cx, call)))
        .write(|act, call: CreateOrUpdateTLD| Box::pin(create_or_update_tld(act, call)))
}

/// In the client's currency and for its group, else in the currency asked for, else in ours.
async fn get_tld_pricing(cx: &Cx, call: GetTLDPricing) -> Result<GetTLDPricingResponse> {
    let mut conn = cx.read().await?;
    let currencies = Currencies::read(&mut conn).await?;
    let (clientid, currencyid) = (call.clientid.map(id), call.currencyid.map(id));
    let (currency, group) = prices_for(cx, &mut conn, (clientid, currencyid), &currencies).await?;
    let row = currencies.row(currency).ok_or_else(|| not_found("Currency ID Not Found"))?;
    let mut prices: BTreeMap<TldId, Vec<TldPriceRow>> = BTreeMap::new();
    for price in tlds::prices_in(&mut conn, currency, group).await? {
        prices.entry(price.tld_id).or_default().push(price);
    }
    let of_addons = Prices::read(&mut conn).await?;
    let mut pricing = Named::default();
    for tld in tlds::all(&mut conn).await? {
        let own = prices.remove(&tld.id).unwrap_or_default();
        let bare = tld.name.trim_start_matches('.').to_owned();
        pricing.push(bare, wire(&tld, &own, (currency, &of_addons), &currencies)?);
    }
    let currency = Currency {
        id: row.id.0.into(),
        code: (&row.code).into(),
        prefix: (&row.prefix).into(),
        suffix: (&row.suffix).into(),
        format: row.format.into(),
        rate: rate(row.rate),
    };
    Ok(GetTLDPricingResponse { currency, pricing })
}

/// The currency and group of whoever asks, or of who is asked for; the currency that is asked for
/// need not be there.
///
/// # Errors
/// Not found where there is no such client.
pub(super) async fn prices_for(
    cx: &Cx,
    conn: &mut Conn,
    (client, currency): (Option<ClientId>, Option<CurrencyId>),
    currencies: &Currencies,
) -> Result<(CurrencyId, Option<ClientGroupId>)> {
    let client = match cx.caller.actor {
        Actor::Client { client, .. } => Some(client),
        _ => client,
    };
    match (client, currency) {
        (Some(client), _) => of_client(conn, client).await,
        (None, Some(id)) => Ok((id, None)),
        (None, None) => Ok((currencies.default_row()?.id, None)),
    }
}

async fn of_client(
    conn: &mut Conn,
    client: ClientId,
) -> Result<(CurrencyId, Option<ClientGroupId>)> {
    let row = clients::by_id(conn, client).await?;
    let row = row.ok_or_else(|| not_found("Client ID Not Found"))?;
    Ok((row.currency_id, row.group_id))
}

fn wire(
    tld: &TldRow,
    prices: &[TldPriceRow],
    (currency, of_addons): (CurrencyId, &Prices),
    currencies: &Currencies,
) -> Result<TldPricing> {
    let bare = tld.name.trim_start_matches('.');
    let of = |kind: TldPriceKind| -> Result<Named<Amount>> {
        // A price of the group comes after the one for everybody and takes its place.
        let mut by_years = BTreeMap::new();
        for price in prices.iter().filter(|price| price.kind == kind) {
            by_years.insert(price.years, amount(currencies.money(price.price_minor, currency)?));
        }
        let mut named = Named::default();
        for (years, price) in by_years {
            named.push(years.to_string(), price);
        }
        Ok(named)
    };
    let home = currencies.default_row()?.id;
    let period = |days: i64, fee: i64| -> Result<Option<TldPeriod>> {
        if days == 0 {
            return Ok(None);
        }
        let fee = currencies.convert(currencies.money(fee, home)?, currency)?;
        Ok(Some(TldPeriod { days: days.into(), price: amount(fee) }))
    };
    Ok(TldPricing {
        tld: bare.into(),
        categories: Many(vec![category(bare).into()]),
        addons: addons(tld, currency, of_addons, currencies)?,
        group: (&tld.label).into(),
        register: of(TldPriceKind::Register)?,
        transfer: of(TldPriceKind::Transfer)?,
        renew: of(TldPriceKind::Renew)?,
        grace_period: period(tld.grace_days, tld.grace_fee_minor)?,
        redemption_period: period(tld.redemption_days, tld.redemption_fee_minor)?,
    })
}

/// What is offered with the names of an ending, and what it costs a year.
fn addons(
    tld: &TldRow,
    currency: CurrencyId,
    prices: &Prices,
    currencies: &Currencies,
) -> Result<TldAddons> {
    let price = |offered: bool, addon: DomainAddon| -> Result<Option<Amount>> {
        let minor = prices.yearly(currency, addon);
        let costs = offered && minor > 0;
        costs.then(|| Ok(amount(currencies.money(minor, currency)?))).transpose()
    };
    Ok(TldAddons {
        dns: tld.dns_management.into(),
        email: tld.email_forwarding.into(),
        idprotect: tld.id_protection.into(),
        dnsprice: price(tld.dns_management, DomainAddon::DnsManagement)?,
        emailprice: price(tld.email_forwarding, DomainAddon::EmailForwarding)?,
        idprotectprice: price(tld.id_protection, DomainAddon::IdProtection)?,
    })
}

fn category(ending: &str) -> &'static str {
    let last = ending.rsplit('.').next().unwrap_or(ending);
    match last {
        _ if POPULAR.contains(&ending) => "Popular",
        country if country.len() == 2 => "ccTLD",
        _ => "gTLD",
    }
}

/// A stored rate (eight decimals) with the five that the wire shows.
fn rate(scaled: i64) -> Amount {
    Amount::from_minor(scaled / 1_000, 5)
}

async fn create_or_update_tld(
    act: &mut Act,
    call: CreateOrUpdateTLD,
) -> Result<CreateOrUpdateTLDResponse> {
    let prices = [
        (TldPriceKind::Register, call.register),
        (TldPriceKind::Renew, call.renew),
        (TldPriceKind::Transfer, call.transfer),
    ];
    let changes = TldChanges {
        extension: call.extension,
        id_protection: call.id_protection.map(bool::from),
        dns_management: call.dns_management.map(bool::from),
        email_forwarding: call.email_forwarding.map(bool::from),
        epp_code: call.epp_required.map(bool::from),
        registrar: call.auto_registrar,
        label: call.group,
        currency_code: call.currency_code,
        grace_days: call.grace_period_days,
        grace_fee: call.grace_period_fee.map(|fee| fee.as_str().to_owned()),
        redemption_days: call.redemption_period_days,
        redemption_fee: call.redemption_period_fee.map(|fee| fee.as_str().to_owned()),
        prices: prices.into_iter().flat_map(|(kind, prices)| of_kind(kind, prices)).collect(),
        display_after: call.display_after,
    };
    let row = put(act, changes).await?;
    Ok(CreateOrUpdateTLDResponse { extension: row.name.into(), id: row.id.0.into() })
}

fn of_kind(kind: TldPriceKind, prices: Keyed<Amount, u64>) -> Vec<(TldPriceKind, u64, String)> {
    let pairs = prices.into_vec().into_iter();
    pairs.map(|(years, price)| (kind, years, price.as_str().to_owned())).collect()
}
