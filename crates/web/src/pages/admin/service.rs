//! One service: what it is, what it costs, and what its module can be told.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    AddCancelRequest, ClientService, GetClientsProducts, GetModuleQueue, GetServiceFunctions,
    GetServiceMetrics, ModuleChangePackage, ModuleChangePw, ModuleCreate, ModuleSuspend,
    ModuleTerminate, ModuleUnsuspend, SetServiceReverseDns, TransferOwnership, UpdateClientProduct,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems};
use super::lists::hosting::SERVICE_STATES;
use super::{client, pick};
use crate::App;
use crate::pages::metrics::{PART, answered};
use crate::routing::{get, post};

/// The cycles as `UpdateClientProduct` reads them.
const CYCLES: &[&str] = &[
    "Free Account",
    "One Time",
    "Monthly",
    "Quarterly",
    "Semi-Annually",
    "Annually",
    "Biennially",
    "Triennially",
];
/// Fields that stay as they are when nothing is typed.
const KEPT: &[&str] = &["servicepassword", "terminationdate", "overidesuspenduntil"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/services/{id}", get(page).merge(post(submit)))
        .route("/admin/services/{id}/metrics", get(metrics))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let call = GetClientsProducts { serviceid: Some(id), ..GetClientsProducts::default() };
    let found = desk.call(call).await?.products.0.product.0.into_iter().next();
    let service = found.ok_or_else(|| Fail::missing(desk))?;
    let queue = GetModuleQueue {
        relatedId: Some(id),
        serviceType: Some("service".to_owned()),
        ..GetModuleQueue::default()
    };
    let failed = desk.maybe(queue).await.map(|found| found.queue.0).unwrap_or_default();
    let functions = desk.maybe(GetServiceFunctions { serviceid: id }).await;
    let status = problems.status();
    let title = service.name.to_string();
    let view = json!({
        "client": client::owner(desk, service.clientid.0).await,
        "products": pick::products(desk).await,
        "gateways": pick::gateways(desk, "As the client prefers").await,
        "states": pick::words(SERVICE_STATES),
        "cycles": pick::words(CYCLES),
        "failed": failed,
        "names_addresses": functions.as_ref().is_some_and(|told| told.reversedns.0),
        "is_measured": desk.may("GetServiceMetrics")
            && functions.as_ref().is_some_and(|told| told.metrics.0),
        "module": functions.map(|told| told.module.0).unwrap_or_default(),
        "fields": typed.clone().filter(is_update).unwrap_or_else(|| fields(&service)),
        "typed": typed.unwrap_or_default(),
        "problems": problems,
        "extra": service.customfields.0.customfield.0,
        "options": service.configoptions.0.configoption.0,
        "service": service,
    });
    Ok(desk.page(status, "admin/service.html", &title, view).await)
}

fn is_update(typed: &BTreeMap<String, String>) -> bool {
    typed.get("do").is_some_and(|verb| verb == "update")
}

/// How busy it was: its provider is asked, so the page of the service fetches it once it stands.
async fn metrics(
    desk: Desk,
    Path(id): Path<u64>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fail> {
    let call = GetClientsProducts { serviceid: Some(id), ..GetClientsProducts::default() };
    let found = desk.call(call).await?.products.0.product.0.into_iter().next();
    let service = found.ok_or_else(|| Fail::missing(&desk))?;
    let said = desk.ask(GetServiceMetrics { serviceid: id }).await;
    let measured = answered(said).map_err(|error| Fail::new(&desk, error))?;
    if query.as_deref() == Some(PART) {
        let view = json!({ "measured": measured });
        return Ok(desk.app().0.templates.page(StatusCode::OK, "metrics.html", &view));
    }
    let title = format!("How busy {} was", service.name);
    let view = json!({ "service": service, "measured": measured });
    Ok(desk.page(StatusCode::OK, "admin/service_metrics.html", &title, view).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, mut posted: Posted) -> Result<Response, Fail> {
    for name in KEPT {
        if posted.text(name).is_empty() {
            posted.drop(name);
        }
    }
    let key = ("serviceid", id);
    let said = match posted.verb() {
        "create" => run::<ModuleCreate>(&desk, &posted, key, "The account was created").await?,
        "suspend" => run::<ModuleSuspend>(&desk, &posted, key, "It is suspended").await?,
        "unsuspend" => run::<ModuleUnsuspend>(&desk, &posted, key, "It runs again").await?,
        "package" => run::<ModuleChangePackage>(&desk, &posted, key, "The package is set").await?,
        "password" => {
            run::<ModuleChangePw>(&desk, &posted, key, "The password was changed").await?
        }
        "name" => run::<SetServiceReverseDns>(&desk, &posted, key, "The name is set").await?,
        "give" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, confirm::give("service", id)).await);
        }
        "give" => {
            let call = posted.clone().with("type", "service");
            run::<TransferOwnership>(&desk, &call, ("relid", id), "It is the other client's now")
                .await?
        }
        "update" => run::<UpdateClientProduct>(&desk, &posted, key, "Saved").await?,
        "end" => run::<AddCancelRequest>(&desk, &posted, key, "The end is noted").await?,
        "terminate" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, terminate(id)).await);
        }
        "terminate" => run::<ModuleTerminate>(&desk, &posted, key, "It was terminated").await?,
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/services/{id}"), &said)),
        Err(problems) => show(&desk, id, Some(posted.fields()), problems).await,
    }
}

fn terminate(id: u64) -> Question {
    Question {
        title: "Terminate this service?".to_owned(),
        text: "The module deletes the account and everything in it. This cannot be undone."
            .to_owned(),
        button: "Terminate",
        back: format!("/admin/services/{id}"),
        ..Question::default()
    }
}

/// The service as its form has it: named as `UpdateClientProduct` reads it.
fn fields(service: &ClientService) -> BTreeMap<String, String> {
    let date =
        |date: protocol::wire::WireDate| date.0.map(|date| date.to_string()).unwrap_or_default();
    let text = [
        ("pid", service.pid.0.to_string()),
        ("domain", service.domain.to_string()),
        ("status", service.status.to_string()),
        ("billingcycle", service.billingcycle.to_string()),
        ("paymentmethod", service.paymentmethod.to_string()),
        ("firstpaymentamount", service.firstpaymentamount.to_string()),
        ("recurringamount", service.recurringamount.to_string()),
        ("regdate", date(service.regdate)),
        ("nextduedate", date(service.nextduedate)),
        ("serviceusername", service.username.to_string()),
        ("dedicatedip", service.dedicatedip.to_string()),
        ("assignedips", service.assignedips.to_string()),
        ("subscriptionid", service.subscriptionid.to_string()),
        ("notes", service.notes.to_string()),
        ("suspendreason", service.suspensionreason.to_string()),
    ];
    text.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
