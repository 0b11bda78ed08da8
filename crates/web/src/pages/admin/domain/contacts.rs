//! Who stands at the registrar as owner of a name and beside it: asked when the page is opened.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use model::people::email::is_address;
use protocol::{DomainGetWhoisInfo, DomainGetWhoisInfoResponse, DomainUpdateWhoisInfo, WhoisField};
use serde_json::{Value, json};

use super::{Asked, asked, named};
use crate::for_client::{WhoisBlock, whois_xml};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick;

/// The contacts, by the protocol's words and ours.
const BLOCKS: [(&str, &str); 4] = [
    ("Registrant", "Registrant"),
    ("Admin", "Administrative contact"),
    ("Tech", "Technical contact"),
    ("Billing", "Billing contact"),
];

/// `GET /admin/domains/{id}/contacts`
pub(super) async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

/// `POST /admin/domains/{id}/contacts`
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    if posted.verb() != "save" {
        return Err(Fail::missing(&desk));
    }
    if let Some(problems) = wrong(&posted) {
        return show(&desk, id, Some(posted.fields()), problems).await;
    }
    let call = Posted::default()
        .with("once", posted.text("once"))
        .with("domainid", id)
        .with("xml", whois_xml(&blocks(&posted)));
    match desk.submit::<DomainUpdateWhoisInfo>(&call).await? {
        Tried::Done(_) => {
            Ok(desk.go(&format!("/admin/domains/{id}/contacts"), "The registrar was told"))
        }
        Tried::Again(problems) => show(&desk, id, Some(posted.fields()), problems).await,
    }
}

/// An address that is none, at the contact that it is of: the action does not say at which.
fn wrong(posted: &Posted) -> Option<Problems> {
    let mut names = BLOCKS.iter().map(|(block, _)| format!("{block}[Email]"));
    let is_wrong = |name: &String| {
        let address = posted.text(name).trim();
        !address.is_empty() && !is_address(address)
    };
    let name = names.find(is_wrong)?;
    Some(Problems::one(&name, "The email address entered is not valid"))
}

/// The contacts that the form had; the registrar keeps what it is not told.
fn blocks(posted: &Posted) -> Vec<WhoisBlock> {
    let mut blocks = Vec::new();
    for (name, _) in BLOCKS {
        let sent = |part: &str| posted.all(&format!("{name}[{part}]")).next().is_some();
        let parts = WhoisField::ALL.map(WhoisField::wire).into_iter().filter(|part| sent(part));
        let text = |part: &str| posted.text(&format!("{name}[{part}]")).trim().to_owned();
        let fields: Vec<(&'static str, String)> = parts.map(|part| (part, text(part))).collect();
        if !fields.is_empty() {
            blocks.push(WhoisBlock { name, fields });
        }
    }
    blocks
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let domain = named(desk, id).await?;
    let (mut told, mut refused) = (None, None);
    match asked(desk, DomainGetWhoisInfo { domainid: id }).await? {
        Asked::Told(answer) => told = Some(answer),
        Asked::Refused(why) => refused = Some(why),
    }
    let (there, fields) = told.map(|answer| read(&answer)).unwrap_or_default();
    let blocks: Vec<_> = BLOCKS.into_iter().filter(|(name, _)| there.contains(name)).collect();
    let (status, title) = (problems.status(), format!("Contacts of {domain}"));
    let view = json!({
        "id": id,
        "name": domain,
        "blocks": blocks,
        "parts": WhoisField::ALL.map(|field| (field.wire(), label(field))),
        "countries": pick::countries("–"),
        "fields": typed.unwrap_or(fields),
        "problems": problems,
        "refused": refused,
    });
    Ok(desk.page(status, "admin/domain_contacts.html", &title, view).await)
}

/// What a field is called on the page.
const fn label(field: WhoisField) -> &'static str {
    match field {
        WhoisField::FirstName => "First name",
        WhoisField::LastName => "Last name",
        WhoisField::Organisation => "Company",
        WhoisField::Email => "E-mail",
        WhoisField::Address1 => "Street",
        WhoisField::Address2 => "Further address",
        WhoisField::City => "City",
        WhoisField::State => "State",
        WhoisField::Postcode => "Postcode",
        WhoisField::Country => "Country",
        WhoisField::Phone => "Phone",
    }
}

/// Which contacts the registrar told, and their fields as the form names them.
fn read(answer: &DomainGetWhoisInfoResponse) -> (Vec<&'static str>, BTreeMap<String, String>) {
    let (owner, admin) = (Some(&answer.Registrant), answer.Admin.as_ref());
    let all = [owner, admin, answer.Tech.as_ref(), answer.Billing.as_ref()];
    let (mut there, mut fields) = (Vec::new(), BTreeMap::new());
    for ((block, _), text) in BLOCKS.into_iter().zip(all) {
        let Some(text) = text else { continue };
        let said: BTreeMap<String, Value> = serde_json::from_str(&text.0).unwrap_or_default();
        there.push(block);
        for (name, value) in said {
            // Some registrars write them with spaces.
            let name = format!("{block}[{}]", name.replace(' ', "_"));
            fields.insert(name, value.as_str().unwrap_or_default().to_owned());
        }
    }
    (there, fields)
}
