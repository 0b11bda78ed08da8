//! Lists of orders, one page at a time.

use model::ids::{ClientId, OrderId};

use super::orders::{OrderRow, SOME};
use crate::filter::Filter;
use crate::order::{Order, Sorted, Way};
use crate::system::kept_counts::{Kept, List, near};
use crate::{Conn, Result};

/// How far the payment of an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid<'a> {
    /// There is nothing to pay: it has no invoice.
    NoInvoice,
    /// Its invoice is in this status.
    Is(&'a str),
}

/// What a list of orders is limited to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// One order.
    pub id: Option<OrderId>,
    /// One order, by its number inside or outside.
    pub any_number: Option<i64>,
    /// Of one client.
    pub client: Option<ClientId>,
    /// Asked for by one user.
    pub requestor: Option<i64>,
    /// In one status.
    pub status: Option<&'a str>,
    /// Paid by this gateway.
    pub gateway: Option<&'a str>,
    /// How far its payment is.
    pub paid: Option<Paid<'a>>,
    /// Placed at this instant (Unix seconds) or later.
    pub from: Option<i64>,
    /// Placed before this instant (Unix seconds).
    pub before: Option<i64>,
    /// Placed from this address.
    pub ip: Option<&'a str>,
    /// In which order; by default the newest first.
    pub order: Option<Order<OrderBy>>,
}

impl<'a> Listed<'a> {
    fn filter(self, way: Way) -> Filter<'a> {
        let filter = Filter::new()
            .and_some("id = ?", self.id)
            .and_some("(id = ? or number = ?)", self.any_number)
            .and_some("client_id = ?", self.client)
            .and_some("requestor_user_id = ?", self.requestor)
            .and_some("gateway = ?", self.gateway)
            .and_some("at >= ?", self.from)
            .and_some("at < ?", self.before)
            .and_some("ip = ?", self.ip);
        let filter = match self.paid {
            Some(Paid::Is(status)) => filter.and(
                "exists (select 1 from invoices i where i.id = orders.invoice_id and i.status = ?)",
                status,
            ),
            Some(Paid::NoInvoice) => {
                filter.fixed("not exists (select 1 from invoices i where i.id = orders.invoice_id)")
            }
            None => filter,
        };
        let column = match way.within(self.client.is_some()) {
            Way::ByStatus => Column::Status,
            Way::InOrder => Column::Text,
        };
        match self.status {
            Some(status) => filter.and(under(status, column), status),
            None => filter,
        }
    }
}

/// What orders can be sorted by; equal ones by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    /// Number.
    Id,
    /// When it was placed.
    Date,
    /// What it is over, in minor units of whichever currency.
    Amount,
    /// Status.
    Status,
}

impl Sorted for OrderBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["id", "id desc"],
            Self::Date => ["at, id", "at desc, id desc"],
            Self::Amount => ["amount_minor, id", "amount_minor desc, id desc"],
            Self::Status => ["status, id", "status desc, id desc"],
        }
    }
}

/// One page of orders, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    of: Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<OrderRow>, i64)> {
    let one = of.id.is_some() || of.any_number.is_some();
    let of_one = of.client.is_some() || of.requestor.is_some();
    let paid = of.gateway.is_some() || of.paid.is_some();
    let within = of.from.is_some() || of.before.is_some() || of.ip.is_some();
    let all = !(one || of_one || paid || within);
    let counts = || match of.status {
        Some(status) => List::Orders.all().and(under(status, Column::Word), status),
        None => List::Orders.all(),
    };
    // Orders are counted by their day, not by their number: the counts lead to no page.
    let kept = all.then(|| Kept { counts: counts(), descending: true, range: None });
    let (filter, head) = (of.filter(Way::ByStatus), "select count(*) from orders");
    let (filter, total, offset) = near(c, filter, head, kept, (offset, limit)).await?;
    let sorted = of.order.is_some_and(|order| !matches!(order.by, OrderBy::Id | OrderBy::Status));
    let filter = match Way::of(total, sorted) {
        Way::ByStatus => filter,
        way => of.filter(way),
    };
    let order = of.order.map_or("id desc", Order::sql);
    let (sql, values) = filter.page(SOME, order, offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// Where the status of an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// In the order, found by its index.
    Status,
    /// In the order, found by none: `status || ''`.
    Text,
    /// In the kept counts.
    Word,
}

/// The condition of a list: what counts as pending, active or cancelled is told by the statuses of
/// the house (`order_statuses`); any other one is itself.
fn under(status: &str, column: Column) -> &'static str {
    macro_rules! flagged {
        ($column:literal, $flag:literal) => {
            concat!(
                "(",
                $column,
                " = ? or ",
                $column,
                " in (select title from order_statuses where ",
                $flag,
                " = 1))"
            )
        };
    }
    match (status, column) {
        ("Pending", Column::Status) => flagged!("status", "show_pending"),
        ("Pending", Column::Text) => flagged!("status || ''", "show_pending"),
        ("Pending", Column::Word) => flagged!("word", "show_pending"),
        ("Active", Column::Status) => flagged!("status", "show_active"),
        ("Active", Column::Text) => flagged!("status || ''", "show_active"),
        ("Active", Column::Word) => flagged!("word", "show_active"),
        ("Cancelled", Column::Status) => flagged!("status", "show_cancelled"),
        ("Cancelled", Column::Text) => flagged!("status || ''", "show_cancelled"),
        ("Cancelled", Column::Word) => flagged!("word", "show_cancelled"),
        (_, Column::Status) => "status = ?",
        (_, Column::Text) => "status || '' = ?",
        (_, Column::Word) => "word = ?",
    }
}
