//! The least gateway with types: an address becomes a call, the answer is read into a struct, put
//! into another form and written. It knows no session, no owner, no limit and no error.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// Larger answers are not read (bytes).
const ANSWER_MAX: usize = 1 << 20;

struct Gateway {
    client: Client<HttpConnector, Body>,
    upstream: Uri,
}

#[derive(Deserialize)]
struct Answer {
    totalresults: u64,
    invoices: Invoices,
}

#[derive(Deserialize)]
struct Invoices {
    invoice: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: u64,
    invoicenum: String,
    status: String,
    date: String,
    duedate: String,
    datepaid: String,
    subtotal: String,
    tax: String,
    tax2: String,
    credit: String,
    total: String,
    paymentmethod: String,
    currencycode: String,
}

#[derive(Serialize)]
struct Page {
    items: Vec<Invoice>,
    total: u64,
}

#[derive(Serialize)]
struct Invoice {
    id: u64,
    number: Option<String>,
    status: String,
    date: Option<String>,
    due_on: Option<String>,
    paid_at: Option<String>,
    subtotal: Money,
    tax: Money,
    tax2: Money,
    credit: Money,
    total: Money,
    payment_method: Option<String>,
}

#[derive(Serialize)]
struct Money {
    amount: String,
    currency: String,
}

/// Serves until the process ends, and prints the address.
pub(crate) async fn serve(upstream: SocketAddr) -> Result<()> {
    let upstream = format!("http://{upstream}/includes/api.php").parse()?;
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let client = Client::builder(TokioExecutor::new()).build(connector);
    let routes = Router::new().fallback(list).with_state(Arc::new(Gateway { client, upstream }));
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    crate::report::line(format!("Gateway is open at http://{}/", listener.local_addr()?));
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn list(State(gateway): State<Arc<Gateway>>, request: Request) -> Response {
    match page(&gateway, request.uri()).await {
        Ok(bytes) => ([(CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(why) => (StatusCode::BAD_GATEWAY, why.to_string()).into_response(),
    }
}

async fn page(gateway: &Gateway, asked: &Uri) -> Result<Vec<u8>> {
    let cursor = asked.query().and_then(|query| query.strip_prefix("cursor=")).unwrap_or("0");
    let start = u64::from_str_radix(cursor, 16)?;
    let form = format!(
        "userid=7&limitstart={start}&limitnum=25&responsetype=json&identifier=a&secret=b\
         &action=GetInvoices"
    );
    let call = axum::http::Request::post(gateway.upstream.clone())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))?;
    let answer = gateway.client.request(call).await?;
    let bytes = axum::body::to_bytes(Body::new(answer.into_body()), ANSWER_MAX).await?;
    let answer: Answer = serde_json::from_slice(&bytes).context("the answer")?;
    let items = answer.invoices.invoice.into_iter().map(invoice).collect();
    Ok(serde_json::to_vec(&Page { items, total: answer.totalresults })?)
}

fn invoice(row: Row) -> Invoice {
    let money = |amount| Money { amount, currency: row.currencycode.clone() };
    let said = |text: String| (!text.is_empty() && !text.starts_with("0000")).then_some(text);
    Invoice {
        id: row.id,
        number: said(row.invoicenum),
        status: row.status,
        date: said(row.date),
        due_on: said(row.duedate),
        paid_at: said(row.datepaid),
        subtotal: money(row.subtotal),
        tax: money(row.tax),
        tax2: money(row.tax2),
        credit: money(row.credit),
        total: money(row.total),
        payment_method: said(row.paymentmethod),
    }
}
