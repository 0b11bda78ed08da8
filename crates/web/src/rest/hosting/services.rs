//! Services and their addons.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{ClientService, GetClientsProducts, ServiceAddon};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::cloud::CloudFields;
use crate::rest::inputs::Day;
use crate::rest::money::{Money, date, key, money, sum, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query, name_or_beginning};
use crate::session::ClientSession;

/// Which services.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only of this product.
    #[schemars(range(min = 1))]
    product_id: Option<u64>,
    /// Only for this domain.
    #[schemars(length(max = 255))]
    domain: Option<String>,
    /// Only for domains or hosts that begin so.
    #[schemars(length(min = 1, max = 255))]
    search: Option<String>,
    /// Only this status.
    status: Option<ServiceStatus>,
    /// Only next due on this day or later.
    due_from: Option<Day>,
    /// Only next due on this day or earlier.
    due_to: Option<Day>,
}

/// How a service stands.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(in crate::rest) enum ServiceStatus {
    Pending,
    Active,
    Suspended,
    Terminated,
    Cancelled,
    Fraud,
    Completed,
}

/// Something that was bought.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Service {
    id: u64,
    product_id: u64,
    order_id: Option<u64>,
    name: String,
    group: Option<String>,
    /// `Pending`, `Active`, `Suspended`, `Terminated`, `Cancelled`, `Fraud` or `Completed`.
    status: String,
    suspension_reason: Option<String>,
    domain: Option<String>,
    username: Option<String>,
    server: Option<String>,
    dedicated_ip: Option<String>,
    assigned_ips: Vec<String>,
    quantity: u64,
    registered_on: Option<String>,
    /// The first day that is not paid for yet.
    next_due_on: Option<String>,
    /// Such as `Monthly` or `One Time`.
    cycle: String,
    first_amount: Money,
    recurring_amount: Money,
    /// The code of its promotion.
    promo_code: Option<String>,
    /// What the next renewal asks with that promotion, without tax; null where there is none.
    renewal_amount: Option<Money>,
    payment_method: Option<String>,
    options: Vec<Chosen>,
}

/// What was chosen of an option.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Chosen {
    id: u64,
    name: String,
    value: String,
}

/// A service, and what was bought with it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ServiceDetail {
    #[serde(flatten)]
    service: Service,
    /// Null for what is no machine.
    machine: Option<Machine>,
    addons: Vec<Addon>,
}

/// Where a machine runs, as its provider calls it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Machine {
    provider: Option<String>,
    provider_id: Option<String>,
    region: Option<String>,
    ips: Vec<String>,
}

/// An addon of a service.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Addon {
    id: u64,
    addon_id: Option<u64>,
    name: String,
    status: String,
    quantity: u64,
    cycle: String,
    setup_fee: Money,
    recurring_amount: Money,
    registered_on: Option<String>,
    next_due_on: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Service>>, Problem> {
    let door = session.door(&app, ClientPermission::Products)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (start, limit) = window.asked();
    let (domain, beginning) = name_or_beginning("domain", which.domain, which.search)?;
    let call = GetClientsProducts {
        limitstart: start,
        limitnum: limit,
        pid: which.product_id,
        domain,
        beginning,
        status: which.status.map(|status| format!("{status:?}")),
        nextduedatefrom: which.due_from.map(Day::wire),
        nextduedateto: which.due_to.map(Day::wire),
        ..GetClientsProducts::default()
    };
    let answer = door.services(call).await?;
    let code = door.currency().await?;
    let rows = answer.products.0.product.0;
    Ok(Json(window.page(rows, answer.totalresults.0).map(|row| service(row, &code))))
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<ServiceDetail>, Problem> {
    let door = session.door(&app, ClientPermission::Products)?;
    let row = door.service(id).await?;
    let addons = door.addons_of(id).await?;
    let code = door.currency().await?;
    let addons = addons.into_iter().map(|row| addon(row, &code)).collect();
    let machine = machine(&app.0.cloud_fields, &row);
    Ok(Json(ServiceDetail { service: service(row, &code), machine, addons }))
}

pub(in crate::rest) fn machine(map: &CloudFields, row: &ClientService) -> Option<Machine> {
    let fields = row.customfields.customfield.iter();
    let found = map.read(fields.map(|field| (&*field.name, &*field.value)));
    found.map(|cloud| Machine {
        provider: cloud.provider,
        provider_id: cloud.provider_id,
        region: cloud.region,
        ips: cloud.ips,
    })
}

pub(in crate::rest) fn service(row: ClientService, code: &str) -> Service {
    let ips = row.assignedips.split([',', '\n', '\r', ' ']).map(str::trim);
    Service {
        id: key(row.id.0),
        product_id: key(row.pid.0),
        order_id: row.orderid.id(),
        group: text(&row.groupname),
        suspension_reason: text(&row.suspensionreason),
        domain: text(&row.domain),
        username: text(&row.username),
        server: text(&row.servername),
        dedicated_ip: text(&row.dedicatedip),
        assigned_ips: ips.filter(|ip| !ip.is_empty()).map(str::to_owned).collect(),
        quantity: key(row.qty.0.max(1)),
        registered_on: date(row.regdate),
        next_due_on: date(row.nextduedate),
        first_amount: sum(&row.firstpaymentamount, code),
        recurring_amount: sum(&row.recurringamount, code),
        promo_code: row.promocode.as_ref().and_then(text),
        renewal_amount: row.renewalamount.as_ref().and_then(|amount| money(amount, code)),
        payment_method: text(&row.paymentmethod),
        options: row
            .configoptions
            .configoption
            .iter()
            .map(|each| Chosen {
                id: key(each.id.0),
                name: each.option.0.clone(),
                value: each.value.0.clone(),
            })
            .collect(),
        name: row.name.0,
        status: row.status.0,
        cycle: row.billingcycle.0,
    }
}

fn addon(row: ServiceAddon, code: &str) -> Addon {
    Addon {
        id: key(row.id.0),
        addon_id: row.addonid.id(),
        quantity: key(row.qty.0.max(1)),
        setup_fee: sum(&row.setupfee, code),
        recurring_amount: sum(&row.recurring, code),
        registered_on: date(row.regdate),
        next_due_on: date(row.nextduedate),
        name: row.name.0,
        status: row.status.0,
        cycle: row.billingcycle.0,
    }
}
