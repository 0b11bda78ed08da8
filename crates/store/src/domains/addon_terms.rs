//! What was agreed for an addon of a name that is ordered and not paid yet.

use model::domains::addon::DomainAddon;
use model::ids::DomainId;

use crate::{Conn, Result, args};

/// Notes what an addon costs a year, in minor units of the client's currency; what was agreed
/// before, for an order that was dropped, is forgotten.
///
/// # Errors
/// A constraint when there is no such name, or the price is negative.
pub async fn agree(
    c: &mut Conn,
    domain: DomainId,
    addon: DomainAddon,
    yearly_minor: i64,
) -> Result<()> {
    let sql = "insert into domain_addon_terms (domain_id, addon, yearly_minor)
        values ($1, $2, $3)
        on conflict (domain_id, addon) do update set yearly_minor = excluded.yearly_minor";
    c.exec(sql, args![domain, addon, yearly_minor]).await.map(drop)
}

/// What was agreed, once: who pays for it takes it. `None` when somebody did.
///
/// # Errors
/// When the database fails.
pub async fn take(c: &mut Conn, domain: DomainId, addon: DomainAddon) -> Result<Option<i64>> {
    let sql = "delete from domain_addon_terms where domain_id = $1 and addon = $2
        returning yearly_minor";
    c.maybe_scalar(sql, args![domain, addon]).await
}
