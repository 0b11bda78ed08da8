//! "Generate Due Invoices": the clients that have something due (B6–B11).

use model::ids::ClientId;
use store::Conn;
use store::billing::invoices;

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::generate::{self, Wanted};
use crate::billing::renewals;
use crate::system::currencies::Currencies;
use crate::{Act, Result};

/// Clients; all their items that are due share the act.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    if let Some(client) = scope.client {
        return Ok(vec![Candidate::of(client)]);
    }
    let clients = generate::clients_due(c, &scope.settings, scope.today).await?;
    Ok(clients.into_iter().map(Candidate::of).collect())
}

/// Makes what is due for a client, and says what waits and why.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let client = ClientId(id);
    // Reading why things wait is for those who asked about one client.
    let waiting = match scope.client {
        Some(_) => renewals::waiting(act, client).await?,
        None => Vec::new(),
    };
    let made = generate::for_client(act, client, &Wanted::default()).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let mut items = Vec::new();
    for invoice in made {
        let Some(row) = invoices::by_id(&mut act.conn, invoice).await? else { continue };
        let total = currencies.money(row.total_minor, row.currency_id)?;
        let text = format!("Invoice due on {}", row.due_on);
        items.push(Item::new("invoice", scope.today, client, invoice, text).over(total));
    }
    for left in waiting {
        let text = format!("{} {}", left.kind, left.name);
        items.push(Item::new("invoice", scope.today, client, left.id, text).skipped(left.why));
    }
    Ok(items)
}
