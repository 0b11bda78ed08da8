//! A promotion code on an order: whether it holds, and what it takes off each line (B11).

use model::dates::Cycle;
use model::ids::{ProductAddonId, PromotionId};
use model::money::Money;
use model::ordering::promotion::{
    Context, Discount, Item, Promotion, PromotionRefusal, apply, check,
};
use store::Conn;
use store::catalogue::promotions::{self as promotion_rows, PromotionRow};

use super::charge::Charge;
use super::{Asker, Buyer, Quoted};
use crate::Result;
use crate::catalogue::promotions;
use crate::ordering::cart::NewOrder;
use crate::system::currencies::Currencies;

/// The code, and what is known about the one who uses it.
struct Use<'a> {
    row: &'a PromotionRow,
    promotion: Promotion,
    context: Context<'a>,
    /// Staff use it although it is not for these things.
    whatever: bool,
}

/// Takes the code's discount off the items it is for.
///
/// # Errors
/// Invalid or conflict when there is no such code, or it does not hold for any item.
pub(super) async fn take_off(
    c: &mut Conn,
    asker: Asker<'_>,
    order: &NewOrder,
    client: Buyer,
    currencies: &Currencies,
    items: &mut [Quoted],
) -> Result<Option<PromotionRow>> {
    let code = order.promo_code.trim();
    if code.is_empty() {
        return Ok(None);
    }
    let row = promotions::by_code(c, code).await?;
    let (context, held) = promotions::standing(c, &row, client.id, asker.today).await?;
    if !order.promo_override {
        let present = items.iter().flat_map(keys_of).collect();
        promotions::check_required(c, &row, client.id, &held, present).await?;
    }
    let promotion = promotions::read(&row, currencies, client.within.id)?;
    let using = Use { row: &row, promotion, context, whatever: order.promo_override };
    take_off_each(&using, items)?;
    Ok(Some(row))
}

/// Goes through the items in their order; the first reason against is told if none has it.
fn take_off_each(using: &Use<'_>, items: &mut [Quoted]) -> Result<()> {
    let mut taken = 0;
    let mut against = PromotionRefusal::WrongItem;
    let mut refusals = 0;
    for (item, cycle, units, charge) in items.iter_mut().flat_map(charges) {
        if charge.is_free() || (using.row.apply_once && taken > 0) {
            continue;
        }
        match holds(using, &item, cycle) {
            Ok(()) => {
                using.take_off(charge, units)?;
                taken += 1;
            }
            Err(refusal) => {
                against = if refusals == 0 { refusal } else { against };
                refusals += 1;
            }
        }
    }
    if taken > 0 { Ok(()) } else { Err(promotions::refused(against)) }
}

/// What the charge of an item is for.
enum Of {
    Product(model::ids::ProductId),
    Addon(ProductAddonId),
    Tld(String),
}

impl Of {
    fn item(&self) -> Item<'_> {
        match self {
            Self::Product(id) => Item::Product(*id),
            Self::Addon(id) => Item::Addon(*id),
            Self::Tld(ending) => Item::Tld(ending),
        }
    }
}

/// The charges of an item that a promotion may lower; renewals have the one they were sold with.
fn charges(item: &mut Quoted) -> Vec<(Of, Cycle, i64, &mut Charge)> {
    match item {
        Quoted::Service(service) => {
            let own = Of::Product(service.product.id);
            let cycle = service.charge.cycle;
            let mut found = vec![(own, cycle, service.quantity, &mut service.charge)];
            found.extend(service.addons.iter_mut().map(|addon| {
                let cycle = addon.charge.cycle;
                (Of::Addon(addon.addon.id), cycle, addon.quantity, &mut addon.charge)
            }));
            found
        }
        Quoted::Addon { addon, .. } => {
            let cycle = addon.charge.cycle;
            vec![(Of::Addon(addon.addon.id), cycle, addon.quantity, &mut addon.charge)]
        }
        // Its mark-up may be less than what a promotion takes off.
        Quoted::Domain(domain) if domain.premium.is_some() => Vec::new(),
        Quoted::Domain(domain) => {
            vec![(Of::Tld(domain.ending.clone()), Cycle::Annually, 1, &mut domain.charge)]
        }
        Quoted::Renewal(_) => Vec::new(),
    }
}

fn holds(using: &Use<'_>, of: &Of, cycle: Cycle) -> Result<(), PromotionRefusal> {
    let item = of.item();
    let promotion = promotions::for_item(&using.promotion, using.row, item);
    match check(&promotion, &Context { item, cycle, ..using.context }) {
        Err(PromotionRefusal::WrongItem | PromotionRefusal::WrongCycle) if using.whatever => Ok(()),
        checked => checked,
    }
}

impl Use<'_> {
    fn take_off(&self, charge: &mut Charge, units: i64) -> Result<()> {
        (charge.off_first, charge.off_setup) = match self.promotion.discount {
            Discount::PriceOverride(price) => {
                let off = charge.recurring_or_first().sub(price.mul_int(units)?)?.or_zero();
                (in_proportion(off, charge)?, Money::zero(off.currency))
            }
            discount => {
                let off = apply(discount, charge.first, charge.setup)?;
                (off.off_recurring, off.off_setup)
            }
        };
        charge.promotion_recurs = self.row.recurring;
        Ok(())
    }
}

/// The share that a part period has of what is taken off a whole one (B30).
fn in_proportion(off: Money, charge: &Charge) -> Result<Money> {
    let whole = charge.recurring_or_first();
    if charge.first == whole || whole.is_zero() {
        return Ok(off);
    }
    Ok(off.fraction(charge.first.minor, whole.minor)?)
}

fn keys_of(item: &Quoted) -> Vec<String> {
    match item {
        Quoted::Service(service) => {
            let addons = service.addons.iter().map(|addon| format!("a{}", addon.addon.id));
            std::iter::once(format!("p{}", service.product.id)).chain(addons).collect()
        }
        Quoted::Addon { addon, .. } => vec![format!("a{}", addon.addon.id)],
        Quoted::Domain(domain) => vec![format!("d{}", domain.ending)],
        Quoted::Renewal(_) => Vec::new(),
    }
}

/// What the recurring promotion of something takes off its next renewal, and the code of it; of the
/// thing are asked its promotion, the renewals that had it, and how many it is (B11).
///
/// # Errors
/// When the database fails.
pub(super) async fn off_renewal(
    c: &mut Conn,
    (id, before, quantity): (Option<PromotionId>, i64, i64),
    amount: Money,
    currencies: &Currencies,
    client: Buyer,
) -> Result<(Money, String)> {
    let none = (Money::zero(amount.currency), String::new());
    let Some(id) = id else { return Ok(none) };
    let Some(row) = promotion_rows::by_id(c, id).await? else { return Ok(none) };
    let price = (amount, client.within.id);
    let off = promotions::off_renewal(&row, (before, quantity), price, currencies)?;
    Ok(off.map_or(none, |off| (off, row.code)))
}
