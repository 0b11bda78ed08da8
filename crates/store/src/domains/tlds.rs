//! The endings that are sold, and what they cost.

use model::ids::{ClientGroupId, CurrencyId, TldId};
use model::word::Word;

use crate::{Conn, Result, Row, args};

/// One ending.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TldRow {
    /// Its number.
    pub id: TldId,
    /// With the dot: `.com`.
    pub name: String,
    /// Order in price lists.
    pub position: i64,
    /// The registrar's module, or empty.
    pub registrar: String,
    /// DNS management is offered.
    pub dns_management: bool,
    /// Mail forwarding is offered.
    pub email_forwarding: bool,
    /// Hiding the owner is offered.
    pub id_protection: bool,
    /// A transfer needs a code.
    pub epp_code: bool,
    /// Days of grace after expiry.
    pub grace_days: i64,
    /// What grace costs, in minor units of the default currency.
    pub grace_fee_minor: i64,
    /// Days of redemption after grace.
    pub redemption_days: i64,
    /// What redemption costs, in minor units of the default currency.
    pub redemption_fee_minor: i64,
    /// A word beside it in price lists, such as `hot`.
    pub label: String,
}

/// A price of an ending.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TldPriceRow {
    /// Of which ending.
    pub tld_id: TldId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// For which group of clients; 0 for everybody.
    pub group_id: i64,
    /// For doing what.
    pub kind: TldPriceKind,
    /// For how many years.
    pub years: i64,
    /// The price, in minor units.
    pub price_minor: i64,
    /// What the registrar asks, in minor units of the same currency, if it is known.
    pub cost_minor: Option<i64>,
}

/// What a price of an ending is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TldPriceKind {
    /// Registering a name.
    Register,
    /// Taking a name over from another registrar.
    Transfer,
    /// Renewing a name.
    Renew,
}

impl Word for TldPriceKind {
    const ALL: &'static [Self] = &[Self::Register, Self::Transfer, Self::Renew];

    fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Transfer => "transfer",
            Self::Renew => "renew",
        }
    }
}

/// Adds an ending; `row.id` is ignored.
///
/// # Errors
/// A duplicate when it exists.
pub async fn insert(c: &mut Conn, row: &TldRow) -> Result<TldId> {
    let sql = "insert into tlds (name, position, registrar, dns_management, email_forwarding,
            id_protection, epp_code, grace_days, grace_fee_minor, redemption_days,
            redemption_fee_minor, label)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let values = args![
        &row.name,
        row.position,
        &row.registrar,
        row.dns_management,
        row.email_forwarding,
        row.id_protection,
        row.epp_code,
        row.grace_days,
        row.grace_fee_minor,
        row.redemption_days,
        row.redemption_fee_minor,
        &row.label,
    ];
    c.scalar(sql, values).await
}

/// Writes a row back; its name stays.
///
/// # Errors
/// When there is no such ending.
pub async fn save(c: &mut Conn, row: &TldRow) -> Result<()> {
    let sql = "update tlds set position = $2, registrar = $3, dns_management = $4,
            email_forwarding = $5, id_protection = $6, epp_code = $7, grace_days = $8,
            grace_fee_minor = $9, redemption_days = $10, redemption_fee_minor = $11, label = $12
        where id = $1";
    let values = args![
        row.id,
        row.position,
        &row.registrar,
        row.dns_management,
        row.email_forwarding,
        row.id_protection,
        row.epp_code,
        row.grace_days,
        row.grace_fee_minor,
        row.redemption_days,
        row.redemption_fee_minor,
        &row.label,
    ];
    c.exactly(1, sql, values).await
}

/// Makes room in the order of price lists: every ending from a place on moves down by one.
///
/// # Errors
/// When the database fails.
pub async fn move_down(c: &mut Conn, from: i64) -> Result<()> {
    let sql = "update tlds set position = position + 1 where position >= $1";
    c.exec(sql, args![from]).await.map(drop)
}

/// One ending by name, with the dot.
///
/// # Errors
/// When the database fails.
pub async fn by_name(c: &mut Conn, name: &str) -> Result<Option<TldRow>> {
    c.maybe("select * from tlds where name = $1", args![name]).await
}

/// Every ending, in the order of price lists.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<TldRow>> {
    c.all("select * from tlds order by position, id", args![]).await
}

/// Sets a price, whether there was one or not; a cost that is not told stays as it was.
///
/// # Errors
/// A constraint when the amount is negative or something does not exist.
pub async fn set_price(c: &mut Conn, row: &TldPriceRow) -> Result<()> {
    let sql = "insert into tld_prices (tld_id, currency_id, group_id, kind, years, price_minor,
            cost_minor)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tld_id, currency_id, group_id, kind, years)
        do update set price_minor = excluded.price_minor,
            cost_minor = coalesce(excluded.cost_minor, tld_prices.cost_minor)";
    let TldPriceRow { tld_id, currency_id, group_id, kind, years, price_minor, cost_minor } = row;
    let values = args![*tld_id, *currency_id, *group_id, *kind, *years, *price_minor, *cost_minor];
    c.exec(sql, values).await.map(drop)
}

/// Every price in a currency: those for everybody and those of a group.
///
/// # Errors
/// When the database fails.
pub async fn prices_in(
    c: &mut Conn,
    currency: CurrencyId,
    group: Option<ClientGroupId>,
) -> Result<Vec<TldPriceRow>> {
    let sql = "select * from tld_prices where currency_id = $1 and group_id in (0, $2)
        order by tld_id, group_id, kind, years";
    c.all(sql, args![currency, group.map_or(0, |id| id.0)]).await
}

/// What so many years cost a client of a group, in minor units; `None` when it is not offered.
///
/// A price of the group goes before the one for everybody.
///
/// # Errors
/// When the database fails.
pub async fn price(
    c: &mut Conn,
    tld: TldId,
    currency: CurrencyId,
    group: Option<ClientGroupId>,
    kind: TldPriceKind,
    years: i64,
) -> Result<Option<i64>> {
    let sql = "select price_minor from tld_prices
        where tld_id = $1 and currency_id = $2 and group_id in (0, $3) and kind = $4 and years = $5
        order by group_id desc limit 1";
    let group = group.map_or(0, |id| id.0);
    c.maybe_scalar(sql, args![tld, currency, group, kind, years]).await
}

/// Every price of an ending.
///
/// # Errors
/// When the database fails.
pub async fn prices_of(c: &mut Conn, tld: TldId) -> Result<Vec<TldPriceRow>> {
    let sql = "select * from tld_prices where tld_id = $1
        order by currency_id, group_id, kind, years";
    c.all(sql, args![tld]).await
}

/// Forgets what so many years cost a group of clients, or with 0 everybody.
///
/// # Errors
/// When the database fails.
pub async fn remove_price(
    c: &mut Conn,
    tld: TldId,
    currency: CurrencyId,
    group: i64,
    (kind, years): (TldPriceKind, i64),
) -> Result<()> {
    let sql = "delete from tld_prices
        where tld_id = $1 and currency_id = $2 and group_id = $3 and kind = $4 and years = $5";
    c.exec(sql, args![tld, currency, group, kind, years]).await.map(drop)
}

/// Forgets an ending and its prices.
///
/// # Errors
/// When there is no such ending.
pub async fn delete(c: &mut Conn, tld: TldId) -> Result<()> {
    c.exec("delete from tld_prices where tld_id = $1", args![tld]).await?;
    c.exactly(1, "delete from tlds where id = $1", args![tld]).await
}
