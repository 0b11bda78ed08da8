//! A product like another one.

use model::ids::ProductId;
use serde_json::json;
use store::catalogue::products::{self, ProductRow};

use super::{NewProduct, names};
use crate::{Act, Result, not_found};

/// Makes a product like another one, with its prices, fields, options and addons; hidden, for
/// nobody has looked at it yet. Without a name it is called a copy.
///
/// # Errors
/// Not found; invalid with a name that is empty or too long.
pub async fn copy(act: &mut Act, id: ProductId, name: Option<String>) -> Result<ProductId> {
    let row = products::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Product ID Not Found"))?;
    let name = name.unwrap_or_else(|| format!("{} (copy)", row.name));
    names::check("name", &name, "You must supply a name for the product")?;
    let name = name.trim().to_owned();
    let slug = names::free_product_slug(act, &NewProduct::new(row.group_id, &*name)).await?;
    let (hidden, created_at, updated_at) = (true, act.at(), act.at());
    let copy = ProductRow { name, slug, hidden, created_at, updated_at, ..row };
    let made = products::insert(&mut act.conn, &copy).await?;
    products::copy_belongings(&mut act.conn, id, made).await?;
    let text = format!("Created Product - '{}' - Product ID: {made}", copy.name);
    act.log(None, text).await?;
    act.event("ProductCreated", None, &json!({ "pid": made.0 })).await?;
    Ok(made)
}
