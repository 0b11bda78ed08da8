//! Figures about one client, each from an index that begins with the client.

use jiff::civil::Date;
use model::ids::ClientId;

use crate::{Conn, Result, Row, args};

/// Invoices of one status.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct InvoicesRow {
    /// The status.
    pub status: String,
    /// How many.
    pub number: i64,
    /// Sum of their totals, in minor units of the client's currency.
    pub total_minor: i64,
    /// What is still to be paid on them, in minor units.
    pub open_minor: i64,
    /// How many of them were due before today.
    pub overdue: i64,
    /// What is still to be paid on those, in minor units.
    pub overdue_minor: i64,
}

/// Money that moved, in minor units of the client's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct MoneyRow {
    /// Received.
    pub received: i64,
    /// Kept by gateways.
    pub fees: i64,
    /// Given back.
    pub returned: i64,
}

/// Services of one product type and status.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ServicesRow {
    /// The product's type.
    pub r#type: String,
    /// The service's status.
    pub status: String,
    /// How many.
    pub number: i64,
}

/// Things that are only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct CountsRow {
    /// Domain names.
    pub domains: i64,
    /// Of them active.
    pub domains_active: i64,
    /// Tickets.
    pub tickets: i64,
    /// Of them in a status that counts as active.
    pub tickets_active: i64,
    /// 1 when the client is an affiliate.
    pub affiliates: i64,
}

/// A client's invoices by status. Lines that pay other invoices count on those, and invoices that
/// are nothing else do not count.
///
/// # Errors
/// When the database fails.
pub async fn invoices(c: &mut Conn, client: ClientId, today: Date) -> Result<Vec<InvoicesRow>> {
    let sql = "select status, count(*) as number,
            cast(coalesce(sum(total), 0) as bigint) as total_minor,
            cast(coalesce(sum(owed), 0) as bigint) as open_minor,
            cast(sum(case when due_on < $2 then 1 else 0 end) as bigint) as overdue,
            cast(sum(case when due_on < $2 then owed else 0 end) as bigint) as overdue_minor
        from (select status, due_on, total_minor - collected as total,
                case when collected = 0 then left_minor when left_minor > collected
                    then left_minor - collected else 0 end as owed
            from (select i.status, i.due_on, i.total_minor,
                    i.total_minor - i.credit_minor - i.paid_minor as left_minor,
                    (select coalesce(sum(t.amount_minor), 0) from invoice_items t
                        where t.invoice_id = i.id and t.type = 'Invoice') as collected
                from invoices i where i.client_id = $1) as each_invoice
            where collected = 0 or collected < total_minor) as counted
        group by status";
    c.all(sql, args![client, today]).await
}

/// The money that moved between a client and the house.
///
/// # Errors
/// When the database fails.
pub async fn money(c: &mut Conn, client: ClientId) -> Result<MoneyRow> {
    let sql = "select cast(coalesce(sum(amount_in_minor), 0) as bigint) as received,
            cast(coalesce(sum(fees_minor), 0) as bigint) as fees,
            cast(coalesce(sum(amount_out_minor), 0) as bigint) as returned
        from transactions where client_id = $1";
    c.one(sql, args![client]).await
}

/// A client's services by type and status.
///
/// # Errors
/// When the database fails.
pub async fn services(c: &mut Conn, client: ClientId) -> Result<Vec<ServicesRow>> {
    let sql = "select p.type, s.status, count(*) as number
        from services s join products p on p.id = s.product_id
        where s.client_id = $1 group by p.type, s.status";
    c.all(sql, args![client]).await
}

/// What is only counted.
///
/// # Errors
/// When the database fails.
pub async fn counts(c: &mut Conn, client: ClientId) -> Result<CountsRow> {
    let sql = "select
        (select count(*) from domains where client_id = $1) as domains,
        (select count(*) from domains where client_id = $1 and status = 'Active')
            as domains_active,
        (select count(*) from tickets where client_id = $1) as tickets,
        (select count(*) from tickets t join ticket_statuses s on s.title = t.status
            where t.client_id = $1 and s.show_active = 1) as tickets_active,
        (select count(*) from affiliates where client_id = $1) as affiliates";
    c.one(sql, args![client]).await
}
