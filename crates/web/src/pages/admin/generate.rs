//! The two shortcuts that WHMCS has in its sidebar: making the invoices that are due, and trying
//! the stored cards. Both say first what would happen.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use protocol::wire::Flag;
use protocol::{AttemptCaptures, CapturePayment, GenInvoices, GetInvoices, Invoice, RunAutomation};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use crate::App;
use crate::whmcs::CallError;

/// The task of the automation that makes invoices.
const INVOICES: &str = "CreateInvoices";
/// Invoices that one run of captures may try.
const CAPTURES_MAX: u64 = 250;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/generate", get(preview).post(generate))
        .route("/admin/capture", get(candidates).post(capture))
}

/// `GET /admin/generate`: a rehearsal where the WHMCS can do one; nothing is kept.
async fn preview(desk: Desk) -> Result<Response, Fail> {
    let call = RunAutomation {
        task: Some(INVOICES.to_owned()),
        dryrun: Flag(true),
        ..RunAutomation::default()
    };
    let ran = match desk.ask(call).await {
        Ok(answer) => answer.tasks.0.into_iter().next(),
        // Another WHMCS, or a role that may generate but not run the automation: no rehearsal.
        Err(error) => {
            tracing::debug!(%error, "no rehearsal");
            None
        }
    };
    let view = json!({ "ran": ran, "count": null, "problems": Problems::default(), "made": null });
    Ok(desk.page(StatusCode::OK, "admin/generate.html", "Generate due invoices", view).await)
}

/// `POST /admin/generate`
async fn generate(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let answer = match desk.submit::<GenInvoices>(&posted).await? {
        Tried::Done(answer) => answer,
        Tried::Again(problems) => {
            let view = json!({ "ran": null, "count": null, "problems": problems, "made": null });
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
    let view =
        json!({ "ran": null, "count": count, "problems": Problems::default(), "made": made });
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

/// `POST /admin/capture`: tries the chosen invoices.
async fn capture(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let ids: Vec<u64> = posted.all("id").filter_map(|id| id.parse().ok()).collect();
    let results = if ids.is_empty() { Vec::new() } else { attempt(&desk, &ids).await? };
    let view = json!({ "due": due(&desk).await?, "results": results });
    Ok(desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await)
}

async fn attempt(desk: &Desk, ids: &[u64]) -> Result<Vec<Value>, Fail> {
    let call = AttemptCaptures { clientid: None, invoiceids: ids.to_vec().into() };
    let answer = match desk.ask(call).await {
        Ok(answer) => answer,
        // What stands behind knows only single captures.
        Err(CallError::NotOffered(_)) => return one_by_one(desk, ids).await,
        Err(error) => {
            return match problems(&error) {
                Some(problems) => Ok(vec![told(0, false, problems.line())]),
                None => Err(Fail::new(desk, error)),
            };
        }
    };
    let items = answer.items.0.into_iter().map(|item| {
        let said = if item.skipped.is_empty() { &item.description } else { &item.skipped };
        told(item.relid.0, item.skipped.is_empty(), said.to_string())
    });
    let mut results: Vec<_> = items.collect();
    for said in [answer.error, answer.waitsforapproval] {
        if !said.is_empty() {
            results.push(told(0, false, said.to_string()));
        }
    }
    Ok(results)
}

async fn one_by_one(desk: &Desk, ids: &[u64]) -> Result<Vec<Value>, Fail> {
    let mut results = Vec::new();
    for id in ids {
        let number = i64::try_from(*id).unwrap_or(0);
        match desk.ask(CapturePayment { invoiceid: *id, cvv: None }).await {
            Ok(_) => results.push(told(number, true, "Captured".to_owned())),
            Err(error) => match problems(&error) {
                Some(problems) => results.push(told(number, false, problems.line())),
                None => return Err(Fail::new(desk, error)),
            },
        }
    }
    Ok(results)
}

fn told(id: i64, ok: bool, said: String) -> Value {
    json!({ "id": id, "ok": ok, "said": said })
}
