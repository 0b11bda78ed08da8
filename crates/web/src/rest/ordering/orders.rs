//! What was ordered.

use axum::Json;
use axum::extract::State;
use engine::{Caller, Door};
use model::people::permission::ClientPermission;
use protocol::{GetOrderStatuses, GetOrders, Order as Row, OrderLine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::inputs::Day;
use crate::rest::money::{Money, key, moment, printed, sum, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query, meant};
use crate::session::ClientSession;

/// Which orders.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this status, such as `Pending` or `Active`.
    #[schemars(length(max = 50))]
    status: Option<String>,
    /// Only whose invoice is in this status, or `None`: those without one.
    payment_status: Option<PaymentStatus>,
    /// Only to be paid by this, one of `GET /payment-methods`.
    #[schemars(length(min = 1, max = 50))]
    payment_method: Option<String>,
    /// Only placed on this day or later.
    from: Option<Day>,
    /// Only placed on this day or earlier.
    to: Option<Day>,
}

/// How far the payment of an order is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(in crate::rest) enum PaymentStatus {
    Unpaid,
    Paid,
    Cancelled,
    Refunded,
    Collections,
    #[serde(rename = "Payment Pending")]
    PaymentPending,
    #[serde(rename = "None")]
    NoInvoice,
}

impl PaymentStatus {
    pub(in crate::rest) const fn word(self) -> &'static str {
        match self {
            Self::Unpaid => "Unpaid",
            Self::Paid => "Paid",
            Self::Cancelled => "Cancelled",
            Self::Refunded => "Refunded",
            Self::Collections => "Collections",
            Self::PaymentPending => "Payment Pending",
            Self::NoInvoice => "None",
        }
    }
}

/// An order.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Order {
    id: u64,
    /// The number shown to people.
    number: String,
    /// Such as `Pending`, `Active`, `Cancelled` or `Fraud`.
    status: String,
    /// The status of its invoice; null without one.
    payment_status: Option<String>,
    /// In the company's time zone.
    placed_at: Option<String>,
    total: Money,
    payment_method: Option<String>,
    payment_method_name: Option<String>,
    invoice_id: Option<u64>,
    promo_code: Option<String>,
    lines: Vec<Line>,
}

/// A line of an order.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Line {
    kind: String,
    /// The id of the service, addon or domain; of an upgrade that of the service.
    related_id: Option<u64>,
    product: String,
    domain: Option<String>,
    cycle: Option<String>,
    /// What was paid first; null where nothing is said.
    amount: Option<Money>,
    status: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Order>>, Problem> {
    let door = session.door(&app, ClientPermission::Orders)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (start, limit) = window.asked();
    let status = match which.status {
        Some(asked) => Some(meant("status", &asked, &statuses(&app).await?)?),
        None => None,
    };
    let call = GetOrders {
        limitstart: start,
        limitnum: limit,
        status,
        paymentstatus: which.payment_status.map(|status| status.word().to_owned()),
        paymentmethod: which.payment_method,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ..GetOrders::default()
    };
    let answer = door.orders(call).await?;
    let code = door.currency().await?;
    let rows = answer.orders.0.order.0;
    Ok(Json(window.page(rows, answer.totalresults.0).map(|row| order(row, &code))))
}

/// The statuses of orders, to which staff may add; how many orders are in each is not passed on.
async fn statuses(app: &App) -> Result<Vec<String>, Problem> {
    let found = app.whmcs().call(&Caller::system(Door::Rest), GetOrderStatuses {}).await?;
    Ok(found.statuses.0.status.0.into_iter().map(|row| row.title.0).collect())
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Order>, Problem> {
    let door = session.door(&app, ClientPermission::Orders)?;
    let row = door.order(id).await?;
    Ok(Json(order(row, &door.currency().await?)))
}

pub(in crate::rest) fn order(row: Row, code: &str) -> Order {
    Order {
        id: key(row.id.0),
        number: row.ordernum.to_string(),
        payment_status: row.paymentstatus.as_ref().and_then(text),
        placed_at: moment(row.date),
        total: sum(&row.amount, code),
        payment_method: text(&row.paymentmethod),
        payment_method_name: text(&row.paymentmethodname),
        invoice_id: row.invoiceid.id(),
        promo_code: text(&row.promocode),
        lines: row.lineitems.lineitem.iter().map(|each| line(each, code)).collect(),
        status: row.status.0,
    }
}

fn line(row: &OrderLine, code: &str) -> Line {
    Line {
        kind: row.r#type.0.clone(),
        related_id: row.relid.id(),
        product: row.product.0.clone(),
        domain: text(&row.domain),
        cycle: text(&row.billingcycle),
        amount: printed(&row.amount, code),
        status: text(&row.status),
    }
}
