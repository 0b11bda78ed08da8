//! Services as far as suspending and ending them is concerned (B26).

use jiff::civil::Date;
use model::dates::Cycle;
use model::hosting::service::{CancellationType, ServiceStatus};
use model::ids::{CancellationId, ClientId, ProductId, ServiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// A service with everything that decides about its end.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DebtorRow {
    /// Which.
    pub id: ServiceId,
    /// Whose.
    pub client_id: ClientId,
    /// Of which product.
    pub product_id: ProductId,
    /// What was bought.
    pub product: String,
    /// The domain or host name; may be empty.
    pub domain: String,
    /// Its status.
    pub status: ServiceStatus,
    /// How often it is paid.
    pub cycle: Cycle,
    /// First day of its first period.
    pub anchor_on: Date,
    /// First day not paid for.
    pub next_due_on: Option<Date>,
    /// It is not suspended.
    pub override_auto_suspend: bool,
    /// The last day on which that holds.
    pub override_suspend_until: Option<Date>,
    /// It is not terminated by itself.
    pub override_auto_terminate: bool,
    /// Days after the start on which its product ends; 0 for never.
    pub terminate_after_days: i64,
    /// Its product is invoiced a number of times only, and all of them are paid.
    pub complete: bool,
    /// The client is exempt.
    pub client_exempt: bool,
    /// The client's group is exempt.
    pub group_exempt: bool,
    /// A wish to end it.
    pub cancellation: Option<CancellationType>,
    /// That wish's number.
    pub cancellation_id: Option<CancellationId>,
    /// A payment for it is under way.
    pub payment_pending: bool,
    /// The day after the last one that is invoiced and paid.
    pub paid_to: Option<Date>,
}

/// Which services are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those whose due date has come.
    Overdue,
    /// Those that the client wants to end.
    Unwanted,
    /// Those of products with a fixed term.
    FixedTerm,
    /// Those of products that are invoiced a number of times only.
    Limited,
}

const DEBTOR: &str =
    "select s.id, s.client_id, s.product_id, p.name as product, s.domain, s.status, s.cycle,
    s.anchor_on, s.next_due_on, s.override_auto_suspend, s.override_suspend_until,
    s.override_auto_terminate, p.terminate_after_days,
    case when p.recurring_limit > 0 and p.recurring_limit <= (select count(*)
            from billed_periods b where b.item = 'service' and b.item_id = s.id
                and b.period_to <= s.next_due_on)
        then 1 else 0 end as complete,
    c.suspend_terminate_exempt as client_exempt,
    coalesce(g.suspend_terminate_exempt, 0) as group_exempt, q.type as cancellation,
    q.id as cancellation_id,
    case when exists (select 1 from billed_periods b join invoices i on i.id = b.invoice_id
        where b.item = 'service' and b.item_id = s.id and i.status = 'Payment Pending')
        then 1 else 0 end as payment_pending,
    (select max(b.period_to) from billed_periods b join invoices i on i.id = b.invoice_id
        where b.item = 'service' and b.item_id = s.id and i.status = 'Paid') as paid_to
    from services s join products p on p.id = s.product_id join clients c on c.id = s.client_id
        left join client_groups g on g.id = c.group_id
        left join cancellation_requests q on q.service_id = s.id and q.closed_at is null ";

/// Running services that may have to end or be suspended, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn running(
    c: &mut Conn,
    which: Which,
    today: Date,
    client: Option<ClientId>,
) -> Result<Vec<DebtorRow>> {
    let filter = Filter::new().fixed("s.status in ('Active', 'Suspended')");
    let filter = match which {
        Which::Overdue => filter.and("s.next_due_on <= ?", today),
        Which::Unwanted => filter.fixed("q.id is not null"),
        Which::FixedTerm => {
            filter.fixed("p.terminate_after_days > 0").and("s.anchor_on <= ?", today)
        }
        Which::Limited => filter.fixed("p.recurring_limit > 0").and("s.next_due_on <= ?", today),
    };
    let filter = filter.and_some("s.client_id = ?", client);
    c.all(&format!("{} order by s.id", filter.sql(DEBTOR)), filter.args()).await
}

/// One service.
///
/// # Errors
/// When the database fails.
pub async fn one(c: &mut Conn, id: ServiceId) -> Result<Option<DebtorRow>> {
    c.maybe(&format!("{DEBTOR} where s.id = $1"), args![id]).await
}

/// How many services run: the base of the brake (B27).
///
/// # Errors
/// When the database fails.
pub async fn running_count(c: &mut Conn) -> Result<i64> {
    let sql = "select count(*) from services where status in ('Active', 'Suspended')";
    c.scalar(sql, args![]).await
}
