//! The mail that confirms an order.

use model::money::Money;
use store::people::clients;

use super::place::Placed;
use crate::billing::issue::NewLine;
use crate::system::currencies::Currencies;
use crate::system::mail::{NewMail, enqueue};
use crate::system::settings::{COMPANY_NAME, SYSTEM_URL};
use crate::{Act, Result};
use model::ids::ClientId;

/// Writes to the client what was ordered, once the act is committed.
///
/// # Errors
/// When the database fails.
pub(super) async fn confirm(
    act: &mut Act,
    client: ClientId,
    placed: &Placed,
    lines: &[NewLine],
) -> Result<()> {
    let Some(row) = clients::by_id(&mut act.conn, client).await? else { return Ok(()) };
    let currencies = Currencies::read(&mut act.conn).await?;
    let listed: String = lines
        .iter()
        .map(|line| format!("{}: {}\n", line.description, currencies.formatted(line.amount)))
        .collect();
    let currency = currencies.currency(row.currency_id)?;
    let sum = Money::sum(lines.iter().map(|line| line.amount), currency)?;
    let text = format!(
        "Dear {first} {last},\n\nthank you for your order.\n\nOrder number: {number}\n\n{listed}\
         Sum: {sum}\n\n{address}clientarea.php\n\n{company}\n",
        first = row.first_name,
        last = row.last_name,
        number = placed.number,
        sum = currencies.formatted(sum),
        address = act.settings.text(SYSTEM_URL),
        company = act.settings.text(COMPANY_NAME),
    );
    let mail = NewMail {
        to: row.email,
        to_name: format!("{} {}", row.first_name, row.last_name),
        subject: "Order Confirmation".to_owned(),
        text,
        client: Some(row.id.0),
        ..NewMail::default()
    };
    enqueue(act, &mail, Some(format!("order.confirmation:{}", placed.order))).await
}
