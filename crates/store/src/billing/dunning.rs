//! Invoices and pay methods that the automation looks at every day (B12, B22, B24, B25, B28).

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::billing::renewal::ItemKind;
use model::ids::{ClientId, CurrencyId, InvoiceId, PayMethodId, ServiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// An invoice that waits for money.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OpenInvoice {
    /// Which.
    pub id: InvoiceId,
    /// Whose.
    pub client_id: ClientId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Its status.
    pub status: InvoiceStatus,
    /// The day on it.
    pub issued_on: Date,
    /// The day it is due.
    pub due_on: Date,
    /// How it is to be paid.
    pub gateway: String,
    /// Minor units left to pay.
    pub balance_minor: i64,
    /// Minor units that came in some way.
    pub received_minor: i64,
    /// Unix seconds of the last attempt to charge it.
    pub last_capture_at: Option<i64>,
    /// The client wants no automatic charges.
    pub no_charges: bool,
    /// The client pays no late fees.
    pub no_late_fees: bool,
    /// The client gets no overdue notices.
    pub no_notices: bool,
    /// Late fees it had.
    pub late_fees: i64,
    /// Whether it is itself one about a late fee.
    pub is_late_fee: bool,
    /// Whether it has lines and each is another invoice: those are charged, reminded of and fined
    /// by themselves, so for the one that collects them all of it would happen twice.
    pub only_collects: bool,
    /// The latest notice about it, in days before (negative) or after the day it is due.
    pub last_notice: Option<i64>,
    /// Gateway of the pay method that would be charged; empty for none.
    pub pay_gateway: String,
    /// Whether an item that lives and is renewed is on it.
    pub renews: bool,
}

const OPEN: &str = "select i.id, i.client_id, i.currency_id, i.status, i.issued_on, i.due_on,
    i.gateway, i.total_minor - i.credit_minor - i.paid_minor as balance_minor,
    i.credit_minor + i.paid_minor as received_minor, i.last_capture_at,
    c.disable_auto_cc as no_charges, c.late_fee_exempt as no_late_fees,
    c.overdue_notice_exempt as no_notices,
    (select count(*) from invoice_items l where l.type = 'LateFee' and l.rel_id = i.id)
        as late_fees,
    case when exists (select 1 from invoice_items l where l.invoice_id = i.id
        and l.type = 'LateFee' and l.rel_id <> i.id) then 1 else 0 end as is_late_fee,
    case when exists (select 1 from invoice_items l where l.invoice_id = i.id
            and l.type = 'Invoice')
        and not exists (select 1 from invoice_items l where l.invoice_id = i.id
            and l.type <> 'Invoice') then 1 else 0 end as only_collects,
    (select max(n.day_offset) from notices n where n.kind = 'invoice' and n.rel_id = i.id
        and n.on_date = i.due_on) as last_notice,
    coalesce((select m.gateway from pay_methods m where m.client_id = i.client_id
        and m.deleted_at is null and m.token <> ''
        order by case when m.id = i.pay_method_id then 0 else 1 end, m.position, m.id
        limit 1), '') as pay_gateway,
    case when exists (select 1 from billed_periods b where b.invoice_id = i.id and (
        (b.item = 'service' and exists (select 1 from services s
            where s.id = b.item_id and s.status in ('Active', 'Suspended')))
        or (b.item = 'addon' and exists (select 1 from service_addons a
            where a.id = b.item_id and a.status in ('Active', 'Suspended')))
        or (b.item = 'domain' and exists (select 1 from domains d
            where d.id = b.item_id and d.status in ('Active', 'Grace', 'Redemption')))
        )) then 1 else 0 end as renews
    from invoices i join clients c on c.id = i.client_id ";

/// Unpaid invoices due up to a day, of one client or all, in the order they fell due.
///
/// # Errors
/// When the database fails.
pub async fn unpaid(
    c: &mut Conn,
    until: Date,
    client: Option<ClientId>,
) -> Result<Vec<OpenInvoice>> {
    let filter = Filter::new()
        .fixed("i.status = 'Unpaid'")
        .and("i.due_on <= ?", until)
        .and_some("i.client_id = ?", client);
    c.all(&format!("{} order by i.due_on, i.id", filter.sql(OPEN)), filter.args()).await
}

/// One invoice, whatever its status.
///
/// # Errors
/// When the database fails.
pub async fn one(c: &mut Conn, id: InvoiceId) -> Result<Option<OpenInvoice>> {
    c.maybe(&format!("{OPEN} where i.id = $1"), args![id]).await
}

/// Unpaid invoices with a line of an item, in the order they fell due.
///
/// # Errors
/// When the database fails.
pub async fn unpaid_of(c: &mut Conn, kind: ItemKind, id: i64) -> Result<Vec<InvoiceId>> {
    let lines = match kind {
        ItemKind::Service => "'Hosting', 'Setup'",
        ItemKind::Addon => "'Addon'",
        ItemKind::Domain => {
            "'Domain', 'DomainRegister', 'DomainTransfer', 'DomainAddonDNS', 'DomainAddonEMF',
                'DomainAddonIDP'"
        }
    };
    let sql = format!(
        "select i.id from invoices i where i.status = 'Unpaid' and i.id in (
            select l.invoice_id from invoice_items l where l.type in ({lines}) and l.rel_id = $1)
        order by i.due_on, i.id"
    );
    c.column(&sql, args![id]).await
}

/// A card that expires.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ExpiringCard {
    /// Which.
    pub id: PayMethodId,
    /// Whose.
    pub client_id: ClientId,
    /// Its last digits.
    pub last_four: String,
    /// The last day on which it is good.
    pub expires_on: Date,
}

/// Cards that expire between two days, both included.
///
/// # Errors
/// When the database fails.
pub async fn expiring_cards(
    c: &mut Conn,
    from: Date,
    to: Date,
    client: Option<ClientId>,
) -> Result<Vec<ExpiringCard>> {
    let filter = Filter::new()
        .fixed("deleted_at is null")
        .and("expires_on >= ?", from)
        .and("expires_on <= ?", to)
        .and_some("client_id = ?", client);
    let head = "select id, client_id, last_four, expires_on from pay_methods";
    c.all(&format!("{} order by id", filter.sql(head)), filter.args()).await
}

/// One stored card that has an expiry.
///
/// # Errors
/// When the database fails.
pub async fn card(c: &mut Conn, id: PayMethodId) -> Result<Option<ExpiringCard>> {
    let sql = "select id, client_id, last_four, expires_on from pay_methods
        where id = $1 and deleted_at is null and expires_on is not null";
    c.maybe(sql, args![id]).await
}

/// Unpaid invoices with a period of a service, towards which nothing was paid.
///
/// # Errors
/// When the database fails.
pub async fn unpaid_with(c: &mut Conn, service: ServiceId) -> Result<Vec<InvoiceId>> {
    let sql = "select distinct i.id from invoices i
            join billed_periods b on b.invoice_id = i.id
        where b.item = 'service' and b.item_id = $1 and i.status = 'Unpaid' and i.paid_minor = 0
        order by i.id";
    c.column(sql, args![service]).await
}

/// Clients for whom something may happen by itself up to a day.
///
/// # Errors
/// When the database fails.
pub async fn clients_with_business(c: &mut Conn) -> Result<Vec<ClientId>> {
    let sql = "select c.id from clients c where c.erased_at is null and (
            exists (select 1 from services s where s.client_id = c.id
                and s.status in ('Active', 'Suspended', 'Pending'))
            or exists (select 1 from service_addons a where a.client_id = c.id
                and a.status in ('Active', 'Suspended'))
            or exists (select 1 from domains d where d.client_id = c.id
                and d.status in ('Active', 'Grace', 'Redemption'))
            or exists (select 1 from invoices i where i.client_id = c.id and i.status = 'Unpaid')
            or exists (select 1 from billable_items b where b.client_id = c.id
                and b.next_on is not null)
            or exists (select 1 from pay_methods m where m.client_id = c.id
                and m.expires_on is not null and m.deleted_at is null))
        order by c.id";
    c.column(sql, args![]).await
}

/// How many clients there are that may be charged: the base of the brake (B27).
///
/// # Errors
/// When the database fails.
pub async fn chargeable_clients(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from clients where status = 'Active'", args![]).await
}
