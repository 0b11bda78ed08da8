//! The DNS records of a domain name: shown, added, changed, taken away.

use axum::extract::Path;
use model::people::permission::ClientPermission;
use protocol::{AddDnsRecord, DeleteDnsRecord, UpdateDnsRecord};
use serde_json::json;

use super::Shown;
use super::frame::Member;
use crate::pages::filled::Filled;
use crate::pages::language::tell;
use crate::pages::sorry::missing;
use crate::pages::zone;

const FIELDS: [&str; 4] = ["name", "type", "value", "ttl"];

/// `GET /domains/{id}/dns`
pub(super) async fn list(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, Filled::with([("type", "A".to_owned()), ("ttl", "3600".to_owned())])).await
}

async fn show(here: &Member, id: u64, filled: Filled) -> Shown {
    let found = match here.door(ClientPermission::ManageDomains)?.dns_records(id).await {
        Ok(found) => found,
        Err(error) => return here.refused(&format!("/domains/{id}"), error),
    };
    let name = found.domain.to_string();
    let (rows, times, types) = (zone::rows(&found), zone::times(), zone::types());
    here.page("client/domain_dns.html", &tell("dns-records"))
        .nav("domains")
        .crumb(&tell("domains"), "/domains")
        .crumb(&name, &format!("/domains/{id}"))
        .crumb(&tell("dns-records"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id, "zone": name, "rows": rows, "filled": filled, "types": types, "times": times,
        }))
        .await
}

/// `POST /domains/{id}/dns`
pub(super) async fn add(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &FIELDS);
    filled.need(&[("value", "dns-enter-value")]);
    if filled.is_good() {
        let call = AddDnsRecord {
            domainid: id,
            name: filled.owned("name"),
            r#type: filled.text("type").to_owned(),
            value: filled.text("value").to_owned(),
            ttl: filled.text("ttl").parse().ok(),
        };
        match here.door(ClientPermission::ManageDomains)?.add_dns_record(call).await {
            Ok(()) => return here.done(&format!("/domains/{id}/dns"), &tell("dns-added")),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show(&here, id, filled).await
}

/// `POST /domains/{id}/dns/{what}`: a record that is there.
pub(super) async fn change(here: Member, Path((id, what)): Path<(u64, String)>) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default().trim().to_owned();
    let path = format!("/domains/{id}/dns");
    let door = here.door(ClientPermission::ManageDomains)?;
    let (done, said) = match &*what {
        "delete" => {
            let call = DeleteDnsRecord {
                domainid: id,
                name: Some(text("name")),
                r#type: text("type"),
                value: text("value"),
            };
            (door.delete_dns_record(call).await, "dns-deleted")
        }
        "update" => {
            let call = UpdateDnsRecord {
                domainid: id,
                name: Some(text("name")),
                r#type: text("type"),
                value: text("value"),
                newvalue: Some(text("newvalue")).filter(|value| !value.is_empty()),
                ttl: text("ttl").parse().ok(),
                ..UpdateDnsRecord::default()
            };
            (door.update_dns_record(call).await, "dns-changed")
        }
        _ => return Err(missing()),
    };
    match done {
        Ok(()) => here.done(&path, &tell(said)),
        Err(error) => here.refused(&path, error),
    }
}
