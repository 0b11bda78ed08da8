//! A stock WHMCS that answers at once: one user with one client and a page of invoices.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::net::TcpListener;

/// Invoices of a page.
const ROWS: u64 = 25;
const LOGIN: &str =
    r#"{"result":"success","userid":7,"passwordhash":"x","twoFactorEnabled":false}"#;
const USERS: &str = r#"{"result":"success","totalresults":1,"users":[{"id":7,"firstname":"Ada",
"lastname":"Low","email":"ada@bench.test","clients":[{"id":7,"isOwner":true}]}]}"#;
const DETAILS: &str = r#"{"result":"success","client":{"client_id":7,"owner_user_id":7,"id":7,
"firstname":"Ada","lastname":"Low","email":"ada@bench.test","status":"Active",
"currency_code":"USD","users":{"user":[{"id":7,"name":"Ada Low","email":"ada@bench.test",
"is_owner":true}]}}}"#;
const NOT_FOUND: &str = r#"{"result":"error","message":"Command Not Found"}"#;

/// What the server is like.
struct Whmcs {
    invoices: String,
    delay: Duration,
    lists: AtomicU64,
}

/// Serves until the process ends, and prints the address. `/count` says how many lists were asked
/// for.
pub(crate) async fn serve(delay: Duration) -> Result<()> {
    let whmcs = Arc::new(Whmcs { invoices: invoices(), delay, lists: AtomicU64::new(0) });
    let routes = Router::new()
        .route("/includes/api.php", post(answer))
        .route("/count", get(count))
        .with_state(whmcs);
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    crate::report::line(format!("Upstream is open at http://{}/", listener.local_addr()?));
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn answer(State(whmcs): State<Arc<Whmcs>>, body: String) -> impl IntoResponse {
    let action = body.rsplit("action=").next().and_then(|rest| rest.split('&').next());
    let said = match action.unwrap_or_default() {
        "GetInvoices" => {
            whmcs.lists.fetch_add(1, Ordering::Relaxed);
            if !whmcs.delay.is_zero() {
                tokio::time::sleep(whmcs.delay).await;
            }
            whmcs.invoices.clone()
        }
        "ValidateLogin" => LOGIN.to_owned(),
        "GetUsers" => USERS.to_owned(),
        "GetClientsDetails" => DETAILS.to_owned(),
        _ => NOT_FOUND.to_owned(),
    };
    ([(CONTENT_TYPE, "application/json")], said)
}

async fn count(State(whmcs): State<Arc<Whmcs>>) -> String {
    whmcs.lists.load(Ordering::Relaxed).to_string()
}

/// A list of some 14 KiB, as the WHMCS API writes it.
fn invoices() -> String {
    let row = |id: u64| {
        format!(r#"{{"id":{id},"userid":7,"firstname":"Ada","lastname":"Low","companyname":"","#)
            + &format!(r#""invoicenum":"2026-{id}","date":"2026-01-31","duedate":"2026-02-14","#)
            + r#""datepaid":"0000-00-00 00:00:00","last_capture_attempt":"0000-00-00 00:00:00","#
            + r#""date_refunded":"0000-00-00 00:00:00","date_cancelled":"0000-00-00 00:00:00","#
            + r#""subtotal":"100.00","credit":"0.00","tax":"19.00","tax2":"0.00","#
            + r#""total":"119.00","taxrate":"19.000","taxrate2":"0.000","status":"Unpaid","#
            + r#""paymentmethod":"banktransfer","paymethodid":null,"notes":"","#
            + r#""created_at":"2026-01-31 09:00:00","updated_at":"2026-01-31 09:00:00","#
            + r#""currencycode":"USD","currencyprefix":"$","currencysuffix":" USD"}"#
    };
    let rows: Vec<String> = (0..ROWS).map(|number| row(1000 + number)).collect();
    format!(r#"{{"result":"success","totalresults":10000000,"startnumber":0,"numreturned":{ROWS},"#)
        + &format!(r#""invoices":{{"invoice":[{}]}}}}"#, rows.join(","))
}
