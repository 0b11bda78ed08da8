//! Whether a client's status is what its products say.

use model::ids::ClientId;

use crate::filter::Filter;
use crate::{Conn, Result};

/// Clients that are active without anything that runs or waits, or inactive although something
/// runs; those that are to be left alone are not among them.
///
/// # Errors
/// When the database fails.
pub async fn with_wrong_status(c: &mut Conn, client: Option<ClientId>) -> Result<Vec<ClientId>> {
    let filter = Filter::new()
        .fixed("c.erased_at is null")
        .fixed("c.override_auto_close = 0")
        .fixed("c.status <> 'Closed'")
        .and_some("c.id = ?", client);
    let head = "select c.id, c.status,
            case when exists (select 1 from services s where s.client_id = c.id
                    and s.status in ('Active', 'Suspended', 'Pending'))
                or exists (select 1 from service_addons a where a.client_id = c.id
                    and a.status in ('Active', 'Suspended', 'Pending'))
                or exists (select 1 from domains d where d.client_id = c.id and d.status in
                    ('Active', 'Grace', 'Redemption', 'Pending', 'Pending Registration',
                        'Pending Transfer'))
                then 1 else 0 end as runs
        from clients c";
    let sql = format!(
        "select id from ({}) found
        where (status = 'Active' and runs = 0) or (status = 'Inactive' and runs = 1)
        order by id",
        filter.sql(head)
    );
    c.column(&sql, filter.args()).await
}
