//! A promotion code on an upgrade: whether it holds, and what it takes off (B11, B31).

use model::hosting::service::ServiceStatus;
use model::ids::OrderId;
use model::money::Money;
use model::ordering::promotion::{
    Context, Discount, Item, PromotionRefusal, apply, check as check_promotion,
};
use store::catalogue::promotions::{self as rows, PromotionRow};
use store::hosting::services;
use store::ordering::orders;

use super::Offer;
use crate::catalogue::promotions;
use crate::system::currencies::Currencies;
use crate::{Act, Fault, Result, conflict, invalid};

/// A code, and what it takes off what an upgrade asks for now.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The promotion.
    pub row: PromotionRow,
    /// At most what is asked for.
    pub off: Money,
}

/// Takes a code off an upgrade; an empty code takes nothing.
///
/// # Errors
/// Invalid or conflict when there is no such code, or it does not hold for this upgrade.
pub async fn take_off(act: &mut Act, offer: &mut Offer, code: &str) -> Result<()> {
    let code = code.trim();
    if code.is_empty() {
        return Ok(());
    }
    let row = rows::by_code(&mut act.conn, code).await?;
    let row =
        row.ok_or_else(|| invalid("promocode", "The promotion code entered does not exist"))?;
    let within = super::currency_of(&mut act.conn, offer.service.client_id).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let promotion = promotions::read(&row, &currencies, within.id)?;
    // A price for ever and a setup fee are matters of an order, not of some days.
    let lowers = matches!(promotion.discount, Discount::Percentage(_) | Discount::FixedAmount(_));
    let context = context(act, offer, &row).await?;
    let promotion = promotions::for_item(&promotion, &row, context.item);
    let checked = if row.upgrades && lowers {
        check_promotion(&promotion, &context)
    } else {
        Err(PromotionRefusal::WrongItem)
    };
    checked.map_err(|refusal| match refusal {
        PromotionRefusal::UsedUp | PromotionRefusal::AlreadyUsed => conflict(refusal.to_string()),
        _ => invalid("promocode", refusal.to_string()),
    })?;
    let due = offer.quote.due_now;
    let off = apply(promotion.discount, due, Money::zero(due.currency))?.off_recurring;
    offer.promotion = Some(Taken { row, off });
    Ok(())
}

async fn context(act: &mut Act, offer: &Offer, row: &PromotionRow) -> Result<Context<'static>> {
    let (c, client) = (&mut act.conn, offer.service.client_id);
    let held = services::of_client(c, client).await?;
    let active = held.iter().filter(|service| service.status == ServiceStatus::Active).count();
    let orders_before = orders::count_of(c, client).await?;
    let used_before = rows::used_by(c, row.id, client).await?;
    Ok(Context {
        item: Item::Product(offer.new.id),
        cycle: offer.cycle,
        today: act.today(),
        orders_before: u32::try_from(orders_before).map_err(Fault::broken)?,
        active_services: u32::try_from(active).map_err(Fault::broken)?,
        used_before,
    })
}

/// Counts the use; the database itself keeps a code from being used too often (B11).
pub(super) async fn count(act: &mut Act, offer: &Offer, order: OrderId) -> Result<()> {
    let Some(Taken { row, .. }) = &offer.promotion else { return Ok(()) };
    let (client, once) = (offer.service.client_id, row.once_per_client);
    if rows::count_use(&mut act.conn, row.id, client, order, once).await? {
        return Ok(());
    }
    Err(conflict("The promotion code has been used up."))
}
