//! What names cost at their renewal, for changes of many at once.

use model::ids::{CurrencyId, DomainId};

use crate::{Conn, Result, Row, args};

/// A name that is renewed at its list price.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RenewalRow {
    /// Its number.
    pub id: DomainId,
    /// The name.
    pub name: String,
    /// For how many years it is renewed.
    pub years: i64,
    /// In minor units of the client's currency.
    pub recurring_minor: i64,
    /// The client's currency.
    pub currency_id: CurrencyId,
    /// Its DNS records are kept here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
}

/// Names behind a number whose renewal is ours to price: no free ones, no promotions, no prices of
/// a client group, none whose registry asks its own price.
///
/// # Errors
/// When the database fails.
pub async fn after(c: &mut Conn, id: i64, limit: i64) -> Result<Vec<RenewalRow>> {
    let sql = "select d.id, d.name, d.years, d.recurring_minor, c.currency_id,
            d.dns_management, d.email_forwarding, d.id_protection
        from domains d join clients c on c.id = d.client_id
        where d.id > $1 and d.status in ('Pending', 'Active', 'Grace', 'Redemption')
            and d.recurring_minor > 0 and d.promotion_id is null
            and not exists (select 1 from tld_prices p where p.group_id = c.group_id)
            and not exists (select 1 from premium_names n
                where n.domain_id = d.id and n.renew_minor is not null)
        order by d.id limit $2";
    c.all(sql, args![id, limit]).await
}

/// Sets what a renewal costs.
///
/// # Errors
/// When there is no such name.
pub async fn set(c: &mut Conn, id: DomainId, minor: i64) -> Result<()> {
    let sql = "update domains set recurring_minor = $2 where id = $1";
    c.exactly(1, sql, args![id, minor]).await
}
