//! What moving another system's invoices in needs to know of those that are here.

use jiff::civil::Date;
use model::billing::invoice::{InvoiceStatus, LineType};
use model::billing::renewal::ItemKind;
use model::dates::Cycle;
use model::ids::CurrencyId;

use crate::many::{among, in_list};
use crate::{Conn, Result, Row, Val, args};

/// Whose credit is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct HolderRow {
    /// The client.
    pub id: i64,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// The balance; minor units.
    pub credit_minor: i64,
}

/// Every client, in order.
///
/// # Errors
/// When the database fails.
pub async fn holders(c: &mut Conn) -> Result<Vec<HolderRow>> {
    c.all("select id, currency_id, credit_minor from clients order by id", args![]).await
}

/// Those of the numbers that are services, addons or domains.
///
/// # Errors
/// When the database fails.
pub async fn items_there(c: &mut Conn, kind: ItemKind, ids: &[i64]) -> Result<Vec<i64>> {
    let head = match kind {
        ItemKind::Service => "select id from services where id in",
        ItemKind::Addon => "select id from service_addons where id in",
        ItemKind::Domain => "select id from domains where id in",
    };
    let (sql, values) = in_list(head, ids, "");
    c.column(&sql, &values).await
}

/// Those of the invoice numbers that invoices have.
///
/// # Errors
/// When the database fails.
pub async fn numbers_taken(c: &mut Conn, numbers: &[String]) -> Result<Vec<String>> {
    let head = "select number from invoices where number <> '' and number in";
    let wanted = numbers.iter().map(Val::from);
    let (sql, values) = among(head, wanted, "", Vec::new());
    c.column(&sql, &values).await
}

/// The numbers of all invoices that have one, and the days on them.
///
/// # Errors
/// When the database fails.
pub async fn numbers(c: &mut Conn) -> Result<Vec<(String, Date)>> {
    let sql = "select number, issued_on from invoices where number <> '' order by id";
    c.all(sql, args![]).await
}

/// The gateways' ids among these that are there: the gateway, its id, and how often less one.
///
/// # Errors
/// When the database fails.
pub async fn references(c: &mut Conn, references: &[String]) -> Result<Vec<(String, String, i64)>> {
    let head = "select gateway, reference, max(ordinal) from transactions
        where reference <> '' and reference in";
    let wanted = references.iter().map(Val::from);
    let (sql, values) = among(head, wanted, "group by gateway, reference", Vec::new());
    c.all(&sql, &values).await
}

/// Those of the numbers that are transactions.
///
/// # Errors
/// When the database fails.
pub async fn transactions_there(c: &mut Conn, ids: &[i64]) -> Result<Vec<i64>> {
    let (sql, values) = in_list("select id from transactions where id in", ids, "");
    c.column(&sql, &values).await
}

/// A movement of a client's credit, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CreditMovementRow {
    /// Whose.
    pub client_id: i64,
    /// The invoice that it is for; 0 for none.
    pub invoice_id: i64,
    /// The number of that invoice.
    pub number: String,
    /// More credit is positive; minor units.
    pub minor: i64,
}

/// The movements of clients' credit in the journal, in order.
///
/// # Errors
/// When the database fails.
pub async fn credit_movements(c: &mut Conn, clients: &[i64]) -> Result<Vec<CreditMovementRow>> {
    let head = "select j.client_id, coalesce(j.invoice_id, 0) as invoice_id,
            coalesce(i.number, '') as number,
            case when j.credit = 'Client Credit' then j.amount_minor else -j.amount_minor end
                as minor
        from journal j left join invoices i on i.id = j.invoice_id
        where (j.credit = 'Client Credit' or j.debit = 'Client Credit') and j.client_id in";
    let (sql, values) = in_list(head, clients, "order by j.id");
    c.all(&sql, &values).await
}

/// What arrived from a client for no invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct UnaskedRow {
    /// The transaction.
    pub id: i64,
    /// Who paid.
    pub client_id: i64,
    /// Unix seconds.
    pub at: i64,
    /// How much; minor units.
    pub amount_in_minor: i64,
}

/// What arrived from clients for no invoice, in order.
///
/// # Errors
/// When the database fails.
pub async fn unasked(c: &mut Conn, clients: &[i64]) -> Result<Vec<UnaskedRow>> {
    let head = "select id, client_id, at, amount_in_minor from transactions
        where invoice_id is null and amount_in_minor > 0 and client_id in";
    let (sql, values) = in_list(head, clients, "order by id");
    c.all(&sql, &values).await
}

/// A line for an item whose period nobody told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct TimelessRow {
    /// The line.
    pub id: i64,
    /// What it is for.
    pub r#type: LineType,
    /// Which item.
    pub rel_id: i64,
    /// On which invoice.
    pub invoice_id: i64,
}

/// The lines for items that are not paid for and have no period, by item and in their order.
///
/// # Errors
/// When the database fails.
pub async fn timeless(c: &mut Conn) -> Result<Vec<TimelessRow>> {
    let sql = "select l.id, l.type, l.rel_id, l.invoice_id
        from invoice_items l join invoices i on i.id = l.invoice_id
        where i.status in ('Draft', 'Unpaid', 'Payment Pending', 'Collections')
            and l.type in ('Hosting', 'Addon', 'Domain', 'DomainRegister', 'DomainTransfer')
            and l.rel_id > 0 and l.period_from is null
        order by l.rel_id, l.invoice_id, l.id";
    c.all(sql, args![]).await
}

/// Says which period a line is for.
///
/// # Errors
/// When there is no such line.
pub async fn set_period(c: &mut Conn, line: i64, from: Date, to_exclusive: Date) -> Result<()> {
    let sql = "update invoice_items set period_from = $2, period_to = $3 where id = $1";
    c.exactly(1, sql, args![line, from, to_exclusive]).await
}

/// An item, as far as its periods are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct ItemRow {
    /// Which one.
    pub id: i64,
    /// First day of its first period.
    pub anchor_on: Date,
    /// First day not paid for.
    pub next_due_on: Option<Date>,
    /// How often; for a domain the years count.
    pub cycle: Cycle,
    /// Years of a domain's period; 0 for services and addons.
    pub years: i64,
}

/// Every item of a kind, in order.
///
/// # Errors
/// When the database fails.
pub async fn items(c: &mut Conn, kind: ItemKind) -> Result<Vec<ItemRow>> {
    let sql = match kind {
        ItemKind::Service => {
            "select id, anchor_on, next_due_on, cycle, 0 as years from services order by id"
        }
        ItemKind::Addon => {
            "select id, anchor_on, next_due_on, cycle, 0 as years from service_addons order by id"
        }
        ItemKind::Domain => {
            "select id, anchor_on, next_due_on, 'Annually' as cycle, years from domains
            order by id"
        }
    };
    c.all(sql, args![]).await
}

/// A period that an item was invoiced for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct InvoicedRow {
    /// Which item.
    pub rel_id: i64,
    /// First day.
    pub period_from: Date,
    /// The day after the last one.
    pub period_to: Date,
    /// By which invoice.
    pub invoice_id: i64,
    /// Its status.
    pub status: InvoiceStatus,
}

/// The periods that items of a kind were invoiced for by what was not cancelled, by item and in
/// their order.
///
/// # Errors
/// When the database fails.
pub async fn invoiced(c: &mut Conn, kind: ItemKind) -> Result<Vec<InvoicedRow>> {
    let types = match kind {
        ItemKind::Service => "('Hosting')",
        ItemKind::Addon => "('Addon')",
        ItemKind::Domain => "('Domain', 'DomainRegister', 'DomainTransfer')",
    };
    let sql = format!(
        "select l.rel_id, l.period_from, l.period_to, l.invoice_id, i.status
        from invoice_items l join invoices i on i.id = l.invoice_id
        where l.type in {types} and l.rel_id > 0 and l.period_from < l.period_to
            and i.status <> 'Cancelled'
        order by l.rel_id, l.period_from, l.invoice_id"
    );
    c.all(&sql, args![]).await
}

/// What invoices of a status and a currency are over.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TotalRow {
    /// Their status.
    pub status: InvoiceStatus,
    /// The code of their currency.
    pub code: String,
    /// How many.
    pub count: i64,
    /// Their totals together; minor units.
    pub minor: i64,
}

/// How many invoices there are, and what they are over.
///
/// # Errors
/// When the database fails.
pub async fn totals(c: &mut Conn) -> Result<Vec<TotalRow>> {
    let sql = "select i.status, c.code, count(*) as count,
            cast(sum(i.total_minor) as bigint) as minor
        from invoices i join currencies c on c.id = i.currency_id
        group by i.status, c.code order by c.code, i.status";
    c.all(sql, args![]).await
}

/// What the movements of clients' credit come to: the code of each currency, and minor units.
///
/// # Errors
/// When the database fails.
pub async fn credit_booked(c: &mut Conn) -> Result<Vec<(String, i64)>> {
    let sql = "select y.code, cast(sum(m.amount_minor) as bigint)
        from credits m join clients c on c.id = m.client_id
            join currencies y on y.id = c.currency_id
        group by y.code order by y.code";
    c.all(sql, args![]).await
}
