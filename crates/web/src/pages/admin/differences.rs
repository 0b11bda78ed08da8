//! What gateways and our books do not agree about, until somebody looked into it.

use axum::Router;
use axum::response::Response;
use protocol::{CloseGatewayDifference, GatewayDifference, GetGatewayDifferences};

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use super::queue::{self, Button, Queue, Row};
use crate::App;
use crate::pages::words::moment;
use crate::routing::{get, post};

const PATH: &str = "/admin/gateway-differences";
const STATUSES: &[&str] = &["Open", "Closed"];
const CLOSE: Button = Button {
    verb: "close",
    label: "Close",
    danger: false,
    asks: "What it was, if you like",
    field: "notes",
};

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, typed: &Posted, problems: Problems) -> Result<Response, Fail> {
    let (status, skip) = queue::asked(desk, STATUSES);
    let call = GetGatewayDifferences {
        status: Some(status.clone()),
        gateway: None,
        limitstart: Some(skip),
        limitnum: Some(queue::ROWS),
    };
    let found = desk.call(call).await?;
    let more = queue::older(PATH, &status, skip, found.totalresults.0);
    let may = desk.may("CloseGatewayDifference");
    let rows = found.differences.0.difference.0;
    let rows = rows.into_iter().map(|row| shown(may, &row)).collect();
    let queue = Queue {
        path: PATH,
        title: "Gateway differences",
        lead: "What payment gateways have written down on the last days and our books have not, or \
               the other way round. Every day they are compared; closing one changes no books",
        key: "differenceid",
        statuses: STATUSES,
        status,
        rows,
        more,
        empty: "Gateways and books agree.",
    };
    Ok(queue::page(desk, queue, typed, problems).await)
}

fn shown(may: bool, row: &GatewayDifference) -> Row {
    let found = moment(&row.found.to_string());
    let mut lines = vec![row.description.to_string(), format!("Found {found}: {}", row.kind)];
    if row.userid.0 > 0 {
        lines.push(format!("Client {}", row.userid));
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
        id: row.differenceid.0,
        title: format!("{} {}", row.gateway, row.transid),
        href,
        status: row.status.to_string(),
        lines,
        file: None,
        buttons: if open { vec![CLOSE] } else { Vec::new() },
    }
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() != "close" {
        return Err(Fail::missing(&desk));
    }
    let said = "It is closed";
    match tried(desk.submit::<CloseGatewayDifference>(&posted).await?, said) {
        Ok(said) => Ok(desk.go(PATH, &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
