//! The queue of orders.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use engine::{Caller, Door};
use protocol::{
    AcceptOrder, CancelOrder, FraudOrder, GetClientsDetails, GetCurrencies, GetOrders,
    Order as Row, OrderFraudCheck, PendingOrder,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::limits::heeded;
use crate::App;
use crate::rest::body::Body;
use crate::rest::inputs::Day;
use crate::rest::money::text;
use crate::rest::ordering::orders::{Order, PaymentStatus, order};
use crate::rest::page::{Page, Window};
use crate::rest::problem::{Code, Problem};
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

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
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only this status, such as `Pending`.
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

/// What is to become of an order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    status: Status,
    /// With `Active`: ask the fraud check first, and refuse when it objects.
    #[serde(default)]
    check_fraud: bool,
}

/// What the fraud check says.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Checked {
    module: String,
    /// Such as `Pass` or `Fail`.
    status: String,
    details: Option<String>,
}

/// What can become of an order.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
enum Status {
    /// Accept it: what was ordered is set up.
    Active,
    Pending,
    Cancelled,
    Fraud,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Order>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetOrders {
        limitstart,
        limitnum,
        userid: which.client_id,
        status: which.status,
        paymentstatus: which.payment_status.map(|status| status.word().to_owned()),
        paymentmethod: which.payment_method,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ..GetOrders::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    let mut signs = Signs::read(&app).await?;
    let mut orders = Vec::new();
    for row in answer.orders.0.order.0 {
        orders.push(signs.order(&app, row).await?);
    }
    Ok(Json(window.page(orders, answer.totalresults.0)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Order>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Order>, Problem> {
    match input.status {
        Status::Active => {
            if input.check_fraud {
                let check = OrderFraudCheck { orderid: id, ipaddress: None };
                let said = session.aside().call(&app, check).await?;
                if said.status == "Fail" {
                    let detail = "The fraud check objects to this order.";
                    return Err(Problem::new(Code::NotNow, detail));
                }
            }
            session.call(&app, AcceptOrder { orderid: id, ..AcceptOrder::default() }).await?;
        }
        Status::Pending => {
            session.call(&app, PendingOrder { orderid: id }).await?;
        }
        Status::Cancelled => {
            session.call(&app, CancelOrder { orderid: id, ..CancelOrder::default() }).await?;
        }
        Status::Fraud => {
            session.call(&app, FraudOrder { orderid: id, ..FraudOrder::default() }).await?;
        }
    }
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn check(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Checked>, Problem> {
    let call = OrderFraudCheck { orderid: id, ipaddress: None };
    let said = session.call(&app, call).await?;
    let details = said.results.as_ref().and_then(text);
    Ok(Json(Checked { module: said.module.0, status: said.status.0, details }))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Order, Problem> {
    let call = GetOrders { id: Some(id), ..GetOrders::default() };
    let rows = session.call(app, call).await?.orders.0.order.0;
    let row = rows.into_iter().find(|row| row.id.id() == Some(id));
    let row = row.ok_or_else(Problem::not_found)?;
    Signs::read(app).await?.order(app, row).await
}

/// Codes of currencies by what is written before and behind their amounts: an order says no more.
struct Signs {
    known: Vec<(String, String, String)>,
    of_clients: BTreeMap<i64, String>,
}

impl Signs {
    async fn read(app: &App) -> Result<Self, Problem> {
        // Everybody may see the currencies, whatever the role.
        let rows = app.whmcs().call(&Caller::system(Door::Rest), GetCurrencies {}).await?;
        let rows = rows.currencies.0.currency.into_iter();
        let known = rows.map(|row| (row.prefix.0, row.suffix.0, row.code.0)).collect();
        Ok(Self { known, of_clients: BTreeMap::new() })
    }

    async fn order(&mut self, app: &App, row: Row) -> Result<Order, Problem> {
        let code = self.code(app, &row).await?;
        Ok(order(row, &code))
    }

    /// Several dollars may be written alike; then the client's own currency is the order's.
    async fn code(&mut self, app: &App, row: &Row) -> Result<String, Problem> {
        let is_its = |(prefix, suffix, _): &&(String, String, String)| {
            **prefix == *row.currencyprefix && **suffix == *row.currencysuffix
        };
        let mut alike = self.known.iter().filter(is_its).map(|(_, _, code)| code);
        match (alike.next(), alike.next()) {
            (Some(code), None) => return Ok(code.clone()),
            (None, _) => return Ok(String::new()),
            (Some(_), Some(_)) => {}
        }
        if let Some(code) = self.of_clients.get(&row.userid.0) {
            return Ok(code.clone());
        }
        let call = GetClientsDetails { clientid: row.userid.id(), ..GetClientsDetails::default() };
        let client = app.whmcs().call(&Caller::system(Door::Rest), call).await?.client;
        self.of_clients.insert(row.userid.0, client.currency_code.0.clone());
        Ok(client.currency_code.0)
    }
}
