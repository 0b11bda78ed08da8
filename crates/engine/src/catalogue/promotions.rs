//! Promotions as kept become promotions as computed with (B11).

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::dates::Cycle;
use model::hosting::service::ServiceStatus;
use model::ids::ClientId;
use model::ids::{CurrencyId, ProductAddonId, ProductId};
use model::money::{Money, Percent, shown_scaled};
use model::ordering::promotion::{
    Context, Discount, Item, Promotion, PromotionRefusal, PromotionType, Recurs, apply,
    holds_for_renewal,
};
use store::Conn;
use store::catalogue::promotions::{self as rows, PromotionRow};
use store::hosting::services::ServiceRow;
use store::hosting::{addons, services};
use store::ordering::orders;

use crate::system::currencies::Currencies;
use crate::{Fault, Result, conflict, invalid};

/// The promotion of a code that was entered.
///
/// # Errors
/// Invalid when there is none.
pub(crate) async fn by_code(c: &mut Conn, code: &str) -> Result<PromotionRow> {
    let row = rows::by_code(c, code).await?;
    row.ok_or_else(|| invalid("promocode", "The promotion code entered does not exist"))
}

/// What a code asks about a client (B11), and the client's services; item and cycle are of whoever
/// asks.
///
/// # Errors
/// When the database fails.
pub(crate) async fn standing(
    c: &mut Conn,
    row: &PromotionRow,
    client: ClientId,
    today: Date,
) -> Result<(Context<'static>, Vec<ServiceRow>)> {
    let held = services::of_client(c, client).await?;
    let active = held.iter().filter(|service| service.status == ServiceStatus::Active).count();
    let orders_before = orders::count_of(c, client).await?;
    let context = Context {
        item: Item::Addon(ProductAddonId(0)),
        cycle: Cycle::OneTime,
        today,
        orders_before: u32::try_from(orders_before).unwrap_or(u32::MAX),
        active_services: u32::try_from(active).unwrap_or(u32::MAX),
        used_before: rows::used_by(c, row.id, client).await?,
    };
    Ok((context, held))
}

/// Whether one of the things that the code requires is `present`, or with the client already.
///
/// # Errors
/// Invalid when none is.
pub(crate) async fn check_required(
    c: &mut Conn,
    row: &PromotionRow,
    client: ClientId,
    held: &[ServiceRow],
    mut present: BTreeSet<String>,
) -> Result<()> {
    let required = keys(&row.requires);
    if required.is_empty() {
        return Ok(());
    }
    if row.requires_existing {
        let active = held.iter().filter(|service| service.status == ServiceStatus::Active);
        present.extend(active.map(|service| format!("p{}", service.product_id)));
        let own = addons::of_client(c, client).await?;
        let active = own.iter().filter(|addon| addon.status == ServiceStatus::Active);
        present.extend(active.filter_map(|addon| Some(format!("a{}", addon.addon_id?))));
    }
    if required.iter().any(|key| present.contains(key)) {
        return Ok(());
    }
    Err(invalid("promocode", "The promotion requires another item in the order."))
}

/// Why a code does not hold, as a refusal.
pub(crate) fn refused(refusal: PromotionRefusal) -> Fault {
    match refusal {
        PromotionRefusal::UsedUp | PromotionRefusal::AlreadyUsed => {
            conflict(refusal.to_string()).at("promocode")
        }
        _ => invalid("promocode", refusal.to_string()),
    }
}

/// A promotion, with the amounts in one currency (B3).
///
/// # Errors
/// Broken when the row contradicts itself.
pub fn read(
    row: &PromotionRow,
    currencies: &Currencies,
    currency: CurrencyId,
) -> Result<Promotion> {
    let keys = keys(&row.applies_to);
    let ids = |letter: char| {
        keys.iter().filter_map(move |key| key.strip_prefix(letter)?.parse::<i64>().ok())
    };
    let limit = (row.max_uses > 0).then_some(row.max_uses);
    Ok(Promotion {
        discount: discount(row, currencies, currency)?,
        recurs: recurs(row)?,
        products: ids('p').map(ProductId).collect(),
        addons: ids('a').map(ProductAddonId).collect(),
        tlds: keys.iter().filter_map(|key| Some(key.strip_prefix('d')?.to_owned())).collect(),
        cycles: keys_of_cycles(&row.cycles),
        starts: row.starts_on,
        expires: row.expires_on,
        uses_max: limit.map(u32::try_from).transpose().map_err(Fault::broken)?,
        uses: u32::try_from(row.uses).map_err(Fault::broken)?,
        new_signups_only: row.new_signups,
        once_per_client: row.once_per_client,
        existing_clients_only: row.existing_clients,
    })
}

/// The same promotion for one item: one that applies to everything applies to it.
#[must_use]
pub fn for_item(promotion: &Promotion, row: &PromotionRow, item: Item<'_>) -> Promotion {
    let mut promotion = promotion.clone();
    if row.applies_to.trim().is_empty() {
        match item {
            Item::Product(id) => promotion.products.push(id),
            Item::Addon(id) => promotion.addons.push(id),
            Item::Tld(tld) => promotion.tlds.push(tld.to_owned()),
        }
    }
    promotion
}

/// What a promotion takes off, in one currency (B3).
///
/// # Errors
/// Broken when the value does not fit the type.
pub fn discount(
    row: &PromotionRow,
    currencies: &Currencies,
    currency: CurrencyId,
) -> Result<Discount> {
    let amount = || {
        let default = currencies.default_row()?;
        let value = currencies.money(row.value, default.id)?;
        currencies.convert(value, currency)
    };
    Ok(match row.r#type {
        PromotionType::Percentage => {
            Discount::Percentage(Percent::from_ten_thousandths(row.value)?)
        }
        PromotionType::FixedAmount => Discount::FixedAmount(amount()?),
        PromotionType::PriceOverride => Discount::PriceOverride(amount()?),
        PromotionType::FreeSetup => Discount::FreeSetup,
    })
}

/// What a promotion takes off so many of a thing: the price that it sets is the price of one.
///
/// # Errors
/// Broken when the value does not fit the type.
pub fn discount_of(
    row: &PromotionRow,
    currencies: &Currencies,
    currency: CurrencyId,
    quantity: i64,
) -> Result<Discount> {
    Ok(match discount(row, currencies, currency)? {
        Discount::PriceOverride(price) => Discount::PriceOverride(price.mul_int(quantity)?),
        discount => discount,
    })
}

/// What a promotion takes off a renewal of so many of a thing at this price, after so many renewals
/// had it (B11); `None` once it takes nothing off any more.
///
/// # Errors
/// Broken when the row contradicts itself.
pub fn off_renewal(
    row: &PromotionRow,
    (before, quantity): (i64, i64),
    (price, currency): (Money, CurrencyId),
    currencies: &Currencies,
) -> Result<Option<Money>> {
    let before = u32::try_from(before).map_err(Fault::broken)?;
    if !holds_for_renewal(recurs(row)?, before) {
        return Ok(None);
    }
    let discount = discount_of(row, currencies, currency, quantity)?;
    let off = apply(discount, price, Money::zero(price.currency))?.off_recurring;
    Ok(off.is_positive().then_some(off))
}

/// On which invoices of an item it counts.
///
/// # Errors
/// Broken when the row holds a negative count.
pub fn recurs(row: &PromotionRow) -> Result<Recurs> {
    let times = u32::try_from(row.recur_for).map_err(Fault::broken)?;
    Ok(Recurs::from_fields(row.recurring, times))
}

/// The value as people and the wire read it: `20`, or `5.00`.
///
/// # Errors
/// Broken when the value does not fit the type.
pub fn value_text(row: &PromotionRow, currencies: &Currencies) -> Result<String> {
    Ok(match row.r#type {
        PromotionType::Percentage => {
            shown_scaled(Percent::from_ten_thousandths(row.value)?.ten_thousandths(), 4)
        }
        _ => Money::from_minor(row.value, currencies.currency(currencies.default_row()?.id)?)
            .to_string(),
    })
}

/// The parts of a CSV of keys such as `p1,a2,d.com`, in lower case.
#[must_use]
pub fn keys(csv: &str) -> Vec<String> {
    csv.split(',').map(|key| key.trim().to_lowercase()).filter(|key| !key.is_empty()).collect()
}

fn keys_of_cycles(csv: &str) -> Vec<Cycle> {
    csv.split(',').filter_map(|word| Cycle::from_key(word.trim())).collect()
}
