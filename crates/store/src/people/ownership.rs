//! Giving a service or a domain to another client: rows that say whose it is.

use model::ids::{ClientId, DomainId, ServiceId};

use crate::{Conn, Result, args};

/// What goes with a service ($1), to the client $2.
const OF_SERVICE: &[&str] = &[
    "update service_addons set client_id = $2 where service_id = $1",
    "update services set client_id = $2 where carries_addon_id in
        (select id from service_addons where service_id = $1)",
    "update cancellation_requests set client_id = $2 where service_id = $1",
    "update domain_resolutions set client_id = $2 where kind = 'service' and rel_id = $1",
];

/// Gives a service, its addons and what they deliver to a client.
///
/// # Errors
/// When there is no such service or client.
pub async fn give_service(c: &mut Conn, id: ServiceId, to: ClientId, at: i64) -> Result<()> {
    let sql = "update services set client_id = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, to, at]).await?;
    for step in OF_SERVICE {
        c.exec(step, args![id, to]).await?;
    }
    Ok(())
}

/// Gives a domain to a client.
///
/// # Errors
/// When there is no such domain or client.
pub async fn give_domain(c: &mut Conn, id: DomainId, to: ClientId, at: i64) -> Result<()> {
    let sql = "update domains set client_id = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, to, at]).await?;
    let sql = "update domain_resolutions set client_id = $2 where kind = 'domain' and rel_id = $1";
    c.exec(sql, args![id, to]).await.map(drop)
}

/// Whether an addon of a service is on an invoice that is not paid.
///
/// # Errors
/// When the database fails.
pub async fn addon_is_unpaid(c: &mut Conn, service: ServiceId) -> Result<bool> {
    let sql = "select count(*) from billed_periods p
            join invoices i on i.id = p.invoice_id
            join service_addons a on a.id = p.item_id
        where p.item = 'addon' and a.service_id = $1
            and i.status in ('Draft', 'Unpaid', 'Payment Pending', 'Collections')";
    Ok(c.scalar::<i64>(sql, args![service]).await? > 0)
}
