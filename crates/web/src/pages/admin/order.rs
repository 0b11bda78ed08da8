//! One order: what was ordered, what became of it, and what can be done.

pub(super) mod asks;
mod new;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AcceptOrder, CancelOrder, DeleteOrder, FraudOrder, GetOrderStatusDetails, GetOrders,
    GetServers, Order, OrderFraudCheck, PendingOrder, SetOrderStatus,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::{run, tried};
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::sheet::ROWS;
use super::{client, names, pick};
use crate::App;
use crate::routing::{get, post};

/// The statuses that orders get by what is done with them.
const FOUR: [&str; 4] = ["Pending", "Active", "Fraud", "Cancelled"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/orders/new", get(new::form).merge(post(new::submit)))
        .route("/admin/orders/new/summary", post(new::summary))
        .route("/admin/orders/new/asks", post(new::asked))
        .route("/admin/orders/{id}", get(page).merge(post(submit)))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, Problems::default()).await
}

async fn show(desk: &Desk, id: u64, problems: Problems) -> Result<Response, Fail> {
    let call = GetOrders { id: Some(id), ..GetOrders::default() };
    let found = desk.call(call).await?.orders.0.order.0.into_iter().next();
    let order = found.ok_or_else(|| Fail::missing(desk))?;
    let servers = desk.maybe(GetServers::default()).await;
    let servers = servers.map(|found| found.servers.0).unwrap_or_default();
    let mut choices = vec![(String::new(), "As the product says".to_owned())];
    choices.extend(servers.iter().map(|row| (row.id.0.to_string(), row.name.to_string())));
    let status = problems.status();
    let view = json!({
        "client": client::owner(desk, order.userid.0).await,
        "invoice": names::invoice(desk, order.invoiceid.0).await,
        "servers": choices,
        "problems": problems,
        "state": order.state.clone().unwrap_or_else(|| order.status.clone()),
        "titles": titles(desk, &order).await,
        "order": order,
    });
    Ok(desk.page(status, "admin/order.html", &format!("Order {id}"), view).await)
}

/// The statuses that an order can stand under: its own, and those of the house.
async fn titles(desk: &Desk, order: &Order) -> Vec<pick::Choice> {
    let call = GetOrderStatusDetails { limitnum: ROWS, limitstart: None };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.statuses.0.orderstatus.0).unwrap_or_default();
    let own = rows.iter().map(|row| row.title.to_string());
    let own: Vec<String> = own.filter(|title| !FOUR.contains(&title.as_str())).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let state = order.state.as_ref().unwrap_or(&order.status).to_string();
    std::iter::once(state).chain(own).map(|title| (title.clone(), title)).collect()
}

async fn submit(desk: Desk, Path(id): Path<u64>, mut posted: Posted) -> Result<Response, Fail> {
    for optional in ["serverid", "serviceusername", "servicepassword", "registrar"] {
        if posted.text(optional).is_empty() {
            posted.drop(optional);
        }
    }
    let key = ("orderid", id);
    let said = match posted.verb() {
        "accept" => run::<AcceptOrder>(&desk, &posted, key, "The order was accepted").await?,
        "pending" => run::<PendingOrder>(&desk, &posted, key, "The order waits again").await?,
        "check" => {
            let posted = posted.clone().with("orderid", id);
            match desk.submit::<OrderFraudCheck>(&posted).await? {
                Tried::Done(answer) => Ok(format!("{} says: {}", answer.module, answer.status)),
                Tried::Again(problems) => Err(problems),
            }
        }
        "put" => run::<SetOrderStatus>(&desk, &posted, key, "The status was set").await?,
        "cancel" | "fraud" | "delete" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, question(posted.verb(), id)).await);
        }
        "cancel" => run::<CancelOrder>(&desk, &posted, key, "The order was cancelled").await?,
        "fraud" => run::<FraudOrder>(&desk, &posted, key, "The order is marked as fraud").await?,
        "delete" => {
            let posted = posted.clone().with("orderid", id);
            match tried(desk.submit::<DeleteOrder>(&posted).await?, "The order is gone") {
                Ok(said) => return Ok(desk.go("/admin/orders", &said)),
                Err(problems) => Err(problems),
            }
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/orders/{id}"), &said)),
        Err(problems) => show(&desk, id, problems).await,
    }
}

fn question(verb: &str, id: u64) -> Question {
    let (title, text, button) = match verb {
        "cancel" => (
            "Cancel this order?",
            "What was ordered is cancelled, and so is its unpaid invoice. What was paid stays \
             paid: refund it on the invoice.",
            "Cancel the order",
        ),
        "fraud" => (
            "Mark this order as fraud?",
            "What was ordered is marked as fraud, and its unpaid invoice is cancelled.",
            "Mark as fraud",
        ),
        _ => (
            "Delete this order for good?",
            "The order and what was ordered with it disappear. This cannot be undone.",
            "Delete for good",
        ),
    };
    Question {
        title: title.to_owned(),
        text: text.to_owned(),
        button,
        back: format!("/admin/orders/{id}"),
        ..Question::default()
    }
}
