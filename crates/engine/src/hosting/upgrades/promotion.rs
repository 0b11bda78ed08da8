//! A promotion code on an upgrade: whether it holds, and what it takes off (B11, B31).

use model::ids::OrderId;
use model::money::Money;
use model::ordering::promotion::{
    Context, Discount, Item, PromotionRefusal, apply, check as check_promotion,
};
use store::catalogue::promotions::{self as rows, PromotionRow};

use super::Offer;
use crate::catalogue::promotions;
use crate::system::currencies::Currencies;
use crate::{Act, Result, conflict};

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
    let (client, today) = (offer.service.client_id, act.today());
    let row = promotions::by_code(&mut act.conn, code).await?;
    let within = super::currency_of(&mut act.conn, offer.service.client_id).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let promotion = promotions::read(&row, &currencies, within.id)?;
    // A price for ever and a setup fee are matters of an order, not of some days.
    let lowers = matches!(promotion.discount, Discount::Percentage(_) | Discount::FixedAmount(_));
    let (standing, held) = promotions::standing(&mut act.conn, &row, client, today).await?;
    let wanted = [format!("p{}", offer.new.id)].into();
    promotions::check_required(&mut act.conn, &row, client, &held, wanted).await?;
    let context = Context { item: Item::Product(offer.new.id), cycle: offer.cycle, ..standing };
    let promotion = promotions::for_item(&promotion, &row, context.item);
    let checked = if row.upgrades && lowers {
        check_promotion(&promotion, &context)
    } else {
        Err(PromotionRefusal::WrongItem)
    };
    checked.map_err(promotions::refused)?;
    let due = offer.quote.due_now;
    let off = apply(promotion.discount, due, Money::zero(due.currency))?.off_recurring;
    offer.promotion = Some(Taken { row, off });
    Ok(())
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
