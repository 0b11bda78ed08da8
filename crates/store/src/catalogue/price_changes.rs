//! What a change of list prices meets: the services that are paid at them.

use jiff::civil::Date;
use model::dates::Cycle;
use model::ids::{ClientId, CurrencyId, ProductId, ServiceId};

use crate::{Conn, Result, Row, args};

/// A service that is paid at its list price.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PaidAtList {
    /// Which.
    pub id: ServiceId,
    /// Whose.
    pub client_id: ClientId,
    /// Its domain or host name; may be empty.
    pub domain: String,
    /// How many pieces it is.
    pub quantity: i64,
    /// When it is paid next.
    pub next_due_on: Option<Date>,
}

/// The services of a product that renew at exactly this price: whoever has one of their own, or
/// options on top, keeps it.
///
/// # Errors
/// When the database fails.
pub async fn at_list(
    c: &mut Conn,
    product: ProductId,
    currency: CurrencyId,
    cycle: Cycle,
    price_minor: i64,
) -> Result<Vec<PaidAtList>> {
    let sql = "select s.id, s.client_id, s.domain, s.quantity, s.next_due_on from services s
        join clients c on c.id = s.client_id
        where s.product_id = $1 and c.currency_id = $2 and s.cycle = $3
            and s.recurring_minor = $4 * s.quantity
            and s.status in ('Pending', 'Active', 'Suspended') order by s.id";
    c.all(sql, args![product, currency, cycle, price_minor]).await
}

/// Sets what a service renews at; whether it was still the old price.
///
/// # Errors
/// When the database fails.
pub async fn set_recurring(
    c: &mut Conn,
    id: ServiceId,
    old_minor: i64,
    new_minor: i64,
    at: i64,
) -> Result<bool> {
    let sql = "update services set recurring_minor = $3, updated_at = $4
        where id = $1 and recurring_minor = $2";
    Ok(c.exec(sql, args![id, old_minor, new_minor, at]).await? == 1)
}
