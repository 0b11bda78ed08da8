//! The mails about an order: what was ordered, confirmed to the client and told to the staff.

use std::sync::Arc;

use model::ids::OrderId;
use model::money::Money;
use model::people::full_name;
use store::billing::payers;
use store::people::clients::ClientRow;

use crate::billing::issue::NewLine;
use crate::billing::issue::computed::listed;
use crate::billing::taxation;
use crate::system::mail::enqueue;
use crate::system::settings::TAX_ENABLED;
use crate::system::templates::{
    About, Concern, NEW_ORDER, ORDER_CONFIRMATION, tell_concerned, written,
};
use crate::{Act, Result, not_found};

/// An order, as its mails name it: its id and its ten digits.
pub(crate) type Named = (OrderId, i64);

/// Writes what was ordered, once the act is committed: to the staff who want to know, and to the
/// client where the order `confirms` it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell(
    act: &mut Act,
    client: &ClientRow,
    order: Named,
    lines: &[NewLine],
    confirms: bool,
) -> Result<()> {
    let mut more = fields(act, client, order, lines).await?;
    let (id, _) = order;
    if confirms {
        let about = About::client(client, more.clone());
        if let Some(mail) = written(act, ORDER_CONFIRMATION, &about).await? {
            enqueue(act, &mail, Some(format!("order.confirmation:{id}"))).await?;
        }
    }
    let name = full_name(&client.first_name, &client.last_name);
    more.extend([("client_id", client.id.to_string()), ("client_name", name)]);
    tell_concerned(act, NEW_ORDER, Concern::Account, &more, &format!("order.staff:{id}")).await
}

async fn fields(
    act: &mut Act,
    client: &ClientRow,
    (id, number): Named,
    lines: &[NewLine],
) -> Result<Vec<(&'static str, String)>> {
    let sums = sums(act, client, lines).await?;
    let currencies = act.currencies().await?;
    let listed = lines
        .iter()
        .map(|line| (act.settings.line_shown(&line.description, line.period), line.amount));
    let said = listed
        .chain(sums)
        .map(|(what, amount)| format!("{what}: {}", currencies.formatted(amount)));
    Ok(vec![
        ("order_id", id.to_string()),
        ("order_number", number.to_string()),
        ("order_details", said.collect::<Vec<_>>().join("\n")),
    ])
}

/// What it comes to, as its invoice will say it: with each tax that is asked for (B14).
async fn sums(
    act: &mut Act,
    client: &ClientRow,
    lines: &[NewLine],
) -> Result<Vec<(String, Money)>> {
    let currency = act.currencies().await?.currency(client.currency_id)?;
    let sum = Money::sum(lines.iter().map(|line| line.amount), currency)?;
    if lines.is_empty() || !act.settings.on(TAX_ENABLED) {
        return Ok(vec![("Sum".to_owned(), sum)]);
    }
    let payer = payers::by_id(&mut act.conn, client.id).await?;
    let payer = payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    let settings = Arc::clone(&act.settings);
    let taxation = taxation::of_payer(&mut act.conn, &settings, &payer, None).await?;
    let taxed = taxation.compute(&listed(lines, &taxation), currency)?;
    let (first, second) = &taxation.names;
    let named = |name: &String| if name.is_empty() { "Tax".to_owned() } else { name.clone() };
    let taxes = [(named(first), taxed.tax), (named(second), taxed.tax2)];
    let mut sums: Vec<_> = taxes.into_iter().filter(|(_, tax)| !tax.is_zero()).collect();
    if !sums.is_empty() {
        sums.insert(0, ("Sub Total".to_owned(), taxed.subtotal));
    }
    sums.push(("Sum".to_owned(), taxed.total()?));
    Ok(sums)
}
