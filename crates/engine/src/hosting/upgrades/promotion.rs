//! Promotions and upgrades: a code on the order of one, and the service's own that stays for life
//! (B11, B31).

use model::ids::OrderId;
use model::money::Money;
use model::ordering::promotion::{
    Context, Discount, Item, PromotionRefusal, apply, check as check_promotion, holds_for_renewal,
};
use store::Conn;
use store::catalogue::promotions::{self as rows, PromotionRow};
use store::hosting::services::ServiceRow;

use super::Offer;
use crate::catalogue::promotions;
use crate::system::currencies::Currencies;
use crate::{Act, Fault, Result, conflict};

/// A code, and what it takes off what an upgrade asks for now.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The promotion.
    pub row: PromotionRow,
    /// At most what is asked for.
    pub off: Money,
}

/// The promotion of a service that stays for life, whatever its dates, uses and products say by
/// now: prices before and after an upgrade are both less it (B11, B31).
#[derive(Debug, Clone)]
pub struct Lifelong {
    /// Its code.
    pub code: String,
    discount: Discount,
}

impl Lifelong {
    /// That of a service; `None` for one without, and once it does not recur any more.
    pub(super) async fn of(c: &mut Conn, service: &ServiceRow) -> Result<Option<Self>> {
        let Some(id) = service.promotion_id else { return Ok(None) };
        let row = rows::by_id(c, id).await?.filter(|row| row.lifetime_promo);
        let before = u32::try_from(service.promotion_count).map_err(Fault::broken)?;
        let Some(row) = row else { return Ok(None) };
        if !holds_for_renewal(promotions::recurs(&row)?, before) {
            return Ok(None);
        }
        let within = super::currency_of(c, service.client_id).await?;
        let currencies = Currencies::read(c).await?;
        let discount = promotions::discount_of(&row, &currencies, within.id, service.quantity)?;
        Ok(Some(Self { code: row.code, discount }))
    }

    /// A price less what it takes off.
    ///
    /// # Errors
    /// Broken when the amounts do not go together.
    pub(super) fn less(&self, price: Money) -> Result<Money> {
        let off = apply(self.discount, price, Money::zero(price.currency))?.off_recurring;
        Ok(price.sub(off)?)
    }
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
