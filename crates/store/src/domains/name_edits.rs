//! Changing domain names, and finding those to compare with their registrars.

use model::ids::DomainId;

use super::names::DomainRow;
use crate::{Conn, Result, args};

/// Writes a locked row back; whose it is, its order and its transfer code are not touched.
///
/// # Errors
/// When there is no such domain; a constraint when the promotion does not exist.
pub async fn save(c: &mut Conn, row: &DomainRow) -> Result<()> {
    let sql = "update domains set type = $2, name = $3, registrar = $4, years = $5,
            anchor_on = $6, registered_on = $7, expires_on = $8, next_due_on = $9,
            first_payment_minor = $10, recurring_minor = $11, gateway = $12, status = $13,
            dns_management = $14, email_forwarding = $15, id_protection = $16,
            do_not_renew = $17, locked = $18, nameservers = $19, subscription_id = $20,
            promotion_id = $21, promotion_count = $22, notes = $23, synced_at = $24,
            updated_at = $25
        where id = $1";
    let values = args![
        row.id,
        row.r#type,
        &row.name,
        &row.registrar,
        row.years,
        row.anchor_on,
        row.registered_on,
        row.expires_on,
        row.next_due_on,
        row.first_payment_minor,
        row.recurring_minor,
        &row.gateway,
        row.status,
        row.dns_management,
        row.email_forwarding,
        row.id_protection,
        row.do_not_renew,
        row.locked,
        &row.nameservers,
        &row.subscription_id,
        row.promotion_id,
        row.promotion_count,
        &row.notes,
        row.synced_at,
        row.updated_at,
    ];
    c.exactly(1, sql, values).await
}

/// The additional fields of a domain, by name.
///
/// # Errors
/// When the database fails.
pub async fn fields(c: &mut Conn, id: DomainId) -> Result<Vec<(String, String)>> {
    let sql = "select name, value from domain_fields where domain_id = $1 order by name";
    c.all(sql, args![id]).await
}

/// Sets an additional field.
///
/// # Errors
/// A constraint when there is no such domain.
pub async fn set_field(c: &mut Conn, id: DomainId, name: &str, value: &str) -> Result<()> {
    let sql = "insert into domain_fields (domain_id, name, value) values ($1, $2, $3)
        on conflict (domain_id, name) do update set value = excluded.value";
    c.exactly(1, sql, args![id, name, value]).await
}

/// Names with a registrar whose last comparison is before an instant (Unix seconds), the longest
/// ago first: those that are ours, could be had back, or are on their way to us (B33).
///
/// # Errors
/// When the database fails.
pub async fn to_sync(c: &mut Conn, before: i64, limit: i64) -> Result<Vec<DomainId>> {
    let sql = "select id from domains
        where coalesce(synced_at, 0) < $1 and registrar <> '' and status in ('Active', 'Grace',
            'Redemption', 'Expired', 'Pending Registration', 'Pending Transfer')
        order by coalesce(synced_at, 0), id limit $2";
    c.column(sql, args![before, limit]).await
}
