//! Groups of products: the shelves of the storefront.

use model::ids::ProductGroupId;

use crate::{Conn, Result, Row, args};

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct GroupRow {
    /// Its number on the wire.
    pub id: ProductGroupId,
    /// The name shown.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// Shown above the products.
    pub headline: String,
    /// Shown below the headline.
    pub tagline: String,
    /// Order among the groups.
    pub position: i64,
    /// Not shown in the storefront.
    pub hidden: bool,
}

/// Adds a group; `row.id` is ignored.
///
/// # Errors
/// A duplicate when the slug is taken.
pub async fn insert(c: &mut Conn, row: &GroupRow) -> Result<ProductGroupId> {
    let sql = "insert into product_groups (name, slug, headline, tagline, position, hidden)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let values = args![&row.name, &row.slug, &row.headline, &row.tagline, row.position, row.hidden];
    c.scalar(sql, values).await
}

/// One group.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ProductGroupId) -> Result<Option<GroupRow>> {
    c.maybe("select * from product_groups where id = $1", args![id]).await
}

/// Every group, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<GroupRow>> {
    c.all("select * from product_groups order by position, id", args![]).await
}

/// Whether a slug is taken.
///
/// # Errors
/// When the database fails.
pub async fn has_slug(c: &mut Conn, slug: &str) -> Result<bool> {
    let sql = "select count(*) from product_groups where slug = $1";
    Ok(c.scalar::<i64>(sql, args![slug]).await? > 0)
}
