//! A new invoice, for what no order made one.

use std::collections::BTreeMap;

use axum::response::Response;
use protocol::CreateInvoice;
use serde_json::json;

use super::pick;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{NAMELESS, Posted, Problems, Tried};

/// Lines that the form has room for.
const LINES: usize = 5;

/// `GET /admin/invoices/new`
pub(super) async fn form(desk: Desk) -> Response {
    let query = desk.query();
    let today = desk.now().date().to_string();
    let fields = [
        ("client", query.text("client").to_owned()),
        ("date", today.clone()),
        ("duedate", today),
        ("draft", "1".to_owned()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    show(&desk, fields, Problems::default()).await
}

/// `POST /admin/invoices/new`
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let client = match pick::client(&desk, posted.text("client")).await {
        Ok(client) => client,
        Err(said) => {
            return Ok(show(&desk, posted.fields(), Problems::one("client", said)).await);
        }
    };
    let mut invoice = posted.clone().with("userid", client);
    for line in 1..=LINES {
        let [text, amount, taxed] =
            ["itemdescription", "itemamount", "itemtaxed"].map(|name| format!("{name}{line}"));
        if !posted.text(&text).trim().is_empty() {
            continue;
        }
        if !posted.text(&amount).trim().is_empty() {
            return Ok(show(&desk, posted.fields(), Problems::one(&text, NAMELESS)).await);
        }
        for name in [text, amount, taxed] {
            invoice.drop(&name);
        }
    }
    if posted.text("paymentmethod").is_empty() {
        invoice.drop("paymentmethod");
    }
    match desk.submit::<CreateInvoice>(&invoice).await? {
        Tried::Done(answer) => {
            let path = format!("/admin/invoices/{}", answer.invoiceid.0);
            Ok(desk.go(&path, "The invoice was made"))
        }
        Tried::Again(problems) => Ok(show(&desk, posted.fields(), problems).await),
    }
}

async fn show(desk: &Desk, fields: BTreeMap<String, String>, problems: Problems) -> Response {
    let status = problems.status();
    let view = json!({
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "gateways": pick::gateways(desk, "As the client prefers").await,
        "taxed": pick::taxed_by_hand(desk).await,
        "lines": (1..=LINES).collect::<Vec<_>>(),
    });
    desk.page(status, "admin/invoice_new.html", "New invoice", view).await
}
