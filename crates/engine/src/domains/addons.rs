//! What DNS management, mail forwarding and a hidden owner cost beside a name: so much a year, the
//! same for every ending, and nothing where there is no price.

mod buy;
mod offer;
mod paid;

use model::domains::addon::{Booked, DomainAddon};
use model::ids::CurrencyId;
use model::money::Money;
use model::word::Word as _;
use serde_json::json;
use store::Conn;
use store::domains::addon_prices::{self, AddonPriceRow};

use crate::system::currencies::Currencies;
use crate::{Act, Result, invalid, not_found};

pub use buy::{Bought, buy};
pub(crate) use buy::{paid, work};
pub use offer::{Offer, Price, Stand, offers};
pub use paid::{PaidPart, PaidTimes};

/// The prices of a year, in every currency.
pub struct Prices(Vec<AddonPriceRow>);

impl Prices {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(c: &mut Conn) -> Result<Self> {
        Ok(Self(addon_prices::all(c).await?))
    }

    /// What one costs a year, in minor units; 0 when it is free.
    #[must_use]
    pub fn yearly(&self, currency: CurrencyId, addon: DomainAddon) -> i64 {
        let row = self.0.iter().find(|row| (row.currency_id, row.addon) == (currency, addon));
        row.map_or(0, |row| row.price_minor)
    }

    /// What each of the booked costs in so many years, in minor units.
    pub fn of_years(
        &self,
        currency: CurrencyId,
        booked: Booked,
        years: i64,
    ) -> impl Iterator<Item = (DomainAddon, i64)> {
        booked.each().map(move |addon| (addon, self.yearly(currency, addon) * years))
    }

    /// What all the booked cost in so many years, in minor units.
    #[must_use]
    pub fn sum(&self, currency: CurrencyId, booked: Booked, years: i64) -> i64 {
        self.of_years(currency, booked, years).map(|(_, minor)| minor).sum()
    }
}

/// [`Prices::of_years`], where anything is booked.
///
/// # Errors
/// When the database fails.
pub async fn of_years(
    c: &mut Conn,
    currency: CurrencyId,
    booked: Booked,
    years: i64,
) -> Result<Vec<(DomainAddon, i64)>> {
    if booked == Booked::default() {
        return Ok(Vec::new());
    }
    Ok(Prices::read(c).await?.of_years(currency, booked, years).collect())
}

/// [`Prices::sum`], where anything is booked.
///
/// # Errors
/// When the database fails.
pub async fn sum(c: &mut Conn, currency: CurrencyId, booked: Booked, years: i64) -> Result<i64> {
    Ok(of_years(c, currency, booked, years).await?.iter().map(|(_, minor)| minor).sum())
}

/// Sets what some cost a year in a currency; gives how many prices are others now. What names that
/// are booked already renew for stays: it was agreed.
///
/// # Errors
/// Not found for a currency that there is not; invalid for an amount that is none or negative.
pub async fn set(
    act: &mut Act,
    currency: CurrencyId,
    amounts: &[(DomainAddon, String)],
) -> Result<usize> {
    let currencies = Currencies::read(&mut act.conn).await?;
    if currencies.row(currency).is_none() {
        return Err(not_found("Currency ID Not Found"));
    }
    let money = currencies.currency(currency)?;
    let before = Prices::read(&mut act.conn).await?;
    let mut changes = Vec::new();
    for (addon, text) in amounts {
        let field = addon.word();
        let amount = Money::parse(text, &money)
            .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))?;
        if amount.is_negative() {
            return Err(invalid(field, "A price cannot be negative"));
        }
        let old = before.yearly(currency, *addon);
        if old != amount.minor {
            let row =
                AddonPriceRow { addon: *addon, currency_id: currency, price_minor: amount.minor };
            addon_prices::set(&mut act.conn, &row).await?;
            changes.push((field, json!(old), json!(amount.minor)));
        }
    }
    if !changes.is_empty() {
        act.changed("domain_addon_prices", currency, &changes).await?;
        act.log(None, format!("Domain Addon Pricing Updated: {}", money.code())).await?;
    }
    Ok(changes.len())
}
