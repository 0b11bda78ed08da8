//! One domain: what the registrar knows of it, and what it can be told.

mod contacts;
mod forwards;
mod records;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use model::domains::name::for_people;
use ports::registrar::RegistrarCapabilities;
use protocol::{
    Action, ClientDomain, DomainGetLockingStatus, DomainGetNameservers, DomainRegister,
    DomainRelease, DomainRenew, DomainRequestEPP, DomainToggleIdProtect, DomainTransfer,
    DomainUpdateLockingStatus, DomainUpdateNameservers, GetClientsDomains, GetDsRecords,
    GetRegistrars, TransferOwnership, UpdateClientDomain, UpdateDsRecords,
};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use super::lists::domains::DOMAIN_STATES;
use super::{client, pick};
use crate::App;
use crate::routing::{get, post};
use crate::whmcs::Whmcs;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/domains/{id}", get(page).merge(post(submit)))
        .route("/admin/domains/{id}/contacts", get(contacts::page).merge(post(contacts::submit)))
        .route("/admin/domains/{id}/dns", get(records::page).merge(post(records::submit)))
        .route("/admin/domains/{id}/forwards", get(forwards::page).merge(post(forwards::submit)))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, Seen::default()).await
}

/// What the page shows beside the domain.
#[derive(Default)]
struct Seen {
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
    /// The code to move the domain elsewhere.
    code: Option<String>,
}

/// What a registrar or host said about a name.
enum Asked<T> {
    Told(T),
    /// Why it says nothing.
    Refused(String),
}

/// Asks for what a page is about; that it is refused is something to show.
async fn asked<A: Action>(desk: &Desk, call: A) -> Result<Asked<A::Response>, Fail> {
    match desk.ask(call).await {
        Ok(answer) => Ok(Asked::Told(answer)),
        Err(error) => match problems(&error) {
            Some(problems) => Ok(Asked::Refused(problems.line())),
            None => Err(Fail::new(desk, error)),
        },
    }
}

async fn found(desk: &Desk, id: u64) -> Result<ClientDomain, Fail> {
    let call = GetClientsDomains { domainid: Some(id), ..GetClientsDomains::default() };
    let found = desk.call(call).await?.domains.0.domain.0.into_iter().next();
    found.ok_or_else(|| Fail::missing(desk))
}

/// The name of a domain, as people read it.
async fn named(desk: &Desk, id: u64) -> Result<String, Fail> {
    Ok(for_people(&found(desk, id).await?.domainname))
}

/// What else there is to open or to do: with names that are ours, what the role permits and the
/// registrar can, as far as our own engine knows it.
fn ways(desk: &Desk, domain: &ClientDomain) -> Value {
    let is_ours = domain.status == "Active";
    let can = |can: fn(&RegistrarCapabilities) -> bool| match desk.app().whmcs() {
        Whmcs::Engine(actions) => {
            let registrars = &actions.engine().world().registrars;
            registrars.get(&*domain.registrar).is_some_and(|it| can(it.capabilities()))
        }
        Whmcs::Remote(_) => true,
    };
    // A stock WHMCS has no records and no forwarding to tell of.
    let told = desk.adminid().is_some();
    let records = told && domain.dnsmanagement.0 && desk.may("GetDnsRecords");
    let forwards = told && domain.emailforwarding.0 && desk.may("GetEmailForwards");
    json!({
        "contacts": is_ours && desk.may("DomainGetWhoisInfo") && can(|it| it.contacts),
        "records": is_ours && records,
        "forwards": is_ours && forwards && can(|it| it.mail_forwarding),
        "release": is_ours && desk.may("DomainRelease") && can(|it| it.release),
    })
}

async fn show(desk: &Desk, id: u64, seen: Seen) -> Result<Response, Fail> {
    let Seen { typed, problems, code } = seen;
    let domain = found(desk, id).await?;
    // The registrar is only asked about what it has.
    let at_registrar = if domain.status == "Active" { registrar(desk, id).await } else { None };
    let registrars = desk.maybe(GetRegistrars {}).await;
    let mut choices = vec![(String::new(), "None".to_owned())];
    if let Some(found) = registrars {
        let rows = found.registrars.iter();
        choices.extend(rows.map(|row| (row.module.to_string(), row.display_name.to_string())));
    }
    let status = problems.status();
    let title = for_people(&domain.domainname);
    let view = json!({
        "client": client::owner(desk, domain.userid.0).await,
        "at_registrar": at_registrar,
        "ways": ways(desk, &domain),
        "registrars": choices,
        "gateways": pick::gateways(desk, "As the client prefers").await,
        "states": pick::words(DOMAIN_STATES),
        "fields": typed.unwrap_or_else(|| fields(&domain)),
        "problems": problems,
        "code": code,
        "domain": domain,
    });
    Ok(desk.page(status, "admin/domain.html", &title, view).await)
}

/// What the registrar says now; what it cannot say is left out.
async fn registrar(desk: &Desk, domainid: u64) -> Option<Value> {
    let servers = desk.maybe(DomainGetNameservers { domainid }).await?;
    let lock = desk.maybe(DomainGetLockingStatus { domainid }).await;
    let lock = lock.map(|found| found.lockstatus.to_string()).unwrap_or_default();
    let told = desk.maybe(GetDsRecords { domainid }).await;
    let takes_keys = told.as_ref().is_some_and(|found| &*found.form == "key");
    let keys = told.map(|found| {
        let lines = found.records.0.record.0.iter().map(|record| record.text.to_string());
        lines.collect::<Vec<_>>().join("\n")
    });
    Some(json!({ "servers": servers, "lock": lock, "keys": keys, "takes_keys": takes_keys }))
}

async fn submit(desk: Desk, Path(id): Path<u64>, mut posted: Posted) -> Result<Response, Fail> {
    for name in ["ns3", "ns4", "ns5", "eppcode", "regperiod"] {
        if posted.text(name).is_empty() {
            posted.drop(name);
        }
    }
    let key = ("domainid", id);
    let said = match posted.verb() {
        "register" | "transfer" | "renew" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, costs(posted.verb(), id)).await);
        }
        "register" => run::<DomainRegister>(&desk, &posted, key, "It was registered").await?,
        "transfer" => run::<DomainTransfer>(&desk, &posted, key, "The transfer has begun").await?,
        "renew" => run::<DomainRenew>(&desk, &posted, key, "It was renewed").await?,
        "servers" => {
            run::<DomainUpdateNameservers>(&desk, &posted, key, "The name servers are set").await?
        }
        "keys" => {
            let mut posted = posted.clone();
            for (place, line) in posted.text("lines").to_owned().lines().enumerate() {
                posted.set(&format!("records[{place}]"), line);
            }
            run::<UpdateDsRecords>(&desk, &posted, key, "The DS records are set").await?
        }
        "lock" => run::<DomainUpdateLockingStatus>(&desk, &posted, key, "The lock is set").await?,
        "protect" => run::<DomainToggleIdProtect>(&desk, &posted, key, "It is set").await?,
        "epp" => {
            let posted = posted.clone().with("domainid", id);
            match desk.submit::<DomainRequestEPP>(&posted).await? {
                Tried::Done(answer) => match answer.eppcode {
                    // Shown once on this page, and kept nowhere.
                    Some(code) => {
                        let seen = Seen { code: Some(code.into_revealed()), ..Seen::default() };
                        return show(&desk, id, seen).await;
                    }
                    None => Ok("The registrar sends the code to the owner".to_owned()),
                },
                Tried::Again(problems) => Err(problems),
            }
        }
        "release" if posted.text("newtag").trim().is_empty() => {
            Err(Problems::one("newtag", "Please say who gets it"))
        }
        "release" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, release(&posted, id)).await);
        }
        "release" => run::<DomainRelease>(&desk, &posted, key, "It was released").await?,
        "give" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, confirm::give("domain", id)).await);
        }
        "give" => {
            let call = posted.clone().with("type", "domain");
            run::<TransferOwnership>(&desk, &call, ("relid", id), "It is the other client's now")
                .await?
        }
        "update" => {
            let sent = posted.emptying(&["notes"]);
            run::<UpdateClientDomain>(&desk, &sent, key, "Saved").await?
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/domains/{id}"), &said)),
        Err(problems) => {
            let typed = (posted.verb() == "update").then(|| posted.fields());
            show(&desk, id, Seen { typed, problems, code: None }).await
        }
    }
}

fn release(posted: &Posted, id: u64) -> Question {
    Question {
        title: "Release this domain to another registrar?".to_owned(),
        text: "The registrar gives it away at once. This cannot be undone here.".to_owned(),
        about: vec![posted.text("newtag").trim().to_owned()],
        button: "Release",
        back: format!("/admin/domains/{id}"),
        ..Question::default()
    }
}

fn costs(verb: &str, id: u64) -> Question {
    let (title, button) = match verb {
        "register" => ("Register this domain now?", "Register"),
        "transfer" => ("Move this domain here now?", "Transfer"),
        _ => ("Renew this domain now?", "Renew"),
    };
    Question {
        title: title.to_owned(),
        text: "The registrar does it at once and charges for it.".to_owned(),
        button,
        harmless: true,
        back: format!("/admin/domains/{id}"),
        ..Question::default()
    }
}

fn fields(domain: &ClientDomain) -> BTreeMap<String, String> {
    let date =
        |date: protocol::wire::WireDate| date.0.map(|date| date.to_string()).unwrap_or_default();
    let flag = |flag: protocol::wire::BoolText| if flag.0 { "1" } else { "0" }.to_owned();
    let text = [
        ("status", domain.status.to_string()),
        ("registrar", domain.registrar.to_string()),
        ("regperiod", domain.regperiod.0.to_string()),
        ("regdate", date(domain.regdate)),
        ("nextduedate", date(domain.nextduedate)),
        ("expirydate", date(domain.expirydate)),
        ("firstpaymentamount", domain.firstpaymentamount.to_string()),
        ("recurringamount", domain.recurringamount.to_string()),
        ("paymentmethod", domain.paymentmethod.to_string()),
        ("dnsmanagement", flag(domain.dnsmanagement)),
        ("emailforwarding", flag(domain.emailforwarding)),
        ("idprotection", flag(domain.idprotection)),
        ("donotrenew", flag(domain.donotrenew)),
        ("notes", domain.notes.to_string()),
    ];
    text.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
