//! The run that makes the invoices which are due: client by client, each in an act of its own
//! (B6–B11). Overlapping, repeated and broken-off runs make each invoice once.

use futures::stream::{self, StreamExt as _};
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, InvoiceId};
use model::money::Money;
use store::Conn;
use store::billing::{billable_items, invoices, renewals as due};

use super::renewals::{self, Selection};
use super::{bill, billables, issue, mail};
use crate::system::settings::{AUTO_APPLY_CREDIT, CONTINUOUS_INVOICING, Settings};
use crate::{Act, Cx, Result};

/// Clients worked on at a time: on SQLite their acts share commits.
const CLIENTS_AT_A_TIME: usize = 8;

/// What is to be invoiced.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// One client; `None` for all.
    pub client: Option<ClientId>,
    /// Certain items; all that are due when nothing is named.
    pub items: Selection,
    /// Sends no mails.
    pub silent: bool,
}

/// An invoice that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub id: InvoiceId,
    /// Whose.
    pub client: ClientId,
    /// Its total.
    pub total: Money,
    /// When it is due.
    pub due_on: Date,
}

/// Makes the invoices that are due; their ids in order.
///
/// # Errors
/// Not found when the client does not exist; broken when the database fails, in which case the
/// invoices of the clients before are kept.
pub async fn run(cx: &Cx, action: &'static str, wanted: &Wanted) -> Result<Vec<InvoiceId>> {
    let mut made = Vec::new();
    for (_, result) in each(cx, action, wanted).await? {
        made.extend(result?.iter().map(|made| made.id));
    }
    made.sort();
    Ok(made)
}

/// Makes the invoices that are due, and says what came of each client.
pub(crate) async fn each(
    cx: &Cx,
    action: &'static str,
    wanted: &Wanted,
) -> Result<Vec<(ClientId, Result<Vec<Made>>)>> {
    let clients = match wanted.client {
        Some(client) => vec![client],
        None => clients_wanted(cx, wanted).await?,
    };
    let work = stream::iter(clients)
        .map(|client| async move { (client, one_client(cx, action, client, wanted).await) });
    Ok(work.buffered(CLIENTS_AT_A_TIME).collect().await)
}

async fn clients_wanted(cx: &Cx, wanted: &Wanted) -> Result<Vec<ClientId>> {
    let mut conn = cx.read().await?;
    if !wanted.items.is_all() {
        let items = &wanted.items;
        let found = due::owners(&mut conn, &items.services, &items.addons, &items.domains).await?;
        return Ok(found);
    }
    let settings = cx.engine.settings().await?;
    clients_due(&mut conn, &settings, cx.engine.today().await?).await
}

/// The clients that have something due on a day (B6, B11).
///
/// # Errors
/// When the database fails.
pub(crate) async fn clients_due(
    c: &mut Conn,
    settings: &Settings,
    today: Date,
) -> Result<Vec<ClientId>> {
    let until = renewals::horizon(settings, today);
    let continuous = settings.on_for_any(CONTINUOUS_INVOICING);
    let mut clients = due::clients_due(c, until, continuous).await?;
    clients.extend(billable_items::clients_due(c, today).await?);
    clients.sort();
    clients.dedup();
    Ok(clients)
}

async fn one_client(
    cx: &Cx,
    action: &'static str,
    client: ClientId,
    wanted: &Wanted,
) -> Result<Vec<Made>> {
    let mut act = cx.act(action).await?;
    let made = for_client(&mut act, client, wanted).await?;
    // Told before the end: a dry run keeps none.
    let told = told(&mut act, &made).await?;
    if !made.is_empty() {
        act.commit().await?;
    }
    Ok(told)
}

/// What there is to say about invoices that were just made.
pub(crate) async fn told(act: &mut Act, made: &[InvoiceId]) -> Result<Vec<Made>> {
    let mut told = Vec::new();
    if made.is_empty() {
        return Ok(told);
    }
    let currencies = act.currencies().await?;
    for id in made {
        let Some(row) = invoices::by_id(&mut act.conn, *id).await? else { continue };
        let total = currencies.money(row.total_minor, row.currency_id)?;
        told.push(Made { id: *id, client: row.client_id, total, due_on: row.due_on });
    }
    Ok(told)
}

/// Makes the invoices of one client that are due, within the act.
///
/// # Errors
/// Not found when the client does not exist.
pub async fn for_client(
    act: &mut Act,
    client: ClientId,
    wanted: &Wanted,
) -> Result<Vec<InvoiceId>> {
    // The lock makes overlapping runs wait: the second one sees the periods of the first (B7).
    let payer = bill::lock_payer(act, client).await?;
    let mut made = Vec::new();
    let mut groups = renewals::lines(act, &payer, &wanted.items).await?;
    if wanted.items.is_all() {
        billables::join(act, &payer, &mut groups).await?;
    }
    for (key, lines) in groups {
        let new = issue::NewInvoice {
            client,
            lines: lines.clone(),
            issued_on: None,
            due_on: key.due,
            gateway: key.payment_method,
            notes: String::new(),
            draft: false,
            apply_credit: !act.settings.for_client(client).on(AUTO_APPLY_CREDIT),
            tax_rates: None,
        };
        let id = issue::issue(act, new).await?;
        billables::count(act, id, &lines).await?;
        announce(act, id, wanted.silent).await?;
        made.push(id);
    }
    Ok(made)
}

/// Mails an invoice that asks for money.
async fn announce(act: &mut Act, id: InvoiceId, silent: bool) -> Result<()> {
    let row = invoices::by_id(&mut act.conn, id).await?;
    match row.filter(|row| !silent && row.status == InvoiceStatus::Unpaid) {
        Some(row) => mail::about_row(act, mail::Occasion::Created, &row).await,
        None => Ok(()),
    }
}
