//! Things to be invoiced later (B11).

use jiff::civil::Date;
use model::billing::invoice::{BillableAction, BillableUnit, RecurUnit};
use model::ids::{BillableItemId, ClientId, InvoiceId};

use crate::filter::Filter;
use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BillableItemRow {
    /// Its number on the wire.
    pub id: BillableItemId,
    /// Whose.
    pub client_id: ClientId,
    /// The text of its line.
    pub description: String,
    /// What the quantity counts.
    pub unit: BillableUnit,
    /// How many, times 1000000.
    pub quantity: i64,
    /// For all of them; minor units.
    pub amount_minor: i64,
    /// When it joins an invoice.
    pub action: BillableAction,
    /// The day it is due, for the first time where it recurs.
    pub due_on: Option<Date>,
    /// Units between two times.
    pub recur_every: i64,
    /// Days, weeks, months or years.
    pub recur_unit: Option<RecurUnit>,
    /// How often in all; 0 for ever.
    pub recur_times: i64,
    /// How often it was invoiced.
    pub invoiced: i64,
    /// The day from which the daily run takes it.
    pub next_on: Option<Date>,
    /// The last invoice it is on.
    pub invoice_id: Option<InvoiceId>,
    /// Unix seconds.
    pub created_at: i64,
}

/// What one of a thing is as a quantity.
pub const ONE: i64 = 1_000_000;

impl BillableItemRow {
    /// So many of a thing, to be invoiced once.
    #[must_use]
    pub const fn once(
        client_id: ClientId,
        description: String,
        quantity: i64,
        amount_minor: i64,
        action: BillableAction,
    ) -> Self {
        Self {
            id: BillableItemId(0),
            client_id,
            description,
            unit: BillableUnit::Quantity,
            quantity,
            amount_minor,
            action,
            due_on: None,
            recur_every: 0,
            recur_unit: None,
            recur_times: 0,
            invoiced: 0,
            next_on: None,
            invoice_id: None,
            created_at: 0,
        }
    }
}

/// Adds a thing; `row.id` is ignored.
///
/// # Errors
/// When the client does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &BillableItemRow) -> Result<BillableItemId> {
    let sql = "insert into billable_items (client_id, description, unit, quantity, amount_minor,
            action, due_on, recur_every, recur_unit, recur_times, next_on, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let values = args![
        row.client_id,
        &row.description,
        row.unit,
        row.quantity,
        row.amount_minor,
        row.action,
        row.due_on,
        row.recur_every,
        row.recur_unit,
        row.recur_times,
        row.next_on,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// One thing.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: BillableItemId) -> Result<Option<BillableItemRow>> {
    c.maybe("select * from billable_items where id = $1", args![id]).await
}

/// The things of clients, each client's oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_clients(c: &mut Conn, clients: &[i64]) -> Result<Vec<BillableItemRow>> {
    let head = "select * from billable_items where client_id in";
    let (sql, values) = in_list(head, clients, "order by client_id, id");
    c.all(&sql, &values).await
}

/// Clients that have something for the daily run up to a day, in order.
///
/// # Errors
/// When the database fails.
pub async fn clients_due(c: &mut Conn, until: Date) -> Result<Vec<ClientId>> {
    let sql = "select distinct b.client_id from billable_items b
            join clients c on c.id = b.client_id and c.erased_at is null
        where b.next_on <= $1 order by b.client_id";
    c.column(sql, args![until]).await
}

/// Counts one more invoice, on the condition that it had so many before; `false` when it has more.
///
/// # Errors
/// When the database fails.
pub async fn count(
    c: &mut Conn,
    row: &BillableItemRow,
    next_on: Option<Date>,
    invoice: InvoiceId,
) -> Result<bool> {
    let sql = "update billable_items
        set invoiced = invoiced + 1, next_on = $3, invoice_id = $4
        where id = $1 and invoiced = $2";
    Ok(c.exec(sql, args![row.id, row.invoiced, next_on, invoice]).await? == 1)
}

/// A page of things, the newest first, and how many there are: of one client or all, those that
/// were invoiced or those that will be.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    client: Option<ClientId>,
    invoiced: Option<bool>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<BillableItemRow>, i64)> {
    let mut filter = Filter::new().and_some("client_id = ?", client);
    if let Some(invoiced) = invoiced {
        filter = filter.fixed(if invoiced {
            "invoiced > 0"
        } else {
            "action <> 'noinvoice' and (invoiced = 0
                or (action = 'recur' and (recur_times = 0 or invoiced < recur_times)))"
        });
    }
    let total = c.scalar(&filter.sql("select count(*) from billable_items"), filter.args()).await?;
    let (sql, values) = filter.page("select * from billable_items", "id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// Writes text, amount and day of a thing back, if it was not invoiced meanwhile.
///
/// # Errors
/// When it was, or there is no such thing.
pub async fn save(c: &mut Conn, row: &BillableItemRow) -> Result<()> {
    let sql = "update billable_items
        set description = $3, amount_minor = $4, due_on = $5, next_on = $6
        where id = $1 and invoiced = $2";
    let values =
        args![row.id, row.invoiced, &row.description, row.amount_minor, row.due_on, row.next_on,];
    c.exactly(1, sql, values).await
}

/// Takes the things of a client off all invoices to come.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(c: &mut Conn, client: ClientId) -> Result<()> {
    let sql = "update billable_items set action = 'noinvoice', next_on = null
        where client_id = $1 and action <> 'noinvoice'";
    c.exec(sql, args![client]).await.map(drop)
}

/// Deletes a thing that was never invoiced; one that was is not invoiced again.
///
/// # Errors
/// When it was invoiced meanwhile, or there is no such thing.
pub async fn end(c: &mut Conn, row: &BillableItemRow) -> Result<()> {
    let sql = if row.invoiced == 0 {
        "delete from billable_items where id = $1 and invoiced = $2"
    } else {
        "update billable_items set action = 'noinvoice', next_on = null
            where id = $1 and invoiced = $2"
    };
    c.exactly(1, sql, args![row.id, row.invoiced]).await
}
