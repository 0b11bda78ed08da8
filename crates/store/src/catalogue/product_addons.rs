//! Addons on sale, and the products they go with.

use model::catalogue::product::PayType;
use model::hosting::service::AutoSetup;
use model::ids::{ProductAddonId, ProductId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// One addon on sale.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProductAddonRow {
    /// Its number on the wire.
    pub id: ProductAddonId,
    /// The name shown.
    pub name: String,
    /// Text of the storefront.
    pub description: String,
    /// Free, once or recurring.
    pub pay_type: PayType,
    /// Provisioning module, or empty.
    pub module: String,
    /// When it is set up.
    pub auto_setup: AutoSetup,
    /// Whether it is taxed.
    pub taxed: bool,
    /// Whether several may be ordered.
    pub allow_quantity: bool,
    /// Only staff can order it.
    pub hidden: bool,
    /// Nobody can order it.
    pub retired: bool,
    /// Offered while ordering a product.
    pub show_on_order: bool,
    /// Order among the addons.
    pub position: i64,
}

/// Adds an addon; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, row: &ProductAddonRow) -> Result<ProductAddonId> {
    let sql = "insert into product_addons (name, description, pay_type, module, auto_setup, taxed,
            allow_quantity, hidden, retired, show_on_order, position)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
    let values = args![
        &row.name,
        &row.description,
        row.pay_type,
        &row.module,
        row.auto_setup,
        row.taxed,
        row.allow_quantity,
        row.hidden,
        row.retired,
        row.show_on_order,
        row.position,
    ];
    c.scalar(sql, values).await
}

/// The product that an addon delivers as a service of its own; `None` for one that is only billed.
///
/// # Errors
/// When the database fails.
pub async fn delivers(c: &mut Conn, addon: ProductAddonId) -> Result<Option<ProductId>> {
    let sql = "select delivers_id from product_addons where id = $1 and delivers_id is not null";
    c.maybe_scalar(sql, args![addon]).await
}

/// Lets an addon be ordered with a product; again is no error.
///
/// # Errors
/// When one of them does not exist.
pub async fn offer_with(c: &mut Conn, addon: ProductAddonId, product: ProductId) -> Result<()> {
    let sql = "insert into product_addon_products (addon_id, product_id) values ($1, $2)
        on conflict (addon_id, product_id) do nothing";
    c.exec(sql, args![addon, product]).await.map(drop)
}

/// Whether an addon may be ordered with a product.
///
/// # Errors
/// When the database fails.
pub async fn is_offered_with(
    c: &mut Conn,
    addon: ProductAddonId,
    product: ProductId,
) -> Result<bool> {
    let sql = "select count(*) from product_addon_products
        where addon_id = $1 and product_id = $2";
    Ok(c.scalar::<i64>(sql, args![addon, product]).await? > 0)
}

/// One addon on sale.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ProductAddonId) -> Result<Option<ProductAddonRow>> {
    c.maybe("select * from product_addons where id = $1", args![id]).await
}

/// Some addons, by id.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(c: &mut Conn, ids: &[ProductAddonId]) -> Result<Vec<ProductAddonRow>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (sql, values) = in_list("select * from product_addons where id in", &ids, "order by id");
    c.all(&sql, &values).await
}

/// Every addon on sale, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<ProductAddonRow>> {
    c.all("select * from product_addons order by position, id", args![]).await
}

/// The addons that go with a product, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn of_product(c: &mut Conn, product: ProductId) -> Result<Vec<ProductAddonRow>> {
    let sql = "select a.* from product_addons a
        join product_addon_products p on p.addon_id = a.id
        where p.product_id = $1 order by a.position, a.id";
    c.all(sql, args![product]).await
}
