//! What products, addons and options cost in a currency.

use std::collections::BTreeMap;

use model::catalogue::options::{ConfigChoice, ConfigOption, OptionKind};
use model::catalogue::pricing::{CyclePrice, Pricing};
use model::dates::Cycle;
use model::ids::{ConfigOptionId, CurrencyId, ProductAddonId, ProductId};
use model::money::{Currency, Money};
use store::Conn;
use store::catalogue::options::{self, ProductOptionRow};
use store::catalogue::prices::{self, PriceRow, Priced};

use crate::people::custom_fields::shown_name;
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// Prices by thing and currency, for lists.
pub type PriceLists = BTreeMap<(i64, CurrencyId), Pricing>;

/// A currency with its number, in which prices are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct In {
    /// Its number.
    pub id: CurrencyId,
    /// The currency.
    pub currency: Currency,
}

/// What a product costs; a cycle without a price is not offered.
///
/// # Errors
/// When the database fails.
pub async fn of_product(c: &mut Conn, id: ProductId, within: In) -> Result<Pricing> {
    let rows = prices::of(c, Priced::Product, id.0, within.id).await?;
    Ok(pricing(within.currency, &rows))
}

/// What an addon costs; a cycle without a price is not offered.
///
/// # Errors
/// When the database fails.
pub async fn of_addon(c: &mut Conn, id: ProductAddonId, within: In) -> Result<Pricing> {
    let rows = prices::of(c, Priced::Addon, id.0, within.id).await?;
    Ok(pricing(within.currency, &rows))
}

/// The options offered with a product, and what their choices cost.
///
/// # Errors
/// When the database fails.
pub async fn options_of(c: &mut Conn, id: ProductId, within: In) -> Result<Vec<ConfigOption>> {
    let rows = options::of_products(c, &[id]).await?;
    let option_ids: Vec<ConfigOptionId> = rows.iter().map(|row| row.id).collect();
    let choices = options::choices_of(c, &option_ids).await?;
    let choice_ids: Vec<i64> = choices.iter().map(|row| row.id.0).collect();
    let prices = prices::of_many(c, Priced::Choice, &choice_ids).await?;
    let priced = |id: i64| {
        let of_choice = prices.iter().filter(|row| row.rel_id == id);
        let rows: Vec<PriceRow> =
            of_choice.filter(|row| row.currency_id == within.id).cloned().collect();
        pricing(within.currency, &rows)
    };
    rows.iter()
        .map(|row| {
            let own = choices.iter().filter(|choice| choice.option_id == row.id);
            let choices = own.map(|choice| ConfigChoice {
                id: choice.id,
                name: shown_name(&choice.name).to_owned(),
                pricing: priced(choice.id.0),
            });
            option(row, choices.collect())
        })
        .collect()
}

/// The price lists of some things of a kind, in every currency; a thing without any price in a
/// currency has no entry.
///
/// # Errors
/// When the database fails.
pub async fn lists(
    c: &mut Conn,
    kind: Priced,
    ids: &[i64],
    currencies: &Currencies,
) -> Result<PriceLists> {
    let mut rows: BTreeMap<(i64, CurrencyId), Vec<PriceRow>> = BTreeMap::new();
    for row in prices::of_many(c, kind, ids).await? {
        rows.entry((row.rel_id, row.currency_id)).or_default().push(row);
    }
    rows.into_iter()
        .map(|(key, rows)| Ok((key, pricing(currencies.currency(key.1)?, &rows))))
        .collect()
}

/// The number of an option's kind on the wire and in the database.
#[must_use]
pub const fn kind_number(kind: OptionKind) -> i64 {
    match kind {
        OptionKind::Dropdown => 1,
        OptionKind::Radio => 2,
        OptionKind::YesNo => 3,
        OptionKind::Quantity => 4,
    }
}

/// The kind of an option's number.
///
/// # Errors
/// Broken when it is none.
pub fn kind_of(number: i64) -> Result<OptionKind> {
    match number {
        1 => Ok(OptionKind::Dropdown),
        2 => Ok(OptionKind::Radio),
        3 => Ok(OptionKind::YesNo),
        4 => Ok(OptionKind::Quantity),
        _ => Err(Fault::broken(format!("no option has the kind {number}"))),
    }
}

fn option(row: &ProductOptionRow, choices: Vec<ConfigChoice>) -> Result<ConfigOption> {
    let bound = |number: i64| u32::try_from(number).map_err(Fault::broken);
    Ok(ConfigOption {
        id: row.id,
        name: shown_name(&row.name).to_owned(),
        kind: kind_of(row.r#type)?,
        choices,
        quantity_min: bound(row.qty_min)?,
        quantity_max: bound(row.qty_max)?,
    })
}

fn pricing(currency: Currency, rows: &[PriceRow]) -> Pricing {
    let money = |minor| Money::from_minor(minor, currency);
    let price = |row: &PriceRow| -> (Cycle, CyclePrice) {
        let (recurring, setup) = (money(row.price_minor), money(row.setup_minor));
        (row.cycle, CyclePrice { recurring, setup })
    };
    Pricing::new(currency, rows.iter().map(price))
}
