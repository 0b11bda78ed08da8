//! Promotions as kept become promotions as computed with (B11).

use model::dates::Cycle;
use model::ids::{CurrencyId, ProductAddonId, ProductId};
use model::money::{Money, Percent};
use model::ordering::promotion::{Discount, Item, Promotion, PromotionType, Recurs};
use store::catalogue::promotions::PromotionRow;

use crate::system::currencies::Currencies;
use crate::{Fault, Result};

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
            let text = Percent::from_ten_thousandths(row.value)?.to_string();
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
