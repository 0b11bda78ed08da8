//! Promotion codes, and who used them: never more often than they may be (B11).

use jiff::civil::Date;
use model::ids::{ClientId, OrderId, PromotionId};
use model::ordering::promotion::PromotionType;

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// One promotion.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PromotionRow {
    /// Its number on the wire.
    pub id: PromotionId,
    /// What people type.
    pub code: String,
    /// The code in lower case.
    pub code_folded: String,
    /// What it does.
    pub r#type: PromotionType,
    /// Ten-thousandths of a percent, or minor units of the default currency.
    pub value: i64,
    /// Whether it holds for renewals.
    pub recurring: bool,
    /// For how many renewals; 0 for ever.
    pub recur_for: i64,
    /// CSV of `p1` product, `a2` addon, `d.com` ending; empty for everything.
    pub applies_to: String,
    /// CSV of the same keys, one of which must be ordered with it; empty for none.
    pub requires: String,
    /// Whether an active service counts for `requires`.
    pub requires_existing: bool,
    /// CSV of cycles; empty for all.
    pub cycles: String,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day.
    pub expires_on: Option<Date>,
    /// How often it may be used; 0 for any number.
    pub max_uses: i64,
    /// How often it was used.
    pub uses: i64,
    /// Survives an upgrade of the service.
    pub lifetime_promo: bool,
    /// Takes off one item of an order only.
    pub apply_once: bool,
    /// Only for a client's first order.
    pub new_signups: bool,
    /// Only for clients with an active service.
    pub existing_clients: bool,
    /// Only once for each client.
    pub once_per_client: bool,
    /// Also for upgrades.
    pub upgrades: bool,
    /// Notes of the staff.
    pub notes: String,
}

/// Adds a promotion; `row.id` and `row.code_folded` are ignored.
///
/// # Errors
/// A duplicate when the code exists in any case.
pub async fn insert(c: &mut Conn, row: &PromotionRow) -> Result<PromotionId> {
    let sql = "insert into promotions (code, code_folded, type, value, recurring, recur_for,
            applies_to, requires, requires_existing, cycles, starts_on, expires_on, max_uses, uses,
            lifetime_promo, apply_once, new_signups, existing_clients, once_per_client, upgrades,
            notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21)
        returning id";
    let values = args![
        &row.code,
        fold(&row.code),
        row.r#type,
        row.value,
        row.recurring,
        row.recur_for,
        &row.applies_to,
        &row.requires,
        row.requires_existing,
        &row.cycles,
        row.starts_on,
        row.expires_on,
        row.max_uses,
        row.uses,
        row.lifetime_promo,
        row.apply_once,
        row.new_signups,
        row.existing_clients,
        row.once_per_client,
        row.upgrades,
        &row.notes,
    ];
    c.scalar(sql, values).await
}

/// One promotion.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: PromotionId) -> Result<Option<PromotionRow>> {
    c.maybe("select * from promotions where id = $1", args![id]).await
}

/// Some promotions, by id.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(c: &mut Conn, ids: &[PromotionId]) -> Result<Vec<PromotionRow>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (sql, values) = in_list("select * from promotions where id in", &ids, "order by id");
    c.all(&sql, &values).await
}

/// The promotion of a code in any case.
///
/// # Errors
/// When the database fails.
pub async fn by_code(c: &mut Conn, code: &str) -> Result<Option<PromotionRow>> {
    c.maybe("select * from promotions where code_folded = $1", args![fold(code)]).await
}

/// Every promotion, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<PromotionRow>> {
    c.all("select * from promotions order by id", args![]).await
}

/// Whether a client has used a promotion.
///
/// # Errors
/// When the database fails.
pub async fn used_by(c: &mut Conn, id: PromotionId, client: ClientId) -> Result<bool> {
    let sql = "select count(*) from promotion_uses where promotion_id = $1 and client_id = $2";
    Ok(c.scalar::<i64>(sql, args![id, client]).await? > 0)
}

/// Counts a use; `false` when it was used as often as it may be, all in all or by this client.
///
/// # Errors
/// When the order does not exist.
pub async fn count_use(
    c: &mut Conn,
    id: PromotionId,
    client: ClientId,
    order: OrderId,
    once_per_client: bool,
) -> Result<bool> {
    let count = "update promotions set uses = uses + 1
        where id = $1 and (max_uses = 0 or uses < max_uses)";
    if c.exec(count, args![id]).await? == 0 {
        return Ok(false);
    }
    let slot = if once_per_client { 0 } else { order.0 };
    let remember = "insert into promotion_uses (promotion_id, client_id, order_id, slot)
        values ($1, $2, $3, $4) on conflict (promotion_id, client_id, slot) do nothing";
    Ok(c.exec(remember, args![id, client, order, slot]).await? == 1)
}

/// Gives the use of an order back.
///
/// # Errors
/// When the database fails.
pub async fn return_use(c: &mut Conn, order: OrderId) -> Result<()> {
    let used = "delete from promotion_uses where order_id = $1 returning promotion_id";
    let promotions: Vec<PromotionId> = c.column(used, args![order]).await?;
    for id in promotions {
        let sql = "update promotions set uses = uses - 1 where id = $1 and uses > 0";
        c.exec(sql, args![id]).await?;
    }
    Ok(())
}

fn fold(code: &str) -> String {
    code.trim().to_lowercase()
}
