//! One service: what it is, what it costs, and what its module can be told.

mod edit;
mod upgrade;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    AddCancelRequest, CancelRequest, ClientService, DeleteCancelRequest, GetCancelledPackages,
    GetClientsAddons, GetClientsProducts, GetModuleQueue, GetServiceFunctions, GetServiceMetrics,
    ModuleChangePackage, ModuleChangePw, ModuleCreate, ModuleSuspend, ModuleTerminate,
    ModuleUnsuspend, OperateService, ServiceAddon, SetServiceReverseDns, TransferOwnership,
    UpdateClientProduct,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::lists::hosting::SERVICE_STATES;
use super::{client, pick};
use crate::App;
use crate::pages::client::{operations, said_before};
use crate::pages::metrics::{PART, answered};
use crate::routing::{get, post};

/// The cycles as `UpdateClientProduct` and `UpdateClientAddon` read them.
pub(super) const CYCLES: &[&str] = &[
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
const KEPT: &[&str] = &["servicepassword", "terminationdate"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/services/{id}", get(page).merge(post(submit)))
        .route("/admin/services/{id}/metrics", get(metrics))
        .route("/admin/services/{id}/upgrade", get(upgrade::form).merge(post(upgrade::submit)))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

async fn found(desk: &Desk, id: u64) -> Result<ClientService, Fail> {
    let call = GetClientsProducts { serviceid: Some(id), ..GetClientsProducts::default() };
    let found = desk.call(call).await?.products.0.product.0.into_iter().next();
    found.ok_or_else(|| Fail::missing(desk))
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let service = found(desk, id).await?;
    let queue = GetModuleQueue {
        relatedId: Some(id),
        serviceType: Some("service".to_owned()),
        ..GetModuleQueue::default()
    };
    let failed = desk.maybe(queue).await.map(|found| found.queue.0).unwrap_or_default();
    let functions = desk.maybe(GetServiceFunctions { serviceid: id }).await;
    let products = edit::products(desk).await;
    let product = products.iter().find(|product| product.pid == service.pid);
    let module = product.map(|product| product.module.to_string()).unwrap_or_default();
    let promotions = edit::promotions(desk).await;
    let (inputs, answers) = edit::asked(product, &service);
    let typed = typed.unwrap_or_default();
    let own = if is_update(&typed) { typed.clone() } else { fields(&service) };
    let status = problems.status();
    let title = service.name.to_string();
    let view = json!({
        "client": client::owner(desk, service.clientid.0).await,
        "products": edit::named(&products),
        "promotion": edit::promotion(&service, &promotions),
        "promotions": promotions,
        "servers": edit::servers(desk, &module, service.serverid).await,
        "asks": { "inputs": inputs, "addons": [] },
        "gateways": pick::gateways(desk, "As the client prefers").await,
        "states": pick::words(SERVICE_STATES),
        "cycles": pick::words(CYCLES),
        "failed": failed,
        "addons": addons(desk, id).await,
        "wish": wish(desk, id).await,
        "operations": match &functions {
            Some(told) if desk.may("OperateService") => operations(&told.functions.0),
            _ => Vec::new(),
        },
        "names_addresses": functions.as_ref().is_some_and(|told| told.reversedns.0),
        "is_measured": desk.may("GetServiceMetrics")
            && functions.as_ref().is_some_and(|told| told.metrics.0),
        "module": functions.map(|told| told.module.0).unwrap_or_default(),
        "fields": edit::joined(own, answers, &typed),
        "typed": typed,
        "problems": problems,
        "extra": service.customfields.0.customfield.0,
        "options": service.configoptions.0.configoption.0,
        "service": service,
    });
    Ok(desk.page(status, "admin/service.html", &title, view).await)
}

/// What else is paid for with it.
async fn addons(desk: &Desk, id: u64) -> Vec<ServiceAddon> {
    let call = GetClientsAddons { serviceid: vec![id].into(), ..GetClientsAddons::default() };
    desk.maybe(call).await.map(|found| found.addons.0.addon.0).unwrap_or_default()
}

/// The request to end it that still stands.
async fn wish(desk: &Desk, id: u64) -> Option<CancelRequest> {
    let serviceid = Some(id);
    let call = GetCancelledPackages { serviceid, ..GetCancelledPackages::default() };
    let rows = desk.maybe(call).await?.packages.0.package.0;
    rows.into_iter().find(|row| row.relid.id() == serviceid)
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
    let service = found(&desk, id).await?;
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
        "operate" => return operate(&desk, id, &posted).await,
        "name" => run::<SetServiceReverseDns>(&desk, &posted, key, "The name is set").await?,
        "give" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, confirm::give("service", id)).await);
        }
        "give" => {
            let call = posted.clone().with("type", "service");
            run::<TransferOwnership>(&desk, &call, ("relid", id), "It is the other client's now")
                .await?
        }
        "update" => {
            run::<UpdateClientProduct>(&desk, &edit::emptied(&posted), key, "Saved").await?
        }
        "chosen" => run::<UpdateClientProduct>(&desk, &posted, key, "Saved").await?,
        "record" => {
            run::<UpdateClientProduct>(&desk, &posted, key, "The password is noted").await?
        }
        "end" => run::<AddCancelRequest>(&desk, &posted, key, "The end is noted").await?,
        "withdraw" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, withdraw(id)).await);
        }
        "withdraw" => {
            run::<DeleteCancelRequest>(&desk, &posted, key, "The request is withdrawn").await?
        }
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

/// Has the module do something with the machine; what interrupts its work is asked about first.
async fn operate(desk: &Desk, id: u64, posted: &Posted) -> Result<Response, Fail> {
    let here = format!("/admin/services/{id}");
    if let Some((label, text)) =
        said_before(posted.text("func_name")).filter(|_| !posted.confirmed())
    {
        let title = format!("{label}?");
        let question =
            Question { title, text, button: "Yes, do it", back: here, ..Question::default() };
        return Ok(confirm::ask(desk, posted, question).await);
    }
    let call = posted.clone().with("serviceid", id);
    Ok(match desk.submit::<OperateService>(&call).await? {
        Tried::Done(done) => match done.url.filter(|url| url.starts_with("https://")) {
            Some(url) => desk.show_screen(&url).await,
            None if done.pending.0 => desk.go(&here, "The provider works on it"),
            None => desk.go(&here, "It is done"),
        },
        Tried::Again(problems) => desk.refuse(&here, &problems.line()),
    })
}

fn withdraw(id: u64) -> Question {
    Question {
        title: "Withdraw the request to end this service?".to_owned(),
        text: "It goes on as before, and is renewed when it is due.".to_owned(),
        button: "Withdraw",
        harmless: true,
        back: format!("/admin/services/{id}"),
        ..Question::default()
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
        ("promoid", service.promoid.0.to_string()),
        ("serverid", service.serverid.0.to_string()),
        ("overideautosuspend", u8::from(service.overideautosuspend.0).to_string()),
        ("overidesuspenduntil", date(service.overidesuspenduntil)),
        ("ns1", service.ns1.to_string()),
        ("ns2", service.ns2.to_string()),
    ];
    text.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
