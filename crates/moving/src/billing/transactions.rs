//! Movements of money at gateways: those of an invoice come with it, the others by themselves.

use std::collections::{BTreeSet, HashSet};

use model::money::Currency;
use protocol::{GetTransactions, GetTransactionsResponse, Transaction, Transactions};
use remote::RemoteError;
use store::billing::moved;
use store::system::imports::Put;

use super::booked::{Moved, of_nothing};
use super::ground::{Ground, References};
use super::invoice::{Place, journal, when};
use crate::amounts::{minor, rate};
use crate::entry::Entry;
use crate::error::{MovingError, Result};
use crate::moving::Moving;
use crate::reading::{Page, Pages, ask_all};

const KIND: &str = "transactions";
/// Transactions that are written at once: a WHMCS answers all of them in one page.
const PIECE: usize = 250;

/// A movement, in the minor units of its currency. What is below zero went the other way.
pub(super) fn moved_of(moving: &Moving<'_>, row: &Transaction, currency: Currency) -> Moved {
    let (arrived, gone) = (minor(&row.amountin, currency), minor(&row.amountout, currency));
    Moved {
        id: row.id.0,
        when: when(moving, moving.instant(row.date).unwrap_or_default()),
        money_in: arrived.max(0) - gone.min(0),
        money_out: gone.max(0) - arrived.min(0),
        fees: minor(&row.fees, currency),
    }
}

/// The rows of an invoice's transactions, in the order of their numbers. Of the `unasked` ones
/// nothing went back of the invoice.
pub(super) fn rows(
    moving: &Moving<'_>,
    ground: &mut Ground,
    place: &Place,
    told: &Transactions,
    unasked: &HashSet<i64>,
) -> Vec<Put> {
    let mut rows = Vec::new();
    let mut told: Vec<&Transaction> = told.transaction.iter().collect();
    told.sort_by_key(|row| row.id);
    let mut before = HashSet::new();
    for row in told {
        let refund_of = Some(row.refundid.0).filter(|id| before.contains(id));
        let ordinal = ground.ordinal(row);
        let put = put(moving, row, place, ordinal, refund_of);
        rows.push(put.set("withdraws", unasked.contains(&row.id.0)));
        rows.push(known(moving, row));
        before.insert(row.id.0);
    }
    rows
}

fn put(
    moving: &Moving<'_>,
    row: &Transaction,
    place: &Place,
    ordinal: i64,
    refund_of: Option<i64>,
) -> Put {
    let moved = moved_of(moving, row, place.currency);
    Put::into("transactions")
        .set("id", row.id.0)
        .set("client_id", place.client)
        .set("currency_id", place.currency_id)
        .set("gateway", row.gateway.0.clone())
        .set("at", moved.when.0)
        .set("description", moving.plain(&row.description))
        .set("amount_in_minor", moved.money_in)
        .set("fees_minor", moved.fees)
        .set("amount_out_minor", moved.money_out)
        .set("rate", rate(&row.rate))
        .set("reference", row.transid.0.clone())
        .set("ordinal", ordinal)
        .set("invoice_id", place.invoice)
        .set("refund_of", refund_of)
}

/// Notes that a transaction came with its invoice.
fn known(moving: &Moving<'_>, row: &Transaction) -> Put {
    Put::into("imported_rows")
        .set("kind", KIND)
        .set("external_id", row.id.0.to_string())
        .set("entity_id", row.id.0)
        .set("imported_at", moving.engine.now().as_second())
}

/// Brings in the transactions that are for no invoice, or for one that is not here. Those of
/// `with_invoices` came with theirs just now.
pub(super) async fn bring(moving: &mut Moving<'_>, with_invoices: &HashSet<i64>) -> Result<()> {
    let here = moving.brought(KIND).await?;
    let mut pages = Pages::of(KIND);
    loop {
        let rows = match pages.next(moving, call, answered).await {
            // A WHMCS answers all at once, however many there are.
            Err(MovingError::Source { source: RemoteError::TooLarge { .. }, .. }) => {
                return by_client(moving, &here, with_invoices).await;
            }
            rows => rows?,
        };
        let Some(rows) = rows else { return Ok(()) };
        page(moving, &here, rows, with_invoices).await?;
    }
}

fn call(start: u64, rows: u64) -> GetTransactions {
    GetTransactions { limitstart: Some(start), limitnum: Some(rows), ..Default::default() }
}

fn answered(answer: GetTransactionsResponse) -> Page<Transaction> {
    Page { rows: answer.transactions.0.transaction.0, of: answer.totalresults.0 }
}

/// Brings in the transactions of each client; those of nobody are left behind.
async fn by_client(
    moving: &mut Moving<'_>,
    here: &BTreeSet<i64>,
    with_invoices: &HashSet<i64>,
) -> Result<()> {
    let why = "there are too many for one answer: those of no client and no invoice stay there";
    moving.report.note(KIND, "all", why);
    for clients in moving.clients().chunks(50) {
        let call = |id: &i64| GetTransactions {
            clientid: u64::try_from(*id).ok(),
            ..GetTransactions::default()
        };
        let answers = ask_all(moving, clients.iter().map(call).collect()).await?;
        let rows = answers.into_iter().flat_map(|it| answered(it).rows).collect();
        page(moving, here, rows, with_invoices).await?;
    }
    Ok(())
}

/// Where a transaction without an invoice belongs.
fn place(moving: &Moving<'_>, row: &Transaction) -> Result<Place> {
    let currency_id = moving.currency_id(row.userid.0, row.currency.0)?;
    let currency = moving.currencies().currency(currency_id)?;
    Ok(Place { client: row.userid.0, currency_id, currency, invoice: None })
}

async fn page(
    moving: &mut Moving<'_>,
    here: &BTreeSet<i64>,
    rows: Vec<Transaction>,
    with_invoices: &HashSet<i64>,
) -> Result<()> {
    for rows in rows.chunks(PIECE) {
        piece(moving, here, rows, with_invoices).await?;
    }
    Ok(())
}

async fn piece(
    moving: &mut Moving<'_>,
    here: &BTreeSet<i64>,
    rows: &[Transaction],
    with_invoices: &HashSet<i64>,
) -> Result<()> {
    let (known, rows): (Vec<_>, Vec<_>) = rows.iter().partition(|row| here.contains(&row.id.0));
    let just_now = known.iter().filter(|row| with_invoices.contains(&row.id.0)).count();
    let tally = moving.report.of(KIND);
    tally.read += known.len() as u64;
    tally.brought += just_now as u64;
    tally.known += (known.len() - just_now) as u64;
    let mut conn = moving.engine.read().await?;
    let mut references = References::of(&mut conn, rows.iter().copied()).await?;
    let refunded: Vec<i64> = rows.iter().map(|row| row.refundid.0).collect();
    let mut there: HashSet<i64> =
        moved::transactions_there(&mut conn, &refunded).await?.into_iter().collect();
    drop(conn);
    let mut entries = Vec::new();
    for row in rows {
        let place = place(moving, row)?;
        if row.invoiceid.0 > 0 {
            let why = format!("its invoice {} is not here: it is for none", row.invoiceid);
            moving.report.note(KIND, row.id, why);
        }
        let refund_of = Some(row.refundid.0).filter(|id| there.contains(id));
        let moved = moved_of(moving, row, place.currency);
        let posted = of_nothing(&moved, place.currency).map_err(engine::Fault::broken)?;
        let transaction = put(moving, row, &place, references.next(row), refund_of);
        let rows = std::iter::once(transaction).chain(journal(&posted, &place));
        entries.push(Entry::bare(row.id.0).all(rows));
        there.insert(row.id.0);
    }
    moving.write(KIND, entries).await
}
