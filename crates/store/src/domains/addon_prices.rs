//! What DNS management, mail forwarding and a hidden owner cost with a name.

use model::domains::addon::DomainAddon;
use model::ids::CurrencyId;

use crate::{Conn, Result, Row, args};

/// A price of what can be booked with any name.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AddonPriceRow {
    /// Of what.
    pub addon: DomainAddon,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// A year; minor units.
    pub price_minor: i64,
}

/// Every price.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<AddonPriceRow>> {
    c.all("select * from domain_addon_prices order by currency_id, addon", args![]).await
}

/// Sets a price; nothing makes it free.
///
/// # Errors
/// A constraint when the amount is negative or there is no such currency.
pub async fn set(c: &mut Conn, row: &AddonPriceRow) -> Result<()> {
    let AddonPriceRow { addon, currency_id, price_minor } = row;
    if *price_minor == 0 {
        let sql = "delete from domain_addon_prices where addon = $1 and currency_id = $2";
        return c.exec(sql, args![*addon, *currency_id]).await.map(drop);
    }
    let sql = "insert into domain_addon_prices (addon, currency_id, price_minor)
        values ($1, $2, $3)
        on conflict (addon, currency_id) do update set price_minor = excluded.price_minor";
    c.exec(sql, args![*addon, *currency_id, *price_minor]).await.map(drop)
}
