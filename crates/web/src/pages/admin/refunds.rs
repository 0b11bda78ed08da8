//! Refunds that wait for a second person.

use axum::Router;
use axum::response::Response;
use protocol::{ApproveRefund, DeclineRefund, GetRefundRequests, RefundRequest};

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use super::names;
use super::queue::{self, Button, Queue, Row};
use crate::App;
use crate::pages::words::moment;
use crate::routing::{get, post};

const PATH: &str = "/admin/refunds";
const STATUSES: &[&str] = &["Pending", "Approved", "Declined"];
const APPROVE: Button =
    Button { verb: "approve", label: "Approve", danger: false, asks: "", field: "" };
const DECLINE: Button =
    Button { verb: "decline", label: "Decline", danger: true, asks: "Why not", field: "reason" };

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, typed: &Posted, problems: Problems) -> Result<Response, Fail> {
    let (status, skip) = queue::asked(desk, STATUSES);
    let call = GetRefundRequests {
        status: Some(status.clone()),
        limitstart: Some(skip),
        limitnum: Some(queue::ROWS),
        requestid: None,
    };
    let found = desk.call(call).await?;
    let more = queue::older(PATH, &status, skip, found.totalresults.0);
    let rows = found.refundrequests.0.refundrequest.0;
    let rows = futures::future::join_all(rows.iter().map(|row| shown(desk, row))).await;
    let queue = Queue {
        path: PATH,
        title: "Refund requests",
        lead: "Refunds above the limit of the settings need two persons: one asks, another agrees",
        key: "requestid",
        statuses: STATUSES,
        status,
        rows,
        more,
        empty: "No refund is like that.",
    };
    Ok(queue::page(desk, queue, typed, problems).await)
}

async fn shown(desk: &Desk, row: &RefundRequest) -> Row {
    let number = names::invoice(desk, row.invoiceid.0).await;
    let how = match &*row.r#type {
        "gateway" => "through the gateway",
        "credit" => "as credit",
        _ => "by hand",
    };
    let asked = format!("Asked for by {}, {}", row.requestedby, moment(&row.requested.to_string()));
    let mut lines = vec![asked];
    if &*row.status != "Pending" {
        let when = moment(&row.decided.to_string());
        lines.push(format!("{} by {}, {when}. {}", row.status, row.decidedby, row.reason));
    }
    let mut buttons = Vec::new();
    if &*row.status == "Pending" {
        if row.own.0 {
            lines.push("You asked for it: somebody else has to agree.".to_owned());
        } else if desk.may("ApproveRefund") {
            buttons.push(APPROVE);
        }
        if desk.may("DeclineRefund") {
            buttons.push(DECLINE);
        }
    }
    Row {
        id: row.requestid.0,
        title: format!("{} {} of invoice {number} {how}", row.amount, row.currency),
        href: format!("/admin/invoices/{}", row.invoiceid),
        status: row.status.to_string(),
        lines,
        file: None,
        buttons,
    }
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "approve" => {
            let mut posted = posted.clone();
            posted.drop("reason");
            tried(desk.submit::<ApproveRefund>(&posted).await?, "The money was given back")
        }
        "decline" => tried(desk.submit::<DeclineRefund>(&posted).await?, "It was declined"),
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(PATH, &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
