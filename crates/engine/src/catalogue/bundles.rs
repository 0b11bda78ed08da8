//! Bundles: what they hold, when they are sold, and what their products cost alone.

use jiff::civil::Date;
use model::dates::Cycle;
use model::ids::ProductId;
use model::money::Money;
use store::Conn;
use store::catalogue::bundles::{self, BundleRow};
use store::catalogue::products;

use super::pricing::{self, In};
use crate::{Act, Result, invalid};

/// Products of a bundle at most.
const ITEMS_MAX: usize = 20;

/// Whether a bundle may be bought on a day.
#[must_use]
pub fn is_sold(row: &BundleRow, today: Date) -> bool {
    row.starts_on.is_none_or(|from| from <= today)
        && row.ends_on.is_none_or(|until| today <= until)
        && (row.max_uses == 0 || row.uses < row.max_uses)
}

/// Says what a bundle holds: each as `1:monthly`.
///
/// # Errors
/// Invalid, naming `items`, for what is no product with a cycle.
pub async fn set_items(act: &mut Act, bundle: i64, items: &[String]) -> Result<()> {
    let wrong = |said: String| invalid("items", said);
    let mut read = Vec::with_capacity(items.len());
    for item in items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()) {
        let parts = item.split_once(':').and_then(|(product, cycle)| {
            let product = product.trim().parse().ok().map(ProductId)?;
            Some((product, Cycle::from_key(cycle)?))
        });
        let (product, cycle) =
            parts.ok_or_else(|| wrong(format!("{item} is no product with a cycle: 1:monthly")))?;
        if products::by_id(&mut act.conn, product).await?.is_none() {
            return Err(wrong(format!("There is no product {product}")));
        }
        read.push((product, cycle));
    }
    if read.len() < 2 || read.len() > ITEMS_MAX {
        return Err(wrong(format!("A bundle holds 2 to {ITEMS_MAX} products")));
    }
    Ok(bundles::set_items(&mut act.conn, bundle, &read).await?)
}

/// What products cost alone with their setup fees; `None` when one has no price.
///
/// # Errors
/// When the database fails.
pub async fn separately(
    c: &mut Conn,
    items: &[(ProductId, Cycle)],
    within: In,
) -> Result<Option<Money>> {
    let mut sum = Money::zero(within.currency);
    for (product, cycle) in items {
        let prices = pricing::of_product(c, *product, within).await?;
        let Some(price) = prices.price(*cycle) else { return Ok(None) };
        sum = sum.add(price.recurring)?.add(price.setup)?;
    }
    Ok(Some(sum))
}
