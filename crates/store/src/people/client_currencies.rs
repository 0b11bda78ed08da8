//! In which currency clients are billed.

use model::ids::{ClientId, CurrencyId};

use crate::many::in_list;
use crate::{Conn, Result};

/// The currencies of some clients.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, ids: &[ClientId]) -> Result<Vec<(ClientId, CurrencyId)>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (sql, values) =
        in_list("select id, currency_id from clients where id in", &ids, "order by id");
    c.all(&sql, &values).await
}
