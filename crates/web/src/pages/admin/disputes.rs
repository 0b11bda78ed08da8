//! Disputed payments: what gateways told, and how it ended.

use axum::Router;
use axum::response::Response;
use protocol::{CloseDispute, Dispute, GetDisputes};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use super::queue::{self, Button, Queue, Row};
use crate::App;
use crate::pages::words::moment;
use crate::routing::{get, post};

const PATH: &str = "/admin/disputes";
const STATUSES: &[&str] = &["Open", "Won", "Lost"];
const WON: Button = Button {
    verb: "won",
    label: "Won",
    danger: false,
    asks: "A note, if you like",
    field: "notes",
};
const LOST: Button = Button { verb: "lost", label: "Lost", danger: true, asks: "", field: "" };

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, typed: &Posted, problems: Problems) -> Result<Response, Fail> {
    let (status, skip) = queue::asked(desk, STATUSES);
    let call = GetDisputes {
        status: Some(status.clone()),
        limitstart: Some(skip),
        limitnum: Some(queue::ROWS),
        userid: None,
    };
    let found = desk.call(call).await?;
    let more = queue::older(PATH, &status, skip, found.totalresults.0);
    let may = desk.may("CloseDispute");
    let rows = found.disputes.0.dispute.0.into_iter().map(|row| shown(may, &row)).collect();
    let queue = Queue {
        path: PATH,
        title: "Disputes",
        lead: "Payments that clients had taken back. Evidence is sent at the gateway; a lost one is \
               booked as a refund by hand on its invoice",
        key: "disputeid",
        statuses: STATUSES,
        status,
        rows,
        more,
        empty: "No dispute is like that.",
    };
    Ok(queue::page(desk, queue, typed, problems).await)
}

fn shown(may: bool, row: &Dispute) -> Row {
    let mut lines = vec![format!("Told by {}, {}", row.gateway, moment(&row.opened.to_string()))];
    if row.invoiceid.0 > 0 {
        lines.push(format!("Invoice {} of client {}", row.invoiceid, row.userid));
    } else {
        lines.push("The payment is not known here".to_owned());
    }
    if &*row.status != "Open" {
        lines.push(format!("Closed {}", moment(&row.closed.to_string())));
    }
    if !row.notes.is_empty() {
        lines.push(row.notes.to_string());
    }
    let href = match row.invoiceid.0 {
        0 => "/admin/transactions".to_owned(),
        id => format!("/admin/invoices/{id}"),
    };
    let open = may && &*row.status == "Open";
    Row {
        id: row.disputeid.0,
        title: format!("Payment {}", row.transid),
        href,
        status: row.status.to_string(),
        lines,
        file: None,
        buttons: if open { vec![WON, LOST] } else { Vec::new() },
    }
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "lost" && !posted.confirmed() {
        let question = Question {
            title: "Is this dispute lost?".to_owned(),
            text: "It cannot be opened again. The money is gone: book the refund on its invoice \
                   then."
                .to_owned(),
            button: "It is lost",
            back: PATH.to_owned(),
            ..Question::default()
        };
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    let said = match posted.verb() {
        "won" => "It is written down; what was on hold goes on",
        "lost" => "It is written down. Book the refund on the invoice",
        _ => return Err(Fail::missing(&desk)),
    };
    let call = posted.clone().with("outcome", posted.verb());
    match tried(desk.submit::<CloseDispute>(&call).await?, said) {
        Ok(said) => Ok(desk.go(PATH, &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
