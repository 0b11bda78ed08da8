//! Names whose registries ask more for them than for others, with what was agreed.

use model::ids::DomainId;

use crate::{Conn, Result, Row, args};

/// What a year of a name costs us; what is absent costs what it does with any name.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PremiumRow {
    /// Which name.
    pub domain_id: DomainId,
    /// The code of the registry's currency.
    pub currency: String,
    /// Its registration, in minor units of that currency.
    pub register_minor: Option<i64>,
    /// Each renewal.
    pub renew_minor: Option<i64>,
    /// Its transfer.
    pub transfer_minor: Option<i64>,
    /// Its restoration from redemption.
    pub restore_minor: Option<i64>,
    /// When it was agreed, in Unix seconds.
    pub agreed_at: i64,
}

/// What was agreed for a name; `None` for one that costs what others do.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, domain: DomainId) -> Result<Option<PremiumRow>> {
    c.maybe("select * from premium_names where domain_id = $1", args![domain]).await
}

/// Notes what was agreed for a name, in the place of anything before.
///
/// # Errors
/// A constraint when there is no such name or an amount is below zero.
pub async fn agree(c: &mut Conn, row: &PremiumRow) -> Result<()> {
    let sql = "insert into premium_names
            (domain_id, currency, register_minor, renew_minor, transfer_minor, restore_minor,
             agreed_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (domain_id) do update set currency = excluded.currency,
            register_minor = excluded.register_minor, renew_minor = excluded.renew_minor,
            transfer_minor = excluded.transfer_minor,
            restore_minor = excluded.restore_minor, agreed_at = excluded.agreed_at";
    let values = args![
        row.domain_id,
        &row.currency,
        row.register_minor,
        row.renew_minor,
        row.transfer_minor,
        row.restore_minor,
        row.agreed_at,
    ];
    c.exactly(1, sql, values).await
}

/// Forgets what was agreed: the name costs what others do.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, domain: DomainId) -> Result<()> {
    c.exec("delete from premium_names where domain_id = $1", args![domain]).await.map(drop)
}
