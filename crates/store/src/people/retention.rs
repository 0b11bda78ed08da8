//! Clients who have been gone for long.

use jiff::civil::Date;
use model::ids::ClientId;

use crate::filter::Filter;
use crate::{Conn, Result};

/// Clients that are inactive or closed, have nothing that runs, waits or is owed, no credit, and
/// did nothing since a day (as an instant too).
///
/// # Errors
/// When the database fails.
pub async fn gone_since(
    c: &mut Conn,
    day: Date,
    at: i64,
    client: Option<ClientId>,
) -> Result<Vec<ClientId>> {
    let filter = Filter::new()
        .fixed("c.status in ('Inactive', 'Closed')")
        .fixed("c.erased_at is null and c.credit_minor = 0")
        .and("c.signed_up_on < ?", day)
        .and("coalesce(c.last_login_at, 0) < ?", at)
        .and(
            "not exists (select 1 from services s where s.client_id = c.id
                and (s.status in ('Pending', 'Active', 'Suspended') or s.updated_at >= ?))",
            at,
        )
        .and(
            "not exists (select 1 from domains d where d.client_id = c.id
                and (d.status in ('Pending', 'Pending Registration', 'Pending Transfer', 'Active',
                    'Grace', 'Redemption') or d.updated_at >= ?))",
            at,
        )
        .and(
            "not exists (select 1 from invoices i where i.client_id = c.id
                and (i.status in ('Draft', 'Unpaid', 'Payment Pending', 'Collections')
                    or i.issued_on >= ?))",
            day,
        )
        .and(
            "not exists (select 1 from tickets t where t.client_id = c.id
                and t.last_reply_at >= ?)",
            at,
        )
        .and_some("c.id = ?", client);
    let sql = filter.sql("select c.id from clients c");
    c.column(&format!("{sql} order by c.id"), filter.args()).await
}
