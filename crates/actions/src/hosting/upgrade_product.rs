//! `UpgradeProduct`: what an upgrade costs, or the upgrade itself (B31).

use engine::billing::gateways;
use engine::hosting::upgrades::{Offer, Wanted, offer, order, take_off, taxed};
use engine::system::currencies::Currencies;
use engine::{Act, Result, invalid};
use model::catalogue::options::Wish;
use model::dates::Cycle;
use model::ids::{ConfigOptionId, ProductId, ServiceId};
use model::money::Money;
use protocol::{UpgradeProduct, UpgradeProductResponse};
use store::hosting::services;

use crate::Registry;
use crate::wire::{amount, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: UpgradeProduct| Box::pin(upgrade_product(act, call)))
}

async fn upgrade_product(act: &mut Act, call: UpgradeProduct) -> Result<UpgradeProductResponse> {
    let service = ServiceId(number(call.serviceid));
    if services::by_id(&mut act.conn, service).await?.is_none() {
        return Err(engine::not_found("Service ID Not Found"));
    }
    let mut gateway = call.paymentmethod.clone().unwrap_or_default();
    if call.paymentmethod.is_some() || !call.calconly.0 {
        gateway = gateways::chosen(&mut act.conn, &gateway).await?;
    }
    let wanted = wanted(&call)?;
    let code = call.promocode.as_deref().unwrap_or_default();
    if call.calconly.0 {
        let mut offer = offer(act, service, &wanted).await?;
        take_off(act, &mut offer, code).await?;
        let credit = taxed::credit(act, &offer).await?;
        let mut response = spell(act, &offer, credit).await?;
        response.upgradeinprogress = Some(offer.in_progress.into());
        return Ok(response);
    }
    let ordered = order(act, service, &wanted, &gateway, code).await?;
    let mut response = spell(act, &ordered.offer, ordered.credit).await?;
    response.id = Some(ordered.upgrade.0.into());
    response.orderid = Some(ordered.order.0.into());
    response.order_number = Some(ordered.order_number.to_string().into());
    response.invoiceid = ordered.invoice.map(|id| id.0.into());
    Ok(response)
}

fn wanted(call: &UpgradeProduct) -> Result<Wanted> {
    match call.r#type.trim().to_ascii_lowercase().as_str() {
        "product" => {
            let id = call.newproductid.map(number).unwrap_or_default();
            let cycle = call.newproductbillingcycle.as_deref().map(cycle).transpose()?;
            Ok(Wanted::Product { product: ProductId(id), cycle })
        }
        "configoptions" => Ok(Wanted::Options(
            call.configoptions
                .iter()
                .map(|(option, value)| {
                    // One number for both: an option knows whether it counts or chooses.
                    let value = u32::try_from(*value).unwrap_or(u32::MAX);
                    (ConfigOptionId(number(*option)), Wish::Quantity(value))
                })
                .collect(),
        )),
        _ => Err(invalid("type", "Invalid Upgrade Type")),
    }
}

fn cycle(text: &str) -> Result<Cycle> {
    Cycle::from_key(text)
        .ok_or_else(|| invalid("newproductbillingcycle", "Invalid Billing Cycle Requested"))
}

async fn spell(act: &mut Act, offer: &Offer, credit: Money) -> Result<UpgradeProductResponse> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let total = taxed::total(act, offer).await?;
    let price = currencies.on_the_wire(offer.difference()?).into();
    let days = (Some(offer.days_left.into()), Some(offer.days.into()));
    let of_product = offer.kind == "product";
    let mut response = UpgradeProductResponse {
        price,
        total: Some(currencies.on_the_wire(total).into()),
        credit: Some(currencies.on_the_wire(credit).into()),
        recurring: offer.cycle.recurs().then(|| amount(offer.recurring)),
        daysuntilrenewal: days.0,
        totaldays: days.1,
        ..UpgradeProductResponse::default()
    };
    if of_product {
        response.oldproductid = Some(offer.old.id.0.into());
        response.oldproductname = Some((&offer.old.name).into());
        response.newproductid = Some(offer.new.id.0.into());
        response.newproductname = Some((&offer.new.name).into());
        response.newproductbillingcycle = Some(offer.cycle.key().into());
    }
    Ok(response)
}
