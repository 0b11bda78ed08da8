//! The two shortcuts that WHMCS has in its sidebar: making the invoices that are due, and trying
//! the stored cards. Both say first what would happen.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::Flag;
use protocol::{
    AttemptCaptures, AttemptCapturesResponse, AutomationRan, CapturePayment, GenInvoices,
    GetInvoices, Invoice, RunAutomation,
};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use super::names;
use crate::App;
use crate::routing::{get, post};
use crate::whmcs::CallError;

/// The task of the automation that makes invoices.
const INVOICES: &str = "CreateInvoices";
/// Invoices that one run of captures may try.
const CAPTURES_MAX: u64 = 250;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/generate", get(preview).merge(post(generate)))
        .route("/admin/capture", get(candidates).merge(post(capture)))
}

/// `GET /admin/generate`: a rehearsal where the WHMCS can do one; nothing is kept. In a large
/// company it takes a moment, so the page stands at once and then fetches it (`told`).
async fn preview(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    // Another WHMCS, or a role that may generate but not run the automation: no rehearsal.
    let rehearses = desk.does_itself("RunAutomation");
    let told = query.text("told") == "1";
    let ran = if rehearses && told { rehearsal(&desk).await } else { None };
    let mut view = json!({
        "ran": ran,
        "fetched": rehearses && !told,
        "made": null,
        "problems": Problems::default(),
    });
    names::beside_numbers(&desk, &mut view).await;
    Ok(desk.page(StatusCode::OK, "admin/generate.html", "Generate due invoices", view).await)
}

async fn rehearsal(desk: &Desk) -> Option<AutomationRan> {
    let call = RunAutomation {
        task: Some(INVOICES.to_owned()),
        dryrun: Flag(true),
        ..RunAutomation::default()
    };
    desk.maybe(call).await.and_then(|answer| answer.tasks.0.into_iter().next())
}

/// `POST /admin/generate`: for all, or what the form names.
async fn generate(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let (status, mut view) = match desk.submit::<GenInvoices>(&posted).await? {
        Tried::Done(answer) => {
            let mut made = json!({
                "count": answer.numcreated,
                "items": answer.items,
                "left_off": answer.itemsleftoff,
                "error": answer.error,
                "rows": [],
            });
            // A WHMCS says only how many.
            if answer.items.is_empty() && answer.numcreated.0 > 0 {
                made["rows"] = json!(newest(&desk, answer.numcreated.0).await);
            }
            let none = Problems::default();
            let view = json!({ "ran": null, "fetched": false, "made": made, "problems": none });
            (StatusCode::OK, view)
        }
        Tried::Again(problems) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({ "ran": null, "fetched": false, "made": null, "problems": problems }),
        ),
    };
    names::beside_numbers(&desk, &mut view).await;
    Ok(desk.page(status, "admin/generate.html", "Generate due invoices", view).await)
}

async fn newest(desk: &Desk, count: i64) -> Vec<Invoice> {
    let call = GetInvoices {
        limitnum: Some(u64::try_from(count).unwrap_or(0).min(100)),
        orderby: Some("id".to_owned()),
        order: Some("desc".to_owned()),
        ..GetInvoices::default()
    };
    desk.maybe(call).await.map(|found| found.invoices.0.invoice.0).unwrap_or_default()
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
    let view = json!({ "due": due(&desk).await?, "results": null, "told": null });
    Ok(desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await)
}

/// `POST /admin/capture`: tries the chosen invoices, or all that are due.
async fn capture(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let ids: Vec<u64> = posted.all("id").filter_map(|id| id.parse().ok()).collect();
    let (told, results) = match posted.verb() {
        "all" => attempt(&desk, &[]).await?,
        _ if ids.is_empty() => (None, Some(Vec::new())),
        _ => attempt(&desk, &ids).await?,
    };
    let mut view = json!({ "due": due(&desk).await?, "results": results, "told": told });
    names::beside_numbers(&desk, &mut view).await;
    Ok(desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await)
}

/// What was done item by item, or invoice by invoice where that is all there is.
async fn attempt(
    desk: &Desk,
    ids: &[u64],
) -> Result<(Option<AttemptCapturesResponse>, Option<Vec<Value>>), Fail> {
    let call = AttemptCaptures { invoiceids: ids.to_vec().into(), ..AttemptCaptures::default() };
    match desk.ask(call).await {
        Ok(answer) => Ok((Some(answer), None)),
        // What stands behind knows only single captures.
        Err(CallError::NotOffered(_)) => Ok((None, Some(one_by_one(desk, ids).await?))),
        Err(error) => match problems(&error) {
            Some(problems) => Ok((None, Some(vec![said(0, false, problems.line())]))),
            None => Err(Fail::new(desk, error)),
        },
    }
}

async fn one_by_one(desk: &Desk, ids: &[u64]) -> Result<Vec<Value>, Fail> {
    let mut results = Vec::new();
    for id in ids {
        let number = i64::try_from(*id).unwrap_or(0);
        match desk.ask(CapturePayment { invoiceid: *id, cvv: None }).await {
            Ok(_) => results.push(said(number, true, "Captured".to_owned())),
            Err(error) => match problems(&error) {
                Some(problems) => results.push(said(number, false, problems.line())),
                None => return Err(Fail::new(desk, error)),
            },
        }
    }
    Ok(results)
}

fn said(id: i64, ok: bool, text: String) -> Value {
    json!({ "id": id, "ok": ok, "said": text })
}
