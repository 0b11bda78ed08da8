//! The lines of an order on the wire: services, addons, domains, upgrades.

use engine::Result;
use engine::system::currencies::Currencies;
use model::catalogue::product::ProductType;
use model::dates::Cycle;
use model::domains::status::DomainOrderType;
use model::ids::OrderId;
use protocol::OrderLine;
use store::Conn;
use store::ordering::order_lines::{
    self, AddonLineRow, DomainLineRow, ServiceLineRow, UpgradeLineRow,
};
use store::ordering::orders::OrderRow;

/// What some orders consist of.
pub(super) struct Lines {
    services: Vec<ServiceLineRow>,
    addons: Vec<AddonLineRow>,
    domains: Vec<DomainLineRow>,
    upgrades: Vec<UpgradeLineRow>,
}

impl Lines {
    /// Reads the lines of a page of orders in four statements.
    pub(super) async fn read(c: &mut Conn, ids: &[OrderId]) -> Result<Self> {
        Ok(Self {
            services: order_lines::services(c, ids).await?,
            addons: order_lines::addons(c, ids).await?,
            domains: order_lines::domains(c, ids).await?,
            upgrades: order_lines::upgrades(c, ids).await?,
        })
    }

    /// The lines of one of them.
    pub(super) fn of(&self, order: &OrderRow, currencies: &Currencies) -> Result<Vec<OrderLine>> {
        let money = |minor: i64| -> Result<String> {
            Ok(currencies.money(minor, order.currency_id)?.to_string())
        };
        let mut lines = Vec::new();
        for row in own(&self.services, order.id, |row| row.order_id) {
            lines.push(OrderLine {
                amount: money(row.first_payment_minor)?.into(),
                ..service_line(row)
            });
        }
        for row in own(&self.addons, order.id, |row| row.order_id) {
            lines.push(OrderLine { amount: money(row.amount_minor)?.into(), ..addon_line(row) });
        }
        for row in own(&self.domains, order.id, |row| row.order_id) {
            let amount = money(row.first_payment_minor)?.into();
            lines.push(OrderLine { amount, ..domain_line(row) });
        }
        for row in own(&self.upgrades, order.id, |row| row.order_id) {
            lines.push(OrderLine { amount: money(row.due_minor)?.into(), ..upgrade_line(row) });
        }
        Ok(lines)
    }
}

/// The rows of an order among those of many, which are in the order of their orders.
fn own<T>(rows: &[T], order: OrderId, of: impl Fn(&T) -> OrderId) -> &[T] {
    let (_, rest) = rows.split_at(rows.partition_point(|row| of(row) < order));
    rest.split_at(rest.partition_point(|row| of(row) == order)).0
}

fn service_line(row: &ServiceLineRow) -> OrderLine {
    OrderLine {
        r#type: "product".into(),
        relid: row.id.0.into(),
        producttype: type_words(row.r#type).into(),
        product: format!("{} - {}", row.group_name, row.product_name).into(),
        domain: (&row.domain).into(),
        billingcycle: cycle_words(row.cycle).into(),
        status: row.status.to_string().into(),
        ..OrderLine::default()
    }
}

fn addon_line(row: &AddonLineRow) -> OrderLine {
    OrderLine {
        r#type: "addon".into(),
        relid: row.id.0.into(),
        producttype: "Addon".into(),
        product: (&row.name).into(),
        domain: (&row.domain).into(),
        billingcycle: cycle_words(row.cycle).into(),
        status: row.status.to_string().into(),
        ..OrderLine::default()
    }
}

fn domain_line(row: &DomainLineRow) -> OrderLine {
    let product = match row.r#type {
        DomainOrderType::Register => "Domain Registration",
        DomainOrderType::Transfer => "Domain Transfer",
    };
    let years = if row.years == 1 { "Year" } else { "Years" };
    OrderLine {
        r#type: "domain".into(),
        relid: row.id.0.into(),
        producttype: "Domain".into(),
        product: product.into(),
        domain: (&row.name).into(),
        billingcycle: format!("{} {years}", row.years).into(),
        status: row.status.to_string().into(),
        dnsmanagement: Some(row.dns_management.into()),
        emailforwarding: Some(row.email_forwarding.into()),
        idprotection: Some(row.id_protection.into()),
        ..OrderLine::default()
    }
}

/// The service that is upgraded is what it is about, as for other lines.
fn upgrade_line(row: &UpgradeLineRow) -> OrderLine {
    let product = if row.kind == "product" {
        format!("{} => {}", row.old_name, row.new_name)
    } else {
        format!("{} - Configurable Options", row.old_name)
    };
    OrderLine {
        r#type: "upgrade".into(),
        relid: row.service_id.0.into(),
        producttype: "Upgrade".into(),
        product: product.into(),
        domain: (&row.domain).into(),
        billingcycle: cycle_words(row.cycle).into(),
        status: (&row.status).into(),
        ..OrderLine::default()
    }
}

/// The vendor's words for the kinds of product.
const fn type_words(kind: ProductType) -> &'static str {
    match kind {
        ProductType::HostingAccount => "Hosting Account",
        ProductType::ResellerAccount => "Reseller Account",
        ProductType::Server => "Dedicated/VPS Server",
        ProductType::Other => "Other Product/Service",
    }
}

/// Orders spell one cycle in a way of their own.
fn cycle_words(cycle: Cycle) -> String {
    if cycle == Cycle::OneTime { "One-Time".to_owned() } else { cycle.to_string() }
}
