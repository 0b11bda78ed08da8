//! The two shortcuts that WHMCS has in its sidebar: making the invoices that are due, and trying
//! the stored cards. Both say first what would happen.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use protocol::{CapturePayment, GenInvoices, GetInvoices, Invoice};
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use crate::App;

/// Invoices that one run of captures may try.
const CAPTURES_MAX: u64 = 250;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/generate", get(preview).post(generate))
        .route("/admin/capture", get(candidates).post(capture))
}

/// `GET /admin/generate`: a rehearsal where the WHMCS can do one; nothing is kept.
async fn preview(desk: Desk) -> Result<Response, Fail> {
    let count = match desk.rehearse::<GenInvoices>(&Posted::default()).await? {
        Tried::Done(answer) => Some(answer.numcreated.0),
        Tried::Again(_) => None,
    };
    let view = json!({ "count": count, "problems": Problems::default(), "made": null });
    Ok(desk.page(StatusCode::OK, "admin/generate.html", "Generate due invoices", view).await)
}

/// `POST /admin/generate`
async fn generate(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let answer = match desk.submit::<GenInvoices>(&posted).await? {
        Tried::Done(answer) => answer,
        Tried::Again(problems) => {
            let view = json!({ "count": null, "problems": problems, "made": null });
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(desk
                .page(status, "admin/generate.html", "Generate due invoices", view)
                .await);
        }
    };
    let count = u64::try_from(answer.numcreated.0).unwrap_or(0);
    let mut made = Vec::new();
    if count > 0 {
        let call = GetInvoices {
            limitnum: Some(count.min(100)),
            orderby: Some("id".to_owned()),
            order: Some("desc".to_owned()),
            ..GetInvoices::default()
        };
        made = desk.maybe(call).await.map(|found| found.invoices.0.invoice.0).unwrap_or_default();
    }
    let view = json!({ "count": count, "problems": Problems::default(), "made": made });
    Ok(desk.page(StatusCode::OK, "admin/generate.html", "Generate due invoices", view).await)
}

/// What is unpaid and due today or earlier.
async fn due(desk: &Desk) -> Result<Vec<Invoice>, Fail> {
    let call = GetInvoices {
        status: Some("Unpaid".to_owned()),
        limitnum: Some(CAPTURES_MAX),
        orderby: Some("duedate".to_owned()),
        order: Some("asc".to_owned()),
        ..GetInvoices::default()
    };
    let today = desk.now().date();
    let mut rows = desk.call(call).await?.invoices.0.invoice.0;
    rows.retain(|row| row.duedate.0.is_some_and(|due| due <= today));
    Ok(rows)
}

/// `GET /admin/capture`: which invoices would be tried.
async fn candidates(desk: Desk) -> Result<Response, Fail> {
    let view = json!({ "due": due(&desk).await?, "results": null });
    Ok(desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await)
}

/// `POST /admin/capture`: tries each of the chosen invoices, one after the other.
async fn capture(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let mut results = Vec::new();
    for id in posted.all("id").filter_map(|id| id.parse::<u64>().ok()) {
        match desk.ask(CapturePayment { invoiceid: id, cvv: None }).await {
            Ok(_) => results.push(json!({ "id": id, "ok": true, "said": "Captured" })),
            Err(error) => match problems(&error) {
                Some(problems) => {
                    results.push(json!({ "id": id, "ok": false, "said": problems.line() }));
                }
                None => return Err(Fail::new(&desk, error)),
            },
        }
    }
    let view = json!({ "due": due(&desk).await?, "results": results });
    Ok(desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await)
}
