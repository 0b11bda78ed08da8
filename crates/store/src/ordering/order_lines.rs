//! What lists of orders show beside the orders: names, the payment, and the things ordered.

use model::billing::invoice::InvoiceStatus;
use model::catalogue::product::ProductType;
use model::dates::Cycle;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, DomainId, OrderId, ServiceId};

use crate::many::in_list;
use crate::{Conn, Result, Row};

/// The names around an order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OrderNamesRow {
    /// Which order.
    pub id: OrderId,
    /// The client's given name.
    pub first_name: String,
    /// The client's family name.
    pub last_name: String,
    /// The gateway's name, or its module's.
    pub gateway_name: String,
    /// The status of the invoice, if there is one.
    pub invoice_status: Option<InvoiceStatus>,
}

/// A service of an order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ServiceLineRow {
    /// Of which order.
    pub order_id: OrderId,
    /// The service.
    pub id: ServiceId,
    /// What kind of thing it is.
    pub r#type: ProductType,
    /// The shelf.
    pub group_name: String,
    /// The product.
    pub product_name: String,
    /// Its domain or host name.
    pub domain: String,
    /// How often it is billed.
    pub cycle: Cycle,
    /// What was asked first, in minor units.
    pub first_payment_minor: i64,
    /// Its status.
    pub status: ServiceStatus,
}

/// An addon of an order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AddonLineRow {
    /// Of which order.
    pub order_id: OrderId,
    /// The addon.
    pub id: AddonId,
    /// What it is called.
    pub name: String,
    /// The domain or host name of its service.
    pub domain: String,
    /// How often it is billed.
    pub cycle: Cycle,
    /// Set-up fee and one period, in minor units.
    pub amount_minor: i64,
    /// Its status.
    pub status: ServiceStatus,
}

/// A domain of an order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DomainLineRow {
    /// Of which order.
    pub order_id: OrderId,
    /// The domain.
    pub id: DomainId,
    /// Registered or transferred.
    pub r#type: DomainOrderType,
    /// Its name.
    pub name: String,
    /// For how many years.
    pub years: i64,
    /// What was asked first, in minor units.
    pub first_payment_minor: i64,
    /// Its status.
    pub status: DomainStatus,
    /// Its DNS records are managed here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
}

/// An upgrade of an order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct UpgradeLineRow {
    /// Of which order.
    pub order_id: OrderId,
    /// The service that is upgraded.
    pub service_id: ServiceId,
    /// `product` or `configoptions`.
    pub kind: String,
    /// What the service was.
    pub old_name: String,
    /// What it becomes.
    pub new_name: String,
    /// The service's domain or host name.
    pub domain: String,
    /// How often it is billed afterwards.
    pub cycle: Cycle,
    /// What was asked, without tax as prices are, in minor units.
    pub due_minor: i64,
    /// `Pending`, `Completed` or `Cancelled`.
    pub status: String,
}

/// The names around some orders.
///
/// # Errors
/// When the database fails.
pub async fn names(c: &mut Conn, ids: &[OrderId]) -> Result<Vec<OrderNamesRow>> {
    let head =
        "select o.id, c.first_name, c.last_name, coalesce(w.name, o.gateway) as gateway_name,
            i.status as invoice_status
        from orders o
        join clients c on c.id = o.client_id
        left join gateways w on w.module = o.gateway
        left join invoices i on i.id = o.invoice_id
        where o.id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by o.id");
    c.all(&sql, &values).await
}

/// The services of some orders.
///
/// # Errors
/// When the database fails.
pub async fn services(c: &mut Conn, ids: &[OrderId]) -> Result<Vec<ServiceLineRow>> {
    let head = "select s.order_id, s.id, p.type, g.name as group_name, p.name as product_name,
            s.domain, s.cycle, s.first_payment_minor, s.status
        from services s
        join products p on p.id = s.product_id
        join product_groups g on g.id = p.group_id
        where s.order_id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by s.order_id, s.id");
    c.all(&sql, &values).await
}

/// The addons of some orders.
///
/// # Errors
/// When the database fails.
pub async fn addons(c: &mut Conn, ids: &[OrderId]) -> Result<Vec<AddonLineRow>> {
    let head = "select a.order_id, a.id, s.domain, a.cycle, a.status,
            case when a.name <> '' then a.name else coalesce(p.name, '') end as name,
            a.setup_minor + a.recurring_minor as amount_minor
        from service_addons a
        join services s on s.id = a.service_id
        left join product_addons p on p.id = a.addon_id
        where a.order_id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by a.order_id, a.id");
    c.all(&sql, &values).await
}

/// The domains of some orders.
///
/// # Errors
/// When the database fails.
pub async fn domains(c: &mut Conn, ids: &[OrderId]) -> Result<Vec<DomainLineRow>> {
    let head = "select order_id, id, type, name, years, first_payment_minor, status,
            dns_management, email_forwarding, id_protection
        from domains where order_id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by order_id, id");
    c.all(&sql, &values).await
}

/// The upgrades of some orders.
///
/// # Errors
/// When the database fails.
pub async fn upgrades(c: &mut Conn, ids: &[OrderId]) -> Result<Vec<UpgradeLineRow>> {
    let head = "select u.order_id, u.service_id, u.kind, b.name as old_name, p.name as new_name,
            s.domain, u.cycle, u.due_minor, u.status
        from upgrades u
        join services s on s.id = u.service_id
        join products b on b.id = u.old_product_id
        join products p on p.id = u.product_id
        where u.order_id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by u.order_id, u.id");
    c.all(&sql, &values).await
}

fn numbers(ids: &[OrderId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}
