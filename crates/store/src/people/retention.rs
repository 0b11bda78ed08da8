//! Clients who have been gone for long.

use jiff::civil::Date;
use model::ids::ClientId;

use crate::{Conn, Result, args};

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
    let sql = "select c.id from clients c
        where c.status in ('Inactive', 'Closed') and c.erased_at is null
            and c.signed_up_on < $1 and c.credit_minor = 0
            and coalesce(c.last_login_at, 0) < $2
            and (cast($3 as bigint) is null or c.id = $3)
            and not exists (select 1 from services s where s.client_id = c.id
                and (s.status in ('Pending', 'Active', 'Suspended') or s.updated_at >= $2))
            and not exists (select 1 from domains d where d.client_id = c.id
                and (d.status in ('Pending', 'Pending Registration', 'Pending Transfer', 'Active',
                    'Grace', 'Redemption') or d.updated_at >= $2))
            and not exists (select 1 from invoices i where i.client_id = c.id
                and (i.status in ('Draft', 'Unpaid', 'Payment Pending', 'Collections')
                    or i.issued_on >= $1))
            and not exists (select 1 from tickets t where t.client_id = c.id
                and t.last_reply_at >= $2)
        order by c.id";
    c.column(sql, args![day, at, client]).await
}
