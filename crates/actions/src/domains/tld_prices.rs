//! `GetTldPrices`, `UpdateTldPrices` and `DeleteTld`: our own.

use engine::domains::tld_prices::{self, Change};
use engine::domains::tlds::dotted;
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result};
use model::word::Word as _;
use protocol::{
    DeleteTld, DeleteTldResponse, GetTldPrices, GetTldPricesResponse, TldPriceLine, TldWithPrices,
    UpdateTldPrices, UpdateTldPricesResponse,
};
use store::domains::tlds::{self, TldPriceRow, TldRow};

use crate::Registry;
use crate::wire::{amount, id, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetTldPrices| Box::pin(get_tld_prices(cx, call)))
        .write(|act, call: UpdateTldPrices| Box::pin(update_tld_prices(act, call)))
        .write(|act, call: DeleteTld| Box::pin(delete_tld(act, call)))
}

async fn get_tld_prices(cx: &Cx, call: GetTldPrices) -> Result<GetTldPricesResponse> {
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let only = call.extension.map(|text| dotted(&text));
    let mut found = Vec::new();
    for tld in tlds::all(&mut c).await? {
        if only.as_ref().is_some_and(|only| *only != tld.name) {
            continue;
        }
        let prices = tlds::prices_of(&mut c, tld.id).await?;
        found.push(wire(tld, prices, &currencies)?);
    }
    Ok(GetTldPricesResponse { tlds: found.into_iter().collect() })
}

fn wire(tld: TldRow, prices: Vec<TldPriceRow>, currencies: &Currencies) -> Result<TldWithPrices> {
    let home = currencies.default_row()?.id;
    let line = |row: TldPriceRow| -> Result<TldPriceLine> {
        let money = |minor| currencies.money(minor, row.currency_id).map(amount);
        Ok(TldPriceLine {
            kind: row.kind.word().into(),
            years: row.years.into(),
            currencyid: row.currency_id.0.into(),
            groupid: row.group_id.into(),
            price: money(row.price_minor)?,
            cost: row.cost_minor.map(money).transpose()?,
            belowcost: row.cost_minor.is_some_and(|cost| row.price_minor < cost).into(),
        })
    };
    Ok(TldWithPrices {
        id: tld.id.0.into(),
        extension: tld.name.into(),
        registrar: tld.registrar.into(),
        group: tld.label.into(),
        idprotection: tld.id_protection.into(),
        dnsmanagement: tld.dns_management.into(),
        emailforwarding: tld.email_forwarding.into(),
        eppcode: tld.epp_code.into(),
        graceperioddays: tld.grace_days.into(),
        graceperiodfee: amount(currencies.money(tld.grace_fee_minor, home)?),
        redemptionperioddays: tld.redemption_days.into(),
        redemptionperiodfee: amount(currencies.money(tld.redemption_fee_minor, home)?),
        prices: prices.into_iter().map(line).collect::<Result<Vec<_>>>()?.into_iter().collect(),
    })
}

async fn update_tld_prices(
    act: &mut Act,
    call: UpdateTldPrices,
) -> Result<UpdateTldPricesResponse> {
    let changes: Vec<Change> = call
        .price
        .0
        .into_iter()
        .map(|each| Change {
            kind: each.kind,
            years: number(each.years),
            amount: each.amount.as_str().to_owned(),
        })
        .collect();
    let (currency, group) = (id(call.currencyid), number(call.groupid.unwrap_or(0)));
    let (tld, count) = tld_prices::set(act, &call.extension, currency, group, &changes).await?;
    Ok(UpdateTldPricesResponse { extension: tld.name.into(), numchanges: count.into() })
}

async fn delete_tld(act: &mut Act, call: DeleteTld) -> Result<DeleteTldResponse> {
    let tld = tld_prices::delete(act, &call.extension).await?;
    Ok(DeleteTldResponse { extension: tld.name.into() })
}
