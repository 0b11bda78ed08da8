//! The mail that confirms an order.

use model::money::Money;
use model::people::full_name;
use store::people::clients::ClientRow;

use super::place::Placed;
use crate::billing::issue::NewLine;
use crate::system::mail::enqueue;
use crate::system::templates::{
    About, Concern, NEW_ORDER, ORDER_CONFIRMATION, tell_concerned, written,
};
use crate::{Act, Result};

/// Writes to the client what was ordered, once the act is committed.
///
/// # Errors
/// When the database fails.
pub(super) async fn confirm(
    act: &mut Act,
    client: &ClientRow,
    placed: &Placed,
    lines: &[NewLine],
) -> Result<()> {
    let more = fields(act, client, placed, lines).await?;
    let about = About::client(client, more);
    let Some(mail) = written(act, ORDER_CONFIRMATION, &about).await? else { return Ok(()) };
    enqueue(act, &mail, Some(format!("order.confirmation:{}", placed.order))).await
}

/// Tells the staff who want to know what was ordered.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell_staff(
    act: &mut Act,
    client: &ClientRow,
    placed: &Placed,
    lines: &[NewLine],
) -> Result<()> {
    let mut more = fields(act, client, placed, lines).await?;
    let name = full_name(&client.first_name, &client.last_name);
    more.extend([("client_id", client.id.to_string()), ("client_name", name)]);
    let key = format!("order.staff:{}", placed.order);
    tell_concerned(act, NEW_ORDER, Concern::Account, &more, &key).await
}

async fn fields(
    act: &mut Act,
    client: &ClientRow,
    placed: &Placed,
    lines: &[NewLine],
) -> Result<Vec<(&'static str, String)>> {
    let currencies = act.currencies().await?;
    let listed = lines.iter().map(|line| {
        let text = act.settings.line_shown(&line.description, line.period);
        format!("{text}: {}\n", currencies.formatted(line.amount))
    });
    let listed: String = listed.collect();
    let currency = currencies.currency(client.currency_id)?;
    let sum = Money::sum(lines.iter().map(|line| line.amount), currency)?;
    Ok(vec![
        ("order_id", placed.order.to_string()),
        ("order_number", placed.number.to_string()),
        ("order_details", format!("{listed}Sum: {}", currencies.formatted(sum))),
    ])
}
