//! A new order for a client, with what it costs kept up to date by the server.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{Action as _, AddOrder, PreviewOrder};
use serde_json::{Value, json};

use super::{asks, pick};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};

/// Products that the form has room for.
const ROWS: usize = 3;
/// The numbers of its domain names; those of the products are others, for on the wire a name
/// with the number of a product belongs to it.
const NAMES: [usize; 3] = [10, 11, 12];
/// Fields of a product, each with the number of its row in brackets.
const OF_ROW: [&str; 6] = ["pid", "billingcycle", "domain", "qty", "priceoverride", "addons"];
/// Fields of a domain name.
const OF_NAME: [&str; 9] = [
    "domain",
    "domaintype",
    "regperiod",
    "eppcode",
    "domainpriceoverride",
    "domainrenewoverride",
    "dnsmanagement",
    "emailforwarding",
    "idprotection",
];

/// `GET /admin/orders/new`
pub(super) async fn form(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let fields = BTreeMap::from([("client".to_owned(), query.text("client").to_owned())]);
    show(&desk, fields, Problems::default(), None).await
}

/// `POST /admin/orders/new`
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let fields = joined(&posted).fields();
    let mut problems = undecided(&posted);
    let client = match pick::client(&desk, posted.text("client")).await {
        Ok(client) if problems.is_empty() => client,
        Ok(_) => return show(&desk, fields, problems, None).await,
        Err(said) => {
            problems.join(Problems::one("client", said));
            return show(&desk, fields, problems, None).await;
        }
    };
    let order = tidy(&posted).with("clientid", client);
    if posted.verb() == "look" {
        return match preview(&desk, &order).await? {
            Ok(summary) => show(&desk, fields, Problems::default(), Some(summary)).await,
            Err(problems) => show(&desk, fields, problems, None).await,
        };
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
        Ok(client) => match preview(&desk, &tidy(&posted).with("clientid", client)).await? {
            Ok(summary) => summary,
            Err(problems) => json!({ "problem": problems.line() }),
        },
        Err(said) => json!({ "problem": said, "clients": several(&desk, &posted).await }),
    };
    let view = json!({ "summary": summary });
    Ok(desk.app().0.templates.page(StatusCode::OK, "admin/order_summary.html", &view))
}

/// The clients that begin as was typed; the form offers them once it is sent.
async fn several(desk: &Desk, posted: &Posted) -> Vec<String> {
    let found = pick::several_clients(desk, &posted.fields()).await;
    found.into_iter().map(|(_, name)| name).collect()
}

/// Names that were typed, but not what to do with them.
fn undecided(posted: &Posted) -> Problems {
    let typed = |name: &str, row: &usize| !posted.text(&format!("{name}[{row}]")).trim().is_empty();
    let mut problems = Problems::default();
    for row in NAMES.iter().filter(|row| typed("domain", row) && !typed("domaintype", row)) {
        let said = "Please say whether to register or to transfer it";
        problems.join(Problems::one(&format!("domaintype[{row}]"), said));
    }
    problems
}

/// `POST /admin/orders/new/asks`: what the chosen product of a row asks, for the script.
pub(super) async fn asked(desk: Desk, posted: Posted) -> Response {
    let query = desk.query();
    let row: usize = query.text("row").parse().unwrap_or(0);
    let posted = joined(&posted);
    let asks = match posted.id(&format!("pid[{row}]")) {
        Some(product) => asks::of(&desk, row, product).await,
        None => Value::Null,
    };
    let view = json!({ "asks": asks, "fields": posted.fields(), "problems": Problems::default() });
    desk.app().0.templates.page(StatusCode::OK, "admin/order_asks.html", &view)
}

/// What was posted, with the addons that were ticked as one text.
fn joined(posted: &Posted) -> Posted {
    let mut joined = posted.clone();
    for row in 0..ROWS {
        let name = format!("addons[{row}]");
        let ticked: Vec<&str> = posted.all(&name).filter(|id| !id.is_empty()).collect();
        if !ticked.is_empty() {
            joined.set(&name, ticked.join(","));
        }
    }
    joined
}

/// Leaves out the rows in which nothing is chosen, and fields in which nothing was typed.
fn tidy(posted: &Posted) -> Posted {
    let mut tidy = joined(posted);
    let rows = (0..ROWS).map(|row| (row, "pid", &OF_ROW[..]));
    let names = NAMES.map(|row| (row, "domaintype", &OF_NAME[..]));
    let mut unused = BTreeSet::new();
    for (row, leader, fields) in rows.chain(names) {
        let chosen = !posted.text(&format!("{leader}[{row}]")).is_empty();
        for name in fields {
            let name = format!("{name}[{row}]");
            if !chosen || tidy.text(&name).trim().is_empty() {
                tidy.drop(&name);
            }
        }
        if !chosen {
            unused.insert(row);
        }
    }
    for (name, value) in posted.fields() {
        let of_unused = |row: &usize| {
            name.starts_with(&format!("configoptions[{row}]"))
                || name.starts_with(&format!("customfields[{row}]"))
        };
        let optional = matches!(&*name, "promocode" | "notes") || name.starts_with("configoptions");
        // Without a number, the least that the option takes counts.
        let unnumbered = name
            .strip_suffix("[optionid]")
            .is_some_and(|option| posted.text(&format!("{option}[qty]")).trim().is_empty());
        let is_empty = optional && value.trim().is_empty();
        if unnumbered || is_empty || unused.iter().any(of_unused) {
            tidy.drop(&name);
        }
    }
    tidy
}

/// What the order costs, or why that cannot be said yet; or what is wrong at which field.
async fn preview(desk: &Desk, order: &Posted) -> Result<Result<Value, Problems>, Fail> {
    let product = (0..ROWS).any(|row| order.id(&format!("pid[{row}]")).is_some());
    if !product && !NAMES.iter().any(|row| !order.text(&format!("domain[{row}]")).is_empty()) {
        return Ok(Ok(json!({ "problem": "Please choose a product or type a domain name" })));
    }
    if !desk.may(PreviewOrder::NAME) {
        return Ok(Ok(json!({ "problem": "What it costs is said by its invoice" })));
    }
    Ok(match desk.submit::<PreviewOrder>(order).await? {
        Tried::Done(answer) => Ok(serde_json::to_value(answer).unwrap_or_default()),
        Tried::Again(problems) => Err(problems),
    })
}

async fn show(
    desk: &Desk,
    fields: BTreeMap<String, String>,
    problems: Problems,
    summary: Option<Value>,
) -> Result<Response, Fail> {
    let status = problems.status();
    let mut products = vec![(String::new(), "Choose a product".to_owned())];
    products.extend(pick::products(desk).await);
    let mut gateways = pick::gateways(desk, "").await;
    gateways.remove(0);
    let mut rows = Vec::new();
    for row in 0..ROWS {
        let chosen = fields.get(&format!("pid[{row}]")).and_then(|id| id.parse().ok());
        let asks = match chosen {
            Some(product) => asks::of(desk, row, product).await,
            None => Value::Null,
        };
        rows.push(json!({ "number": row, "asks": asks }));
    }
    let view = json!({
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "products": products,
        "gateways": gateways,
        "cycles": [
            ("", "The shortest offered"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("semiannually", "Semi-annually"),
            ("annually", "Annually"),
            ("biennially", "Every 2 years"),
            ("triennially", "Every 3 years"),
            ("onetime", "One time"),
            ("free", "Free"),
        ],
        "rows": rows,
        "names": NAMES,
        "kinds": [("", "None"), ("register", "Register"), ("transfer", "Transfer")],
        "years": (1..=10).map(|years| (years, years)).collect::<Vec<_>>(),
        "summary": summary,
    });
    Ok(desk.page(status, "admin/order_new.html", "Add order", view).await)
}
