//! "Generate Due Invoices": the clients that have something due (B6–B11).

use jiff::civil::Date;
use model::ids::{ClientId, InvoiceId};
use store::Conn;

use super::run::{Candidate, Scope};
use super::{Item, Outcome};
use crate::billing::generate::{self, Decided, Made, Wanted};
use crate::billing::renewals::{self, Selection};
use crate::billing::terms::Terms;
use crate::jobs::sentence;
use crate::{Act, Cx, Result};

/// The name of the task.
pub(super) const TASK: &str = "CreateInvoices";

/// Clients; all their items that are due share an act.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    if let Some(client) = scope.client {
        return Ok(vec![Candidate::of(client, client)]);
    }
    let clients = generate::clients_due(c, &scope.settings, scope.today).await?;
    Ok(clients.into_iter().map(|client| Candidate::of(client, client)).collect())
}

/// The clients of whom the task leaves something alone that is due by a day: what a forecast of
/// them says besides what is made.
pub(super) async fn left_alone_of(
    c: &mut Conn,
    scope: &Scope,
    until: Date,
) -> Result<Vec<ClientId>> {
    let left = renewals::waiting(c, &scope.settings, until, None, &Selection::default()).await?;
    Ok(left.into_iter().filter_map(|left| left.client).collect())
}

/// Makes what is due for a client, and says what waits and why if it was asked about.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let waiting = match scope.client {
        Some(_) => {
            let client = Some(ClientId(id));
            left_alone(&mut act.conn, scope, client, &Selection::default()).await?
        }
        None => Vec::new(),
    };
    let made = generate::for_clients(act, &[ClientId(id)], &Wanted::default()).await?;
    let mut items: Vec<Item> = made.iter().map(|made| told(made, scope.today)).collect();
    items.extend(waiting);
    Ok(items)
}

/// Decides what is due for clients.
pub(super) async fn decide(c: &mut Conn, terms: Terms, ids: &[i64]) -> Result<Decided> {
    let clients: Vec<ClientId> = ids.iter().map(|id| ClientId(*id)).collect();
    generate::decide(c, &terms, &clients, &Wanted::default()).await
}

/// Makes what was decided.
pub(super) async fn write(act: &mut Act, decided: Decided, scope: &Scope) -> Result<Vec<Item>> {
    let made = generate::write(act, decided, false).await?;
    Ok(made.iter().map(|made| told(made, scope.today)).collect())
}

/// What "Generate Due Invoices" by hand came to.
#[derive(Debug, Default)]
pub struct Generated {
    /// The invoices, in order.
    pub made: Vec<InvoiceId>,
    /// The same item by item, with what was left alone and why.
    pub outcome: Outcome,
}

/// "Generate Due Invoices" by hand: all that is due, or of one client, or certain items, which
/// are invoiced although it is not their day. What fails for one client stops no other (B35).
///
/// # Errors
/// When the database fails before anything is begun.
pub async fn generate_invoices(
    cx: &Cx,
    action: &'static str,
    wanted: &Wanted,
) -> Result<Generated> {
    let scope = Scope::read(&cx.engine, None).await?;
    // Before the run: what it invoices would then wait for its payment.
    let mut c = cx.engine.read().await?;
    let waiting = left_alone(&mut c, &scope, wanted.client, &wanted.items).await?;
    drop(c);
    let mut generated = Generated::default();
    let mut made = Vec::new();
    for (client, result) in generate::each(cx, action, wanted).await? {
        match result {
            Ok(some) => made.extend(some),
            Err(fault) => generated.outcome.failed(client.0, &sentence(&fault)),
        }
    }
    made.sort_by_key(|made| made.id);
    generated.made = made.iter().map(|made| made.id).collect();
    let items = made.iter().map(|made| told(made, scope.today)).collect();
    generated.outcome.add(TASK, items);
    generated.outcome.add(TASK, waiting);
    Ok(generated)
}

fn told(made: &Made, today: Date) -> Item {
    let text = format!("Invoice due on {}", made.due_on);
    Item::new("invoice", today, made.client, made.id, text).over(made.total)
}

async fn left_alone(
    c: &mut Conn,
    scope: &Scope,
    client: Option<ClientId>,
    wanted: &Selection,
) -> Result<Vec<Item>> {
    let left = renewals::waiting(c, &scope.settings, scope.today, client, wanted).await?;
    let item = |left: renewals::Waiting| {
        let text = format!("{} {}", left.kind, left.name);
        let client = left.client.unwrap_or(ClientId(0));
        let item = Item::new("invoice", scope.today, client, left.id, text.trim());
        Item { client: left.client, ..item }.skipped(left.why)
    };
    Ok(left.into_iter().map(item).collect())
}
