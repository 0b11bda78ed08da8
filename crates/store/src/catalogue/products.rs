//! Products, and their stock.

use model::catalogue::product::{PayType, ProductType};
use model::hosting::service::AutoSetup;
use model::ids::{ProductGroupId, ProductId, ServerGroupId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// One product.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProductRow {
    /// Its number on the wire.
    pub id: ProductId,
    /// Its shelf.
    pub group_id: ProductGroupId,
    /// What kind of thing it is.
    pub r#type: ProductType,
    /// The name shown.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// One sentence.
    pub short_description: String,
    /// Text or HTML of the storefront.
    pub description: String,
    /// A few words.
    pub tagline: String,
    /// Free, once or recurring.
    pub pay_type: PayType,
    /// Provisioning module, or empty.
    pub module: String,
    /// The module's settings, as JSON.
    pub module_settings: String,
    /// The servers it is created on.
    pub server_group_id: Option<ServerGroupId>,
    /// When it is set up.
    pub auto_setup: AutoSetup,
    /// Only staff can order it.
    pub hidden: bool,
    /// Nobody can order it.
    pub retired: bool,
    /// Shown first.
    pub featured: bool,
    /// Whether `stock` counts.
    pub stock_control: bool,
    /// How many are left.
    pub stock: i64,
    /// 0 no quantities, 1 several services, 2 one service that scales.
    pub allow_quantity: i64,
    /// How many a client may have; 0 is any number.
    pub max_per_client: i64,
    /// Whether the order asks for a domain.
    pub show_domain_options: bool,
    /// Name of the mail sent when it is set up.
    pub welcome_email: String,
    /// Whether it is taxed.
    pub taxed: bool,
    /// Whether periods begin on a day of the month (B30).
    pub prorata: bool,
    /// That day.
    pub prorata_day: i64,
    /// Orders after this day of the month pay the next month too; 0 for never.
    pub prorata_charge_next_after: i64,
    /// After how many invoices it is completed; 0 for never.
    pub recurring_limit: i64,
    /// Terminated after so many days; 0 for never.
    pub terminate_after_days: i64,
    /// Ids of the products it may become, as CSV.
    pub upgrade_products: String,
    /// A colour for the storefront, as hexadecimal digits.
    pub colour: String,
    /// Our own domains under which a service of it can have a name, as CSV.
    pub subdomains: String,
    /// Ids of the products shown beside it, as CSV.
    pub recommendations: String,
    /// When a period may be renewed early: empty for any time, `off`, or `monthly=7,annually=30`.
    pub early_renewal: String,
    /// Order on the shelf.
    pub position: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Adds a product; `row.id` is ignored.
///
/// # Errors
/// A duplicate when the slug is taken in the group.
pub async fn insert(c: &mut Conn, row: &ProductRow) -> Result<ProductId> {
    let sql = "insert into products (group_id, type, name, slug, short_description, description,
            tagline, pay_type, module, module_settings, server_group_id, auto_setup, hidden,
            retired, featured, stock_control, stock, allow_quantity, max_per_client,
            show_domain_options, welcome_email, taxed, prorata, prorata_day,
            prorata_charge_next_after, recurring_limit, terminate_after_days, upgrade_products,
            colour, subdomains, recommendations, early_renewal, position, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
        returning id";
    let values = args![
        row.group_id,
        row.r#type,
        &row.name,
        &row.slug,
        &row.short_description,
        &row.description,
        &row.tagline,
        row.pay_type,
        &row.module,
        &row.module_settings,
        row.server_group_id,
        row.auto_setup,
        row.hidden,
        row.retired,
        row.featured,
        row.stock_control,
        row.stock,
        row.allow_quantity,
        row.max_per_client,
        row.show_domain_options,
        &row.welcome_email,
        row.taxed,
        row.prorata,
        row.prorata_day,
        row.prorata_charge_next_after,
        row.recurring_limit,
        row.terminate_after_days,
        &row.upgrade_products,
        &row.colour,
        &row.subdomains,
        &row.recommendations,
        &row.early_renewal,
        row.position,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// One product.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ProductId) -> Result<Option<ProductRow>> {
    c.maybe("select * from products where id = $1", args![id]).await
}

/// Some products, by id.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(c: &mut Conn, ids: &[ProductId]) -> Result<Vec<ProductRow>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (sql, values) = in_list("select * from products where id in", &ids, "order by id");
    c.all(&sql, &values).await
}

/// The products of a group or all, of a module (in any case) or all, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    group: Option<ProductGroupId>,
    module: Option<&str>,
) -> Result<Vec<ProductRow>> {
    let sql = "select p.* from products p join product_groups g on g.id = p.group_id
        where (cast($1 as bigint) is null or p.group_id = $1)
          and (cast($2 as text) is null or lower(p.module) = lower(cast($2 as text)))
        order by g.position, g.id, p.position, p.id";
    c.all(sql, args![group, module.map(str::to_owned)]).await
}

/// Whether a slug is taken in a group.
///
/// # Errors
/// When the database fails.
pub async fn has_slug(c: &mut Conn, group: ProductGroupId, slug: &str) -> Result<bool> {
    let sql = "select count(*) from products where group_id = $1 and slug = $2";
    Ok(c.scalar::<i64>(sql, args![group, slug]).await? > 0)
}

/// Takes so many off the stock; `false` when fewer are left (B32).
///
/// A product whose stock is not counted always has enough.
///
/// # Errors
/// When the database fails.
pub async fn take_stock(c: &mut Conn, id: ProductId, count: i64) -> Result<bool> {
    let sql = "update products set stock = case stock_control when 1 then stock - $2 else stock end
        where id = $1 and (stock_control = 0 or stock >= $2)";
    Ok(c.exec(sql, args![id, count]).await? == 1)
}

/// Gives so many back to the stock.
///
/// # Errors
/// When the database fails.
pub async fn return_stock(c: &mut Conn, id: ProductId, count: i64) -> Result<()> {
    let sql = "update products set stock = stock + $2 where id = $1 and stock_control = 1";
    c.exec(sql, args![id, count]).await.map(drop)
}

/// Sets what is left, and whether it counts.
///
/// # Errors
/// When there is no such product.
pub async fn set_stock(c: &mut Conn, id: ProductId, counted: bool, stock: i64) -> Result<()> {
    let sql = "update products set stock_control = $2, stock = $3 where id = $1";
    c.exactly(1, sql, args![id, counted, stock]).await
}

/// Gives a product what belongs to another one: prices, fields, options, and the addons offered
/// with it.
///
/// # Errors
/// When the database fails.
pub async fn copy_belongings(c: &mut Conn, from: ProductId, to: ProductId) -> Result<()> {
    for sql in [
        "insert into prices (kind, rel_id, currency_id, cycle, price_minor, setup_minor)
            select kind, cast($2 as bigint), currency_id, cycle, price_minor, setup_minor
            from prices where kind = 'product' and rel_id = $1",
        "insert into custom_fields (kind, rel_id, name, field_type, description, options, pattern,
                admin_only, required, show_order, show_invoice, position)
            select kind, cast($2 as bigint), name, field_type, description, options, pattern,
                admin_only, required, show_order, show_invoice, position
            from custom_fields where kind = 'product' and rel_id = $1 order by id",
        "insert into config_group_products (group_id, product_id)
            select group_id, cast($2 as bigint) from config_group_products where product_id = $1",
        "insert into product_addon_products (addon_id, product_id)
            select addon_id, cast($2 as bigint) from product_addon_products where product_id = $1",
    ] {
        c.exec(sql, args![from, to]).await?;
    }
    Ok(())
}
