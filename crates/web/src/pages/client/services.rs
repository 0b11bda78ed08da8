//! Services: the list, one in detail, and what its module does for the client.

use axum::extract::{Path, Query};
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::{ClientService, GetClientsProducts, ServiceAddon};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::home::today;
use super::list::{ROWS, Wanted};
use super::prove::{self, Wish};
use super::{service_addons, usage};
use crate::functions::{self, Operation};
use crate::pages::filled::Filled;
use crate::pages::language::{tell, tell_with};
use crate::pages::sizes::about;
use crate::pages::sorry::{Sorry, missing};
use crate::pages::words::Money;
use crate::session::proof::has_proof;

/// A function that clients may use. Its words are the message `do-` and its name; those of one that
/// is asked about first stand in `do-…-warning`.
struct Function {
    name: &'static str,
    icon: &'static str,
    /// What it means is said before it is done.
    asks: bool,
}

/// Those that we have words for, in the order shown.
const FUNCTIONS: [Function; 8] = [
    Function { name: "poweron", icon: "play", asks: false },
    Function { name: "reboot", icon: "rotate-cw", asks: true },
    Function { name: "poweroff", icon: "power", asks: true },
    Function { name: "console", icon: "square-terminal", asks: false },
    Function { name: "reset", icon: "zap", asks: true },
    Function { name: "rescue", icon: "life-buoy", asks: true },
    Function { name: "backup", icon: "archive", asks: false },
    Function { name: "reinstall", icon: "hard-drive", asks: true },
];

impl Function {
    fn label(&self) -> String {
        tell(&format!("do-{}", self.name))
    }

    fn warning(&self) -> String {
        if self.asks { tell(&format!("do-{}-warning", self.name)) } else { String::new() }
    }
}

/// What a module offers to do with a machine, of what we have words for: names, labels and icons.
pub(crate) fn operations(offered: &[String]) -> Vec<Value> {
    let known = FUNCTIONS.iter().filter(|each| offered.iter().any(|name| name == each.name));
    let one = |each: &Function| {
        let label = each.label();
        json!({ "name": each.name, "label": label, "icon": each.icon, "asks": each.asks })
    };
    known.map(one).collect()
}

/// What is said of such a thing before it is done: its label, and what it means; nothing of what
/// is done at once.
pub(crate) fn said_before(name: &str) -> Option<(String, String)> {
    let each = function(name).filter(|each| each.asks)?;
    Some((each.label(), each.warning()))
}

/// `GET /services`
pub(super) async fn list(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let call = GetClientsProducts {
        limitstart: Some(wanted.start()),
        limitnum: Some(ROWS),
        ..GetClientsProducts::default()
    };
    let found = here.door(ClientPermission::Products)?.services(call).await?;
    let money = here.money().await?;
    let pages = wanted.pages("/services", found.totalresults.0);
    let rows = found.products.0.product.iter();
    let rows: Vec<Value> = rows.map(|row| short(row, &money)).collect();
    here.page("client/services.html", &tell("services"))
        .nav("services")
        .show(json!({ "rows": rows, "pages": pages }))
        .await
}

fn short(row: &ClientService, money: &Money) -> Value {
    json!({
        "id": row.id.0,
        "name": row.name.to_string(),
        "group": row.groupname.to_string(),
        "host": for_people(&row.domain),
        "status": row.status.to_string(),
        "due": row.nextduedate.to_string(),
        "price": money.of(&row.recurringamount),
        "cycle": row.billingcycle.to_string(),
    })
}

/// `GET /services/{id}`
pub(super) async fn detail(
    here: Member,
    Path(id): Path<u64>,
    Query(wanted): Query<Period>,
) -> Shown {
    show(&here, id, &wanted.days, Filled::default()).await
}

/// How far back the graphs go.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Period {
    #[serde(default)]
    days: String,
}

async fn show(here: &Member, id: u64, days: &str, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::Products)?;
    let row = door.service(id).await?;
    let money = here.money().await?;
    let may_manage = here.session.may(ClientPermission::ManageProducts) && row.status == "Active";
    let offered = door.functions(id).await?;
    let state = state(&row.status, &offered.running);
    let running = running(&row, &offered.running);
    let names_addresses = may_manage && offered.reversedns.0;
    let is_measured = offered.metrics.0 && row.status == "Active";
    let offered = if may_manage { offered.functions.0 } else { Vec::new() };
    let functions = operations(&offered);
    let had = door.addons_of(id).await?;
    let further = service_addons::further(here, &row, &had).await?;
    let addons: Vec<Value> = had.iter().map(|addon| addon_row(addon, &money)).collect();
    let title = title(&row);
    let ending = door.ending(&row).await.map(|wish| {
        let at_once = &*wish.r#type == "Immediate";
        let takes_back = may_manage && !here.app.whmcs().is_remote();
        json!({ "at_once": at_once, "takes_back": takes_back })
    });
    let usage = usage::graphs(&door, id, days, today(here).await).await?;
    here.page("client/service.html", &title)
        .nav("services")
        .crumb(&tell("services"), "/services")
        .crumb(&title, "")
        .unless(filled.is_good())
        .show(json!({
            "service": service(&row, &money),
            "state": state,
            "running": running,
            "functions": functions,
            "names_addresses": names_addresses,
            "is_measured": is_measured,
            "password": offered.iter().any(|name| name == "changepassword"),
            "manages": here.session.may(ClientPermission::ManageProducts),
            "addons": addons,
            "further": further,
            "ending": ending,
            "usage": usage,
            "filled": filled,
        }))
        .await
}

/// What the page looks different for: the status of a service, and what is being done to it.
pub(super) fn state(status: &str, running: &str) -> String {
    format!("{status} {running}").trim_end().to_owned()
}

/// The sentence about what is being done to a service; what we have no words for is about the
/// service as a whole.
fn running(row: &ClientService, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let what = function(name).map_or_else(|| title(row), Function::label);
    Some(tell_with("do-is-pending", &[("what", what.into())]))
}

pub(super) fn title(row: &ClientService) -> String {
    if row.domain.is_empty() { row.name.to_string() } else { for_people(&row.domain) }
}

fn addon_row(addon: &ServiceAddon, money: &Money) -> Value {
    json!({
        "name": addon.name.to_string(),
        "status": addon.status.to_string(),
        "due": addon.nextduedate.to_string(),
        "price": money.of(&addon.recurring),
        "cycle": addon.billingcycle.to_string(),
    })
}

fn service(row: &ClientService, money: &Money) -> Value {
    let fields = row.customfields.0.customfield.iter().filter(|field| !field.value.is_empty());
    let fields = fields.map(|field| (field.name.to_string(), field.value.to_string()));
    let options = row.configoptions.0.configoption.iter();
    let options = options.map(|each| (each.option.to_string(), each.value.to_string()));
    let ips: Vec<&str> = std::iter::once(&*row.dedicatedip)
        .chain(row.assignedips.split([',', '\n', ' ']))
        .map(str::trim)
        .filter(|ip| !ip.is_empty())
        .collect();
    let meters =
        [("disk", row.diskusage.0, row.disklimit.0), ("traffic", row.bwusage.0, row.bwlimit.0)];
    let meters: Vec<Value> = meters
        .into_iter()
        .filter(|(_, used, limit)| *used > 0 || *limit > 0)
        .map(|(name, used, limit)| {
            let percent =
                if limit > 0 { (used.saturating_mul(100) / limit).clamp(0, 100) } else { 0 };
            let said = |mib: i64| about(u64::try_from(mib).unwrap_or_default());
            let limit = (limit > 0).then(|| said(limit));
            json!({ "name": tell(name), "used": said(used), "limit": limit, "percent": percent })
        })
        .collect();
    json!({
        "id": row.id.0,
        "name": row.name.to_string(),
        "group": row.groupname.to_string(),
        "host": for_people(&row.domain),
        "status": row.status.to_string(),
        "reason": row.suspensionreason.to_string(),
        "since": row.regdate.to_string(),
        "due": row.nextduedate.to_string(),
        "first": money.of(&row.firstpaymentamount),
        "price": money.of(&row.recurringamount),
        "promotion": row.promocode.as_ref().map(ToString::to_string),
        "renewal": row.renewalamount.as_ref().map(|amount| money.of(amount)),
        "cycle": row.billingcycle.to_string(),
        "method": row.paymentmethodname.to_string(),
        "username": row.username.to_string(),
        "server": row.servername.to_string(),
        "nameservers": [row.ns1.to_string(), row.ns2.to_string()],
        "ips": ips,
        "options": options.collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
        "meters": meters,
    })
}

fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|each| each.name == name)
}

/// `GET /services/{id}/do/{function}`: what it means, before it is done.
pub(super) async fn ask(here: Member, Path((id, name)): Path<(u64, String)>) -> Shown {
    let each = function(&name).ok_or_else(missing)?;
    let wish = wish(&here, id, each).await?;
    if needs_proof(each) && !has_proof(&here.app, &here.session) {
        return prove::ask(&here, &wish, &Filled::default()).await;
    }
    let view = json!({
        "heading": wish.heading,
        "text": wish.text,
        "action": wish.action,
        "back": wish.back,
        "label": wish.label,
    });
    let page = here.page("client/confirm.html", &wish.label).nav(wish.nav);
    let crumbs = wish.crumbs.iter();
    crumbs.fold(page, |page, (name, path)| page.crumb(name, path)).show(view).await
}

fn needs_proof(each: &Function) -> bool {
    functions::named(each.name).is_some_and(Operation::needs_proof)
}

/// What is said of a function before it is done.
async fn wish(here: &Member, id: u64, each: &Function) -> Result<Wish, Sorry> {
    let row = here.door(ClientPermission::ManageProducts)?.service(id).await?;
    let (title, label, path) = (title(&row), each.label(), format!("/services/{id}"));
    let values = [("what", label.clone().into()), ("service", title.clone().into())];
    let action = format!("{path}/do/{}", each.name);
    Ok(Wish {
        heading: tell_with("do-heading", &values),
        text: each.warning(),
        next: action.clone(),
        action,
        back: path.clone(),
        nav: "services",
        crumbs: [
            (tell("services"), "/services".to_owned()),
            (title, path),
            (label.clone(), String::new()),
        ],
        label,
    })
}

/// `POST /services/{id}/do/{function}`
pub(super) async fn act(here: Member, Path((id, name)): Path<(u64, String)>) -> Shown {
    let each = function(&name).ok_or_else(missing)?;
    let path = format!("/services/{id}");
    let proof = if needs_proof(each) {
        match prove::with_form(&here, &wish(&here, id, each).await?).await {
            Ok(proof) => Some(proof),
            Err(page) => return page,
        }
    } else {
        None
    };
    let door = here.door(ClientPermission::ManageProducts)?;
    match door.run_function(id, each.name, proof.as_ref()).await {
        Ok(answer) => match answer.url.as_deref().filter(|url| url.starts_with("https://")) {
            Some(to) => {
                let view = json!({
                    "heading": tell("screen-ready"),
                    "text": tell("screen-ready-text"),
                    "to": to,
                    "label": tell("open-it"),
                    "back": path,
                });
                here.page("client/onward.html", &each.label()).nav("services").show(view).await
            }
            None if answer.pending.0 => {
                here.done(&path, &tell_with("do-is-pending", &[("what", each.label().into())]))
            }
            None => here.done(&path, &tell_with("do-is-done", &[("what", each.label().into())])),
        },
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /services/{id}/password`
pub(super) async fn password(here: Member, Path(id): Path<u64>) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default();
    let (password, again) = (text("password"), text("again"));
    let mut filled = Filled::default();
    if password.chars().count() < 8 {
        filled.problem("password", tell("use-eight-characters"));
    } else if password != again {
        filled.problem("again", tell("passwords-differ"));
    }
    if filled.is_good() {
        let door = here.door(ClientPermission::ManageProducts)?;
        match door.set_service_password(id, password.into()).await {
            Ok(()) => return here.done(&format!("/services/{id}"), &tell("password-changed")),
            Err(error) => filled.refused(error, &[("servicepassword", "password")])?,
        }
    }
    show(&here, id, "", filled).await
}
