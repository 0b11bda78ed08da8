//! A product like another one.

use model::ids::{ProductGroupId, ProductId};
use serde_json::json;
use store::catalogue::products;
use store::edits::Cell;
use store::edits::things::PRODUCT;

use super::{NewProduct, names};
use crate::system::edits;
use crate::{Act, Result};

/// Makes a product like another one, with its prices, fields, options and addons; hidden, for
/// nobody has looked at it yet. Without a name it is called a copy.
///
/// # Errors
/// Not found; invalid with a name that is empty or too long.
pub async fn copy(act: &mut Act, id: ProductId, name: Option<String>) -> Result<ProductId> {
    let row = edits::one(&mut act.conn, &PRODUCT, id.0).await?;
    let name = name.unwrap_or_else(|| format!("{} (copy)", row.text("name")));
    names::check("name", &name, "You must supply a name for the product")?;
    let name = name.trim().to_owned();
    let wanted = NewProduct::new(ProductGroupId(row.number("group_id")), name.as_str());
    let slug = names::free_product_slug(act, &wanted).await?;
    let mut values = row.values;
    for (column, cell) in &mut values {
        match *column {
            "name" => *cell = Cell::Text(name.clone()),
            "slug" => *cell = Cell::Text(slug.clone()),
            "hidden" => *cell = Cell::Int(1),
            _ => {}
        }
    }
    let made = ProductId(edits::add(act, &PRODUCT, values).await?);
    products::copy_belongings(&mut act.conn, id, made).await?;
    act.event("ProductCreated", None, &json!({ "pid": made.0 })).await?;
    Ok(made)
}
