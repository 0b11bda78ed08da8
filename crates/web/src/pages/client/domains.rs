//! Domain names: the list, and what is set at the registrar.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use futures::future::join;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::{ClientDomain, GetClientsDomains, WhoisField};
use serde_json::{Value, json};

use super::frame::Member;
use super::list::{ROWS, Wanted};
use super::prove::{self, Wish};
use super::{Shown, domain_addons, keys};
use crate::for_client::{ForClient, WhoisBlock};
use crate::pages::countries::countries;
use crate::pages::filled::Filled;
use crate::pages::flash;
use crate::pages::language::{self, tell};
use crate::pages::sorry::Sorry;
use crate::pages::words::Money;
use crate::whmcs::CallError;

/// The fields of name servers.
const SERVERS: [&str; 5] = ["ns1", "ns2", "ns3", "ns4", "ns5"];

/// `GET /domains`
pub(super) async fn list(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let call = GetClientsDomains {
        limitstart: Some(wanted.start()),
        limitnum: Some(ROWS),
        ..GetClientsDomains::default()
    };
    let found = here.door(ClientPermission::Domains)?.domains(call).await?;
    let money = here.money().await?;
    let pages = wanted.pages("/domains", found.totalresults.0);
    let rows = found.domains.0.domain.iter();
    let rows: Vec<Value> = rows.map(|row| domain(row, &money)).collect();
    here.page("client/domains.html", &tell("domains"))
        .nav("domains")
        .show(json!({ "rows": rows, "pages": pages }))
        .await
}

fn domain(row: &ClientDomain, money: &Money) -> Value {
    json!({
        "id": row.id.0,
        "name": for_people(&row.domainname),
        "status": row.status.to_string(),
        "since": row.regdate.to_string(),
        "until": row.expirydate.to_string(),
        "due": row.nextduedate.to_string(),
        "years": row.regperiod.0,
        "price": money.of(&row.recurringamount),
        "renews": !row.donotrenew.0,
        "protected": row.idprotection.0,
        "registrar": row.registrar.to_string(),
        "premium": row.ispremium.0,
    })
}

/// `GET /domains/{id}`
pub(super) async fn detail(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, None).await
}

async fn show(here: &Member, id: u64, typed: Option<Filled>) -> Shown {
    let row = here.door(ClientPermission::Domains)?.domain(id).await?;
    let manages = here.session.may(ClientPermission::ManageDomains) && row.status == "Active";
    let money = here.money().await?;
    let (mut locked, mut keys) = (None, false);
    let (mut filled, mut why) = (Filled::default(), None);
    if manages {
        let door = here.door(ClientPermission::ManageDomains)?;
        match servers(&door, id).await {
            Ok(found) => {
                filled = found;
                // Each asks the registrar.
                let asked = join(door.is_locked(id), keys::are_told(here, id)).await;
                (locked, keys) = (said(asked.0)?, asked.1?);
            }
            Err(CallError::Refused(refusal)) => {
                why = Some(language::refusal(&refusal.said).into_owned());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let reachable = manages && why.is_none();
    let addons = if manages { domain_addons::shown(here, id, &money).await? } else { None };
    let forwards = reachable && row.emailforwarding.0 && passes_on(here, id).await?;
    let may = here.session.may(ClientPermission::ManageDomains);
    let waits = row.status == "Pending" && row.regtype == "Transfer";
    let moves = may && waits && !here.app.whmcs().is_remote();
    let filled = typed.unwrap_or(filled);
    here.page("client/domain.html", &for_people(&row.domainname))
        .nav("domains")
        .crumb(&tell("domains"), "/domains")
        .crumb(&for_people(&row.domainname), "")
        .unless(filled.is_good())
        .show(json!({
            "domain": domain(&row, &money),
            "moves": moves,
            "manages": manages,
            "records": manages && row.dnsmanagement.0,
            "forwards": forwards,
            "keys": keys,
            "reachable": reachable,
            "why": why,
            "locked": locked,
            "filled": filled,
            "servers": SERVERS,
            "addons": addons,
        }))
        .await
}

/// The name servers as the form has them.
async fn servers(door: &ForClient, id: u64) -> Result<Filled, CallError> {
    let found = door.nameservers(id).await?;
    let names = [found.ns1, found.ns2, found.ns3, found.ns4, found.ns5];
    let names = names.map(|name| name.map(|name| name.to_string()).unwrap_or_default());
    Ok(Filled::with(SERVERS.into_iter().zip(names)))
}

/// Whether the registrar passes mail to a name on.
async fn passes_on(here: &Member, id: u64) -> Result<bool, Sorry> {
    match here.door(ClientPermission::ManageDomains)?.forwards(id).await {
        Ok(_) => Ok(true),
        Err(CallError::Refused(_) | CallError::NotOffered(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What a registrar does not say is not known; other failures stay.
fn said<T>(answer: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(CallError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `POST /domains/{id}/nameservers`
pub(super) async fn set_servers(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &SERVERS);
    filled.need(&[("ns1", "enter-name-server"), ("ns2", "enter-second-name-server")]);
    if filled.is_good() {
        let typed = SERVERS.into_iter().filter(|name| !filled.text(name).is_empty());
        let typed: Vec<&str> = typed.collect();
        let names = typed.iter().map(|name| filled.text(name).to_owned()).collect();
        match here.door(ClientPermission::ManageDomains)?.set_nameservers(id, names).await {
            Ok(()) => {
                let text = &tell("name-servers-set");
                return here.done(&format!("/domains/{id}"), text);
            }
            Err(error) => {
                // They were sent without gaps.
                let renamed: Vec<_> = SERVERS.into_iter().zip(typed).collect();
                filled.refused(error, &renamed)?;
            }
        }
    }
    show(&here, id, Some(filled)).await
}

/// `POST /domains/{id}/{what}`: the switches.
pub(super) async fn switch(here: Member, Path((id, what)): Path<(u64, String)>) -> Shown {
    let on = here.form().text("on") == Some("1");
    let door = here.door(ClientPermission::ManageDomains)?;
    let (done, said) = match (&*what, on) {
        ("lock", true) => (door.set_locked(id, true).await, "is-locked"),
        ("lock", false) => (door.set_locked(id, false).await, "is-unlocked"),
        ("protection", true) => (door.set_protected(id, true).await, "is-hidden"),
        ("protection", false) => (door.set_protected(id, false).await, "is-shown"),
        ("renewal", true) => (door.set_renewing(id, true).await, "renews-by-itself"),
        ("renewal", false) => (door.set_renewing(id, false).await, "ends-by-itself"),
        _ => return Err(crate::pages::sorry::missing()),
    };
    let path = format!("/domains/{id}");
    match done {
        Ok(()) => here.done(&path, &tell(said)),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /domains/{id}/code`: the code to move the name elsewhere.
pub(super) async fn code(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/domains/{id}");
    let row = here.door(ClientPermission::ManageDomains)?.domain(id).await?;
    let wish = Wish {
        heading: tell("get-code"),
        text: tell("move-elsewhere-text"),
        label: tell("get-code"),
        action: format!("{path}/code"),
        next: path.clone(),
        back: path.clone(),
        nav: "domains",
        crumbs: [
            (tell("domains"), "/domains".to_owned()),
            (for_people(&row.domainname), path.clone()),
            (tell("transfer-code"), String::new()),
        ],
    };
    let proof = match prove::with_form(&here, &wish).await {
        Ok(proof) => proof,
        Err(page) => return page,
    };
    match here.door(ClientPermission::ManageDomains)?.transfer_code(id, &proof).await {
        Ok(answer) => match answer.eppcode {
            Some(code) if !code.is_empty() => {
                let view = json!({
                    "name": for_people(&row.domainname),
                    "code": code.reveal(),
                    "back": path,
                });
                here.page("client/domain_code.html", &tell("transfer-code"))
                    .nav("domains")
                    .crumb(&tell("domains"), "/domains")
                    .crumb(&for_people(&row.domainname), &path)
                    .crumb(&tell("transfer-code"), "")
                    .show(view)
                    .await
            }
            _ => here.done(&path, &tell("code-mailed")),
        },
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /domains/{id}/transfer`: the transfer once more, with another code.
pub(super) async fn transfer(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/domains/{id}");
    let code = here.form().text("code").unwrap_or_default().trim();
    if code.is_empty() {
        return Ok(flash::say(&here.app, &path, "bad", &tell("enter-transfer-code")));
    }
    match here.door(ClientPermission::ManageDomains)?.transfer_again(id, code).await {
        Ok(()) => here.done(&path, &tell("transfer-begun")),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /domains/{id}/renew`: an order for further years.
pub(super) async fn renew(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/domains/{id}");
    let row = here.door(ClientPermission::Domains)?.domain(id).await?;
    let years = here.form().text("years").and_then(|years| years.parse().ok()).unwrap_or(1_u64);
    match here.door(ClientPermission::Orders)?.order_renewal(&row, years, None).await {
        Ok(made) => match made.invoiceid.id() {
            Some(invoice) => here.asked_for(invoice, &path, &tell("renewal-invoice")),
            None => here.done(&path, &tell("renewal-ordered")),
        },
        Err(error) => here.refused(&path, error),
    }
}

/// `GET /domains/{id}/contacts`
pub(super) async fn contacts(here: Member, Path(id): Path<u64>) -> Shown {
    let door = here.door(ClientPermission::ManageDomains)?;
    let said = match door.whois(id).await {
        Ok(said) => said,
        Err(error) => return here.refused(&format!("/domains/{id}"), error),
    };
    let fields: BTreeMap<String, Value> =
        serde_json::from_str(&said.Registrant.0).unwrap_or_default();
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let names = WhoisField::ALL.map(WhoisField::wire).into_iter();
    let filled = Filled::with(names.map(|name| (name, text(name))));
    show_contacts(&here, id, filled).await
}

async fn show_contacts(here: &Member, id: u64, filled: Filled) -> Result<Response, Sorry> {
    let row = here.door(ClientPermission::ManageDomains)?.domain(id).await?;
    let fields = WhoisField::ALL.map(|field| (field.wire(), tell(label(field))));
    let country = filled.text("Country");
    let known = countries().into_iter().map(|(code, name)| (code.to_owned(), name));
    let mut known: Vec<(String, String)> = known.collect();
    // What the registrar has and nobody else knows stays until another is chosen.
    if !known.iter().any(|(code, _)| code == country) {
        known.insert(0, (country.to_owned(), country.to_owned()));
    }
    let name = for_people(&row.domainname);
    here.page("client/domain_contacts.html", &tell("owner-of-domain"))
        .nav("domains")
        .crumb(&tell("domains"), "/domains")
        .crumb(&name, &format!("/domains/{id}"))
        .crumb(&tell("domain-owner"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "name": name,
            "filled": filled,
            "fields": fields,
            "countries": known,
        }))
        .await
}

/// The message that names a field of a contact at the registrar.
const fn label(field: WhoisField) -> &'static str {
    match field {
        WhoisField::FirstName => "first-name",
        WhoisField::LastName => "last-name",
        WhoisField::Organisation => "company",
        WhoisField::Email => "email",
        WhoisField::Address1 => "street",
        WhoisField::Address2 => "address-second",
        WhoisField::City => "city",
        WhoisField::State => "state",
        WhoisField::Postcode => "postcode",
        WhoisField::Country => "country",
        WhoisField::Phone => "phone",
    }
}

/// `POST /domains/{id}/contacts`
pub(super) async fn set_contacts(here: Member, Path(id): Path<u64>) -> Shown {
    let names = WhoisField::ALL.map(WhoisField::wire);
    let mut filled = Filled::typed(here.form(), &names);
    filled.need(&[
        ("First_Name", "enter-first-name"),
        ("Last_Name", "enter-last-name"),
        ("Email", "enter-email"),
        ("Address_1", "enter-street"),
        ("City", "enter-city"),
        ("Country", "choose-country"),
    ]);
    filled.mail_address("Email");
    filled.bound(&names);
    if filled.is_good() {
        let fields = names.map(|name| (name, filled.text(name).to_owned())).into();
        let blocks = [WhoisBlock { name: "Registrant", fields }];
        match here.door(ClientPermission::ManageDomains)?.set_whois(id, &blocks).await {
            Ok(()) => {
                let text = &tell("owner-saved");
                return Ok(flash::done(&here.app, &format!("/domains/{id}"), text));
            }
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_contacts(&here, id, filled).await
}
