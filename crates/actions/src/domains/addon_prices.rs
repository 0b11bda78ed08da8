//! `GetDomainAddonPrices` and `UpdateDomainAddonPrices`: our own.

use engine::domains::addons::{self, Prices};
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result};
use model::domains::addon::DomainAddon;
use protocol::wire::Amount;
use protocol::{
    DomainAddonPrices, GetDomainAddonPrices, GetDomainAddonPricesResponse, UpdateDomainAddonPrices,
    UpdateDomainAddonPricesResponse,
};

use crate::Registry;
use crate::wire::{amount, id};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDomainAddonPrices| Box::pin(get(cx, call)))
        .write(|act, call: UpdateDomainAddonPrices| Box::pin(update(act, call)))
}

async fn get(cx: &Cx, _: GetDomainAddonPrices) -> Result<GetDomainAddonPricesResponse> {
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let prices = Prices::read(&mut c).await?;
    let mut found = Vec::new();
    for row in currencies.rows() {
        let price = |addon| -> Result<Amount> {
            Ok(amount(currencies.money(prices.yearly(row.id, addon), row.id)?))
        };
        found.push(DomainAddonPrices {
            currencyid: row.id.0.into(),
            currencycode: (&row.code).into(),
            dnsmanagement: price(DomainAddon::DnsManagement)?,
            emailforwarding: price(DomainAddon::EmailForwarding)?,
            idprotection: price(DomainAddon::IdProtection)?,
        });
    }
    Ok(GetDomainAddonPricesResponse { prices: found.into_iter().collect() })
}

async fn update(
    act: &mut Act,
    call: UpdateDomainAddonPrices,
) -> Result<UpdateDomainAddonPricesResponse> {
    let asked = [
        (DomainAddon::DnsManagement, call.dnsmanagement),
        (DomainAddon::EmailForwarding, call.emailforwarding),
        (DomainAddon::IdProtection, call.idprotection),
    ];
    let asked = asked.into_iter().filter_map(|(addon, amount)| Some((addon, amount?)));
    let amounts: Vec<_> =
        asked.map(|(addon, amount)| (addon, amount.as_str().to_owned())).collect();
    let count = addons::set(act, id(call.currencyid), &amounts).await?;
    Ok(UpdateDomainAddonPricesResponse {
        currencyid: call.currencyid.into(),
        numchanges: count.into(),
    })
}
