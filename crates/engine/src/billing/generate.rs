//! The run that makes the invoices which are due: for many clients in one act (B6–B11).
//! Overlapping, repeated and broken-off runs make each invoice once.

use std::collections::HashMap;

use futures::stream::{self, StreamExt as _};
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, InvoiceId};
use model::money::Money;
use store::Conn;
use store::billing::payers::PayerRow;
use store::billing::{billable_items, renewals as of_items};

use super::bill::{self, Bill};
use super::issue::Issued;
use super::issue::computed::Computed;
use super::mail::Letters;
use super::renewals::{self, Due, Selection};
use super::terms::Terms;
use super::{billables, issue, mail};
use crate::system::settings::{AUTO_APPLY_CREDIT, Settings};
use crate::{Act, Cx, Result};

/// Acts at a time: one decides while another one is written.
pub(crate) const ACTS_AT_A_TIME: usize = 2;

/// Clients whose invoices are made in one act. More of them would hold up others who write: on
/// SQLite all, on PostgreSQL those who need a number.
pub(crate) const CLIENTS_AN_ACT: usize = 256;

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

impl Made {
    fn of(bill: &Bill) -> Self {
        let row = &bill.row;
        let total = bill.money(row.total_minor);
        Self { id: row.id, client: row.client_id, total, due_on: row.due_on }
    }
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
    let chunks: Vec<Vec<ClientId>> =
        clients.chunks(CLIENTS_AN_ACT).map(<[ClientId]>::to_vec).collect();
    let work = stream::iter(chunks)
        .map(|clients| async move { in_acts(cx, action, &clients, wanted).await });
    let done: Vec<Vec<_>> = work.buffered(ACTS_AT_A_TIME).collect().await;
    Ok(done.into_iter().flatten().collect())
}

/// Makes the invoices of clients in one act, or in one for each when that fails: what is wrong
/// with one of them stops no other (B35).
async fn in_acts(
    cx: &Cx,
    action: &'static str,
    clients: &[ClientId],
    wanted: &Wanted,
) -> Vec<(ClientId, Result<Vec<Made>>)> {
    if let [first, _, ..] = clients
        && let Ok(made) = in_an_act(cx, action, clients, wanted).await
    {
        return vec![(*first, Ok(made))];
    }
    let mut done = Vec::new();
    for client in clients {
        done.push((*client, in_an_act(cx, action, &[*client], wanted).await));
    }
    done
}

async fn clients_wanted(cx: &Cx, wanted: &Wanted) -> Result<Vec<ClientId>> {
    let mut conn = cx.read().await?;
    if !wanted.items.is_all() {
        let items = &wanted.items;
        let found =
            of_items::owners(&mut conn, &items.services, &items.addons, &items.domains).await?;
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
    let mut clients = renewals::clients_due(c, settings, until).await?;
    clients.extend(billable_items::clients_due(c, today).await?);
    clients.sort();
    clients.dedup();
    Ok(clients)
}

async fn in_an_act(
    cx: &Cx,
    action: &'static str,
    clients: &[ClientId],
    wanted: &Wanted,
) -> Result<Vec<Made>> {
    let mut act = cx.act(action).await?;
    let made = for_clients(&mut act, clients, wanted).await?;
    if !made.is_empty() {
        act.commit().await?;
    }
    Ok(made)
}

/// What is to be invoiced for clients, before anything is written.
#[derive(Debug)]
pub(crate) struct Decided {
    due: Due,
    computed: Computed,
}

/// Makes the invoices of clients that are due, within the act.
///
/// # Errors
/// Not found when one of the clients does not exist.
pub(crate) async fn for_clients(
    act: &mut Act,
    clients: &[ClientId],
    wanted: &Wanted,
) -> Result<Vec<Made>> {
    let terms = Terms::of(act).await?;
    let decided = decide(&mut act.conn, &terms, clients, wanted).await?;
    write(act, decided, wanted.silent).await
}

/// Decides what is due for clients. Read in the act that writes it, or before, where nobody else
/// wrote anything meanwhile.
///
/// # Errors
/// Not found when one of the clients does not exist.
pub(crate) async fn decide(
    c: &mut Conn,
    terms: &Terms,
    clients: &[ClientId],
    wanted: &Wanted,
) -> Result<Decided> {
    // The locks make overlapping runs wait: the second one sees the periods of the first (B7).
    let payers = bill::lock_payers(c, clients).await?;
    let mut due = renewals::lines(c, terms, &payers, &wanted.items).await?;
    if wanted.items.is_all() {
        billables::join(c, terms, &payers, &mut due.groups).await?;
    }
    let payers: HashMap<ClientId, PayerRow> = payers.into_iter().map(|it| (it.id, it)).collect();
    let mut asked = Vec::new();
    for (key, lines) in std::mem::take(&mut due.groups) {
        let Some(payer) = payers.get(&key.client) else { continue };
        let new = issue::NewInvoice {
            client: key.client,
            lines,
            issued_on: None,
            due_on: key.due,
            gateway: key.payment_method,
            notes: String::new(),
            draft: false,
            apply_credit: !terms.settings.for_client(key.client).on(AUTO_APPLY_CREDIT),
            tax_rates: None,
        };
        asked.push((payer.clone(), new));
    }
    let computed = issue::computed::compute(c, terms, asked).await?;
    Ok(Decided { due, computed })
}

/// Writes what was decided, and mails the invoices that ask for money.
///
/// # Errors
/// Conflict when a period is invoiced already (B7).
pub(crate) async fn write(act: &mut Act, decided: Decided, silent: bool) -> Result<Vec<Made>> {
    decided.due.count_promotions(&mut act.conn).await?;
    let letters = if silent { None } else { Letters::read(act).await? };
    let one_by_one = !silent && letters.is_none();
    let Issued { bills, asked, mails } = issue::issue_all(act, decided.computed, letters).await?;
    act.gather();
    for (bill, new) in bills.iter().zip(&asked) {
        billables::count(act, bill.row.id, &new.lines).await?;
        if one_by_one && bill.row.status == InvoiceStatus::Unpaid {
            mail::about_made(act, &bill.row, &bill.payer).await?;
        }
    }
    for (mail, once) in mails {
        act.note_mail(mail, Some(once)).await?;
    }
    act.write_gathered().await?;
    Ok(bills.iter().map(Made::of).collect())
}
