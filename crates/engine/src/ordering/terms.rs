//! The terms of service: that somebody agreed to them is kept in the activity log, which says who
//! it was, when and from where.

use model::ids::{ClientId, OrderId};

use crate::system::settings::{TERMS, TERMS_ASKED};
use crate::{Act, Result};

/// Notes that the terms were agreed to for a client, with an order or with the account alone.
/// Nothing where the house does not ask for that.
///
/// # Errors
/// When the database fails.
pub async fn agreed(act: &mut Act, client: ClientId, order: Option<OrderId>) -> Result<()> {
    if !act.settings.on(TERMS_ASKED) {
        return Ok(());
    }
    let about = order.map_or_else(String::new, |order| format!(" - Order ID: {order}"));
    let place = act.settings.text(TERMS).trim();
    let place = if place.is_empty() { String::new() } else { format!(" - {place}") };
    act.log(Some(client), format!("Terms of Service Agreed{about}{place}")).await
}
