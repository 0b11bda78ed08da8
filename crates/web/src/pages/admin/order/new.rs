//! A new order for a client, with what it costs kept up to date by the server.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{AddOrder, PreviewOrder};
use serde_json::{Value, json};

use super::pick;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};

/// Products that the form has room for.
const ROWS: usize = 3;
/// Fields of a product, each with the number of its row in brackets.
const OF_ROW: [&str; 5] = ["pid", "billingcycle", "domain", "qty", "priceoverride"];

/// `GET /admin/orders/new`
pub(super) async fn form(desk: Desk) -> Result<Response, Fail> {
    let query = Posted::read(desk.uri().query().unwrap_or_default().as_bytes());
    let fields = BTreeMap::from([("client".to_owned(), query.text("client").to_owned())]);
    show(&desk, fields, Problems::default(), None).await
}

/// `POST /admin/orders/new`
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let fields = posted.fields();
    let client = match pick::client(&desk, posted.text("client")).await {
        Ok(client) => client,
        Err(said) => return show(&desk, fields, Problems::one("client", said), None).await,
    };
    let order = tidy(&posted).with("clientid", client);
    if posted.verb() == "look" {
        let summary = preview(&desk, &order).await?;
        return show(&desk, fields, Problems::default(), Some(summary)).await;
    }
    match desk.submit::<AddOrder>(&order).await? {
        Tried::Done(answer) => {
            let path = format!("/admin/orders/{}", answer.orderid.0);
            Ok(desk.go(&path, "The order was placed"))
        }
        Tried::Again(problems) => show(&desk, fields, problems, None).await,
    }
}

/// `POST /admin/orders/new/summary`: the figures alone, for the script.
pub(super) async fn summary(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let summary = match pick::client(&desk, posted.text("client")).await {
        Ok(client) => preview(&desk, &tidy(&posted).with("clientid", client)).await?,
        Err(said) => json!({ "problem": said }),
    };
    let view = json!({ "summary": summary });
    Ok(desk.app().0.templates.page(StatusCode::OK, "admin/order_summary.html", &view))
}

/// Leaves out the rows in which no product is chosen, and fields in which nothing was typed.
fn tidy(posted: &Posted) -> Posted {
    let mut tidy = posted.clone();
    for row in 0..ROWS {
        let chosen = !posted.text(&format!("pid[{row}]")).is_empty();
        for name in OF_ROW {
            let name = format!("{name}[{row}]");
            if !chosen || posted.text(&name).is_empty() {
                tidy.drop(&name);
            }
        }
    }
    for name in ["promocode", "notes"] {
        if posted.text(name).is_empty() {
            tidy.drop(name);
        }
    }
    tidy
}

async fn preview(desk: &Desk, order: &Posted) -> Result<Value, Fail> {
    if !(0..ROWS).any(|row| order.id(&format!("pid[{row}]")).is_some()) {
        return Ok(json!({ "problem": "Please choose a product" }));
    }
    Ok(match desk.submit::<PreviewOrder>(order).await? {
        Tried::Done(answer) => serde_json::to_value(answer).unwrap_or_default(),
        Tried::Again(problems) => json!({ "problem": problems.line() }),
    })
}

async fn show(
    desk: &Desk,
    fields: BTreeMap<String, String>,
    problems: Problems,
    summary: Option<Value>,
) -> Result<Response, Fail> {
    let status =
        if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut products = vec![(String::new(), "Choose a product".to_owned())];
    products.extend(pick::products(desk).await);
    let mut gateways = pick::gateways(desk, "").await;
    gateways.remove(0);
    let view = json!({
        "fields": fields,
        "problems": problems,
        "products": products,
        "gateways": gateways,
        "cycles": [
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("semiannually", "Semi-annually"),
            ("annually", "Annually"),
            ("biennially", "Every 2 years"),
            ("triennially", "Every 3 years"),
            ("onetime", "One time"),
            ("free", "Free"),
        ],
        "rows": (0..ROWS).collect::<Vec<_>>(),
        "summary": summary,
    });
    Ok(desk.page(status, "admin/order_new.html", "Add order", view).await)
}
