//! Price lists: one row per thing, currency and cycle that is offered.

use model::dates::Cycle;
use model::ids::CurrencyId;

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// What has prices; the word is the column `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Priced {
    /// A product.
    Product,
    /// An addon on sale.
    Addon,
    /// A choice of a configurable option.
    Choice,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PriceRow {
    /// Of which product, addon or choice.
    pub rel_id: i64,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// For which cycle.
    pub cycle: Cycle,
    /// Each period, in minor units.
    pub price_minor: i64,
    /// Once, in minor units.
    pub setup_minor: i64,
}

impl Priced {
    const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Addon => "addon",
            Self::Choice => "choice",
        }
    }
}

/// Sets a price, whether there was one or not.
///
/// # Errors
/// A constraint when an amount is negative or the currency does not exist.
pub async fn set(c: &mut Conn, kind: Priced, row: &PriceRow) -> Result<()> {
    let sql = "insert into prices (kind, rel_id, currency_id, cycle, price_minor, setup_minor)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (kind, rel_id, currency_id, cycle)
        do update set price_minor = excluded.price_minor, setup_minor = excluded.setup_minor";
    let PriceRow { rel_id, currency_id, cycle, price_minor, setup_minor } = row;
    let values = args![kind.word(), *rel_id, *currency_id, *cycle, *price_minor, *setup_minor];
    c.exec(sql, values).await.map(drop)
}

/// Takes a cycle off the price list; whether it was on it.
///
/// # Errors
/// When the database fails.
pub async fn remove(
    c: &mut Conn,
    kind: Priced,
    rel_id: i64,
    currency: CurrencyId,
    cycle: Cycle,
) -> Result<bool> {
    let sql = "delete from prices
        where kind = $1 and rel_id = $2 and currency_id = $3 and cycle = $4";
    Ok(c.exec(sql, args![kind.word(), rel_id, currency, cycle]).await? == 1)
}

/// The prices of one thing in one currency.
///
/// # Errors
/// When the database fails.
pub async fn of(
    c: &mut Conn,
    kind: Priced,
    rel_id: i64,
    currency: CurrencyId,
) -> Result<Vec<PriceRow>> {
    let sql = "select rel_id, currency_id, cycle, price_minor, setup_minor from prices
        where kind = $1 and rel_id = $2 and currency_id = $3";
    c.all(sql, args![kind.word(), rel_id, currency]).await
}

/// The prices of some things in every currency, by thing and currency.
///
/// # Errors
/// When the database fails.
pub async fn of_many(c: &mut Conn, kind: Priced, rel_ids: &[i64]) -> Result<Vec<PriceRow>> {
    const HEAD: [&str; 3] = [
        "select rel_id, currency_id, cycle, price_minor, setup_minor from prices
            where kind = 'product' and rel_id in",
        "select rel_id, currency_id, cycle, price_minor, setup_minor from prices
            where kind = 'addon' and rel_id in",
        "select rel_id, currency_id, cycle, price_minor, setup_minor from prices
            where kind = 'choice' and rel_id in",
    ];
    let [product, addon, choice] = HEAD;
    let head = match kind {
        Priced::Product => product,
        Priced::Addon => addon,
        Priced::Choice => choice,
    };
    let (sql, values) = in_list(head, rel_ids, "order by rel_id, currency_id");
    c.all(&sql, &values).await
}

/// Every price of a kind in a currency.
///
/// # Errors
/// When the database fails.
pub async fn in_currency(
    c: &mut Conn,
    kind: Priced,
    currency: CurrencyId,
) -> Result<Vec<PriceRow>> {
    let sql = "select rel_id, currency_id, cycle, price_minor, setup_minor from prices
        where kind = $1 and currency_id = $2 order by rel_id, cycle";
    c.all(sql, args![kind.word(), currency]).await
}
