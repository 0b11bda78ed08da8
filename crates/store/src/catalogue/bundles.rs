//! Products that cost less together.

use jiff::civil::Date;
use model::dates::Cycle;
use model::ids::{OrderId, ProductId};

use crate::{Conn, Result, Row, args};

/// A bundle.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BundleRow {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it is, for the shop.
    pub description: String,
    /// One period of all of it, in minor units of the default currency.
    pub price_minor: i64,
    /// The first day it is sold.
    pub starts_on: Option<Date>,
    /// The last day it is sold.
    pub ends_on: Option<Date>,
    /// Orders at most; 0 for no limit.
    pub max_uses: i64,
    /// Orders so far.
    pub uses: i64,
    /// Only staff sell it.
    pub hidden: bool,
    /// Smaller numbers stand first.
    pub position: i64,
}

/// A product of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BundleItemRow {
    /// Of which.
    pub bundle_id: i64,
    /// The product.
    pub product_id: ProductId,
    /// How often it is invoiced.
    pub cycle: Cycle,
}

/// Every bundle, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<BundleRow>> {
    c.all("select * from product_bundles order by position, id", args![]).await
}

/// What all bundles hold, in their order.
///
/// # Errors
/// When the database fails.
pub async fn items(c: &mut Conn) -> Result<Vec<BundleItemRow>> {
    let sql = "select bundle_id, product_id, cycle from product_bundle_items
        order by bundle_id, position";
    c.all(sql, args![]).await
}

/// Says what a bundle holds.
///
/// # Errors
/// A constraint when a product does not exist.
pub async fn set_items(c: &mut Conn, bundle: i64, items: &[(ProductId, Cycle)]) -> Result<()> {
    c.exec("delete from product_bundle_items where bundle_id = $1", args![bundle]).await?;
    for ((product, cycle), place) in items.iter().zip(0_i64..) {
        let sql = "insert into product_bundle_items (bundle_id, position, product_id, cycle)
            values ($1, $2, $3, $4)";
        c.exec(sql, args![bundle, place, *product, *cycle]).await?;
    }
    Ok(())
}

/// Counts the use of a bundle; `false` when it was used as often as it may be.
///
/// # Errors
/// When the order does not exist.
pub async fn count_use(c: &mut Conn, bundle: i64, order: OrderId) -> Result<bool> {
    let count = "update product_bundles set uses = uses + 1
        where id = $1 and (max_uses = 0 or uses < max_uses)";
    if c.exec(count, args![bundle]).await? == 0 {
        return Ok(false);
    }
    let remember = "insert into product_bundle_uses (bundle_id, order_id) values ($1, $2)";
    c.exec(remember, args![bundle, order]).await?;
    Ok(true)
}

/// Gives the uses of an order back.
///
/// # Errors
/// When the database fails.
pub async fn return_uses(c: &mut Conn, order: OrderId) -> Result<()> {
    let used = "delete from product_bundle_uses where order_id = $1 returning bundle_id";
    let bundles: Vec<i64> = c.column(used, args![order]).await?;
    for bundle in bundles {
        let sql = "update product_bundles set uses = uses - 1 where id = $1 and uses > 0";
        c.exec(sql, args![bundle]).await?;
    }
    Ok(())
}
