//! The two shortcuts that WHMCS has in its sidebar: making the invoices that are due, and trying
//! the stored cards. Both say first what would happen.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::Flag;
use protocol::{
    AttemptCaptures, AttemptCapturesResponse, AutomationRan, CapturePayment, GenInvoices,
    GetInvoice, GetInvoices, GetPayMethods, Invoice, PayMethod, RunAutomation,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use super::{names, pick};
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

/// An invoice that is due.
#[derive(Serialize)]
struct Due {
    #[serde(flatten)]
    invoice: Invoice,
    /// Why it cannot be charged; empty where it can.
    why: &'static str,
}

/// Which of them can be charged: those first.
async fn judged(desk: &Desk, rows: Vec<Invoice>) -> Vec<Due> {
    let gateways = charging(desk, &rows).await;
    let charges = |module: &str| gateways.get(module).is_none_or(|charges| *charges);
    let clients: BTreeSet<i64> =
        rows.iter().filter(|row| charges(&row.paymentmethod)).map(|row| row.userid.0).collect();
    let mut stored = BTreeMap::new();
    for client in clients {
        stored.insert(client, has_stored(desk, client, &gateways).await);
    }
    let why = |row: &Invoice| match (charges(&row.paymentmethod), stored.get(&row.userid.0)) {
        (false, _) => "does not charge by itself",
        (true, Some(false)) => "nothing is stored to charge",
        _ => "",
    };
    let mut due: Vec<Due> =
        rows.into_iter().map(|invoice| Due { why: why(&invoice), invoice }).collect();
    due.sort_by_key(|each| !each.why.is_empty());
    due
}

/// Whether the ways to pay charge by themselves, as one invoice of each tells.
async fn charging(desk: &Desk, rows: &[Invoice]) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for row in rows {
        let module = row.paymentmethod.to_string();
        let Some(invoiceid) = row.id.id() else { continue };
        if module.is_empty() || found.contains_key(&module) {
            continue;
        }
        if let Some(invoice) = desk.maybe(GetInvoice { invoiceid }).await {
            found.insert(module, invoice.ccgateway.0);
        }
    }
    found
}

/// Whether a client has stored something to charge; also where nobody tells.
async fn has_stored(desk: &Desk, client: i64, gateways: &BTreeMap<String, bool>) -> bool {
    let Ok(clientid) = u64::try_from(client) else { return false };
    let call = GetPayMethods { clientid, ..GetPayMethods::default() };
    let Some(found) = desk.maybe(call).await else { return true };
    let charges = |method: &PayMethod| gateways.get(&*method.gateway_name).is_none_or(|it| *it);
    found.paymethods.0.iter().any(charges)
}

/// `GET /admin/capture`: which invoices would be tried.
async fn candidates(desk: Desk) -> Result<Response, Fail> {
    let due = judged(&desk, due(&desk).await?).await;
    Ok(captures(&desk, json!({ "due": due, "results": null, "told": null })).await)
}

/// `POST /admin/capture`: tries the chosen invoices, or all that are due.
async fn capture(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let ids: Vec<u64> = posted.all("id").filter_map(|id| id.parse().ok()).collect();
    // Those that are paid by it are not among the due ones afterwards.
    let before = due(&desk).await?.into_iter().filter(|row| !row.invoicenum.is_empty());
    let numbers = before.map(|row| (row.id.0, row.invoicenum.to_string())).collect();
    let (told, results) = match posted.verb() {
        "all" => attempt(&desk, &[]).await?,
        _ if ids.is_empty() => (None, Some(Vec::new())),
        _ => attempt(&desk, &ids).await?,
    };
    let due = judged(&desk, due(&desk).await?).await;
    let mut view = json!({ "due": due, "results": results, "told": told });
    say_numbers(&desk, &numbers, &mut view).await;
    names::beside_numbers(&desk, &mut view).await;
    Ok(captures(&desk, view).await)
}

async fn captures(desk: &Desk, mut view: Value) -> Response {
    view["gateways"] = json!(pick::gateways(desk, "").await);
    desk.page(StatusCode::OK, "admin/capture.html", "Attempt CC captures", view).await
}

/// Names the invoices in what was done as people know them.
async fn say_numbers(desk: &Desk, numbers: &BTreeMap<i64, String>, view: &mut Value) {
    for (list, key) in [("/told/items", "relid"), ("/results", "id")] {
        let rows = view.pointer_mut(list).and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten() {
            let Some(id) = row[key].as_i64().filter(|id| *id > 0) else { continue };
            let number = match numbers.get(&id) {
                Some(number) => number.clone(),
                None => names::invoice(desk, id).await,
            };
            let text = row["description"].as_str().unwrap_or_default();
            let said = match text.strip_prefix("Invoice") {
                Some(rest) => format!("Invoice {number}{rest}"),
                None => format!("Invoice {number}: {text}"),
            };
            row["description"] = said.into();
            row["number"] = number.into();
        }
    }
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
