//! The price of a new addon, with a new service or for one that exists.

use model::catalogue::options::QUANTITY_MAX;
use model::catalogue::price::line_price;
use model::catalogue::product::PayType;
use model::dates::Cycle;
use model::ids::ServiceId;
use store::Conn;
use store::catalogue::product_addons::{self, ProductAddonRow};
use store::catalogue::products::{self, ProductRow};
use store::hosting::services::{self, ServiceRow};

use super::QuotedAddon;
use super::basket::Basket;
use super::charge::{Charge, for_group, proration};
use super::service::price_refused;
use crate::catalogue::pricing;
use crate::ordering::cart::WantedAddon;
use crate::{Fault, Result, invalid, not_found, not_now};

/// An addon with a product that is billed in a cycle: in the same cycle if it is offered.
pub(super) async fn quote(
    basket: &Basket<'_>,
    c: &mut Conn,
    wanted: WantedAddon,
    product: &ProductRow,
    cycle: Cycle,
) -> Result<QuotedAddon> {
    let unknown = || invalid("addonid", "Addon ID invalid");
    let row = product_addons::by_id(c, wanted.addon).await?;
    let row = row.filter(|row| !row.retired && (basket.sees_hidden() || !row.hidden));
    let row = row.ok_or_else(unknown)?;
    if !product_addons::is_offered_with(c, row.id, product.id).await? {
        return Err(unknown());
    }
    let quantity = quantity(&row, wanted.quantity)?;
    let prices = pricing::of_addon(c, row.id, basket.buyer.within).await?;
    let offered = prices.cycles(row.pay_type);
    let chosen = offered.iter().find(|each| **each == cycle).or_else(|| offered.first());
    let cycle = *chosen.ok_or_else(unknown)?;
    let price = line_price(&row.name, &prices, cycle, &[], quantity).map_err(price_refused)?;
    let price = for_group(price, basket.buyer.discount)?;
    let rule = if row.pay_type == PayType::Recurring { proration(product)? } else { None };
    let charge = Charge::new(price, cycle, rule, basket.asker.today)?;
    Ok(QuotedAddon { addon: row, quantity: i64::from(quantity), charge })
}

/// An addon for a service that the client has.
pub(super) async fn for_service(
    basket: &Basket<'_>,
    c: &mut Conn,
    service: ServiceId,
    wanted: WantedAddon,
) -> Result<(ServiceRow, QuotedAddon)> {
    let row = services::by_id(c, service).await?;
    let row = row.filter(|row| row.client_id == basket.buyer.id);
    let row = row.ok_or_else(|| not_found("Service ID not owned by Client ID provided"))?;
    if row.status.is_ended() {
        return Err(not_now("The service has ended"));
    }
    let product = products::by_id(c, row.product_id).await?;
    let product = product.ok_or_else(|| Fault::broken("a service without a product"))?;
    let quoted = quote(basket, c, wanted, &product, row.cycle).await?;
    Ok((row, quoted))
}

fn quantity(addon: &ProductAddonRow, wanted: u64) -> Result<u32> {
    let most = if addon.allow_quantity { QUANTITY_MAX } else { 1 };
    let said = || invalid("addonsqty", format!("The quantity must be between 1 and {most}."));
    let quantity = u32::try_from(wanted).map_err(|_| said())?;
    if (1..=most).contains(&quantity) { Ok(quantity) } else { Err(said()) }
}
