//! A new invoice, for what no order made one.

use std::collections::BTreeMap;

use axum::response::Response;
use jiff::civil::Date;
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
    if let Some(problems) = wrong(&posted) {
        return Ok(show(&desk, posted.fields(), problems).await);
    }
    let mut invoice = posted.clone().with("userid", client);
    for line in (1..=LINES).filter(|line| is_blank(&posted, "itemdescription", *line)) {
        for name in ["itemdescription", "itemamount", "itemtaxed"] {
            invoice.drop(&format!("{name}{line}"));
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

/// What nobody means: half a line, and a day to pay before the day of the invoice.
fn wrong(posted: &Posted) -> Option<Problems> {
    for line in 1..=LINES {
        let is_blank = |name| is_blank(posted, name, line);
        match (is_blank("itemdescription"), is_blank("itemamount")) {
            (true, false) => {
                return Some(Problems::one(&format!("itemdescription{line}"), NAMELESS));
            }
            (false, true) => {
                let said = "Please say how much this is; it may be 0";
                return Some(Problems::one(&format!("itemamount{line}"), said));
            }
            _ => {}
        }
    }
    let day = |name| posted.text(name).trim().parse::<Date>().ok();
    let is_early = day("duedate").zip(day("date")).is_some_and(|(due, date)| due < date);
    is_early.then(|| Problems::one("duedate", "It cannot be due before its date"))
}

fn is_blank(posted: &Posted, name: &str, line: usize) -> bool {
    posted.text(&format!("{name}{line}")).trim().is_empty()
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
