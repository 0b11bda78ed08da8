//! RDAP: WHOIS in JSON, over HTTPS, with an honest status (RFC 9082, 9083).

use ports::whois::Published;
use ports::{PortError, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::MODULE;
use crate::http::{Pool, Request};

/// Asks a service about a name.
pub(super) async fn ask(pool: &Pool, base: &str, name: &str) -> Result<Published, PortError> {
    let line = pool.line(MODULE, "address", base)?;
    let request = Request::new(Method::GET, &["domain", name]);
    let answer = line.send(request.header("accept", "application/rdap+json")).await?;
    let published = |is_free, text| Published { is_free, source: base.to_owned(), text };
    match answer.status {
        404 => Ok(published(true, format!("{name} is not registered"))),
        200 => {
            let said = answer.json()?;
            if said["objectClassName"] != "domain" {
                return Err(line.unknown(UnknownCause::Unreadable, "it is not about a domain"));
            }
            Ok(published(false, written(&said)))
        }
        status => Err(line.unknown(UnknownCause::Unreadable, format!("HTTP {status}"))),
    }
}

/// The answer in lines, as WHOIS would have it.
fn written(said: &Value) -> String {
    let mut lines = Vec::new();
    let mut add = |label: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{label}: {value}"));
        }
    };
    add("Domain Name", &text(&said["ldhName"]).to_ascii_uppercase());
    add("International Name", text(&said["unicodeName"]));
    for status in items(&said["status"]) {
        add("Status", text(status));
    }
    for (action, label) in
        [("registration", "Created"), ("last changed", "Changed"), ("expiration", "Expires")]
    {
        let event = items(&said["events"]).find(|event| event["eventAction"] == action);
        add(label, event.map_or("", |event| text(&event["eventDate"])));
    }
    for (role, label) in [("registrar", "Registrar"), ("registrant", "Registrant")] {
        let has_role = |entity: &&Value| items(&entity["roles"]).any(|each| each == role);
        for entity in items(&said["entities"]).filter(has_role) {
            add(label, &name(entity));
        }
    }
    for server in items(&said["nameservers"]) {
        add("Name Server", &text(&server["ldhName"]).to_ascii_lowercase());
    }
    if let Some(is_signed) = said["secureDNS"]["delegationSigned"].as_bool() {
        add("DNSSEC", if is_signed { "signed" } else { "unsigned" });
    }
    lines.join("\n")
}

/// The full name, else the organisation, of an entity's card (RFC 7095).
fn name(entity: &Value) -> String {
    let property = |wanted: &str| {
        let found = items(&entity["vcardArray"][1]).find(|property| property[0] == wanted);
        found.map(|property| text(&property[3]).trim().to_owned()).filter(|text| !text.is_empty())
    };
    property("fn").or_else(|| property("org")).unwrap_or_default()
}

/// Some services write a list of one as that one.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    let one = Some(value).filter(|value| value.is_string() || value.is_object());
    one.into_iter().chain(value.as_array().into_iter().flatten())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
