//! What the registry of a domain name publishes of the keys that sign it (DNSSEC): shown and set,
//! a record a line.

use axum::extract::Path;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use serde_json::json;

use super::Shown;
use super::frame::Member;
use crate::pages::filled::Filled;
use crate::pages::language::tell;
use crate::pages::sorry::Sorry;
use crate::whmcs::CallError;

/// `GET /domains/{id}/keys`
pub(super) async fn page(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, None).await
}

/// Whether the registrar of a name tells of its keys.
pub(super) async fn are_told(here: &Member, id: u64) -> Result<bool, Sorry> {
    match here.door(ClientPermission::ManageDomains)?.ds_records(id).await {
        Ok(_) => Ok(true),
        Err(CallError::Refused(_) | CallError::NotOffered(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn show(here: &Member, id: u64, typed: Option<Filled>) -> Shown {
    let found = match here.door(ClientPermission::ManageDomains)?.ds_records(id).await {
        Ok(found) => found,
        Err(error) => return here.refused(&format!("/domains/{id}"), error),
    };
    let name = for_people(&found.domain);
    let lines: Vec<String> =
        found.records.0.record.0.iter().map(|record| record.text.to_string()).collect();
    let filled = typed.unwrap_or_else(|| Filled::with([("records", lines.join("\n"))]));
    here.page("client/domain_keys.html", &tell("dnssec"))
        .nav("domains")
        .crumb(&tell("domains"), "/domains")
        .crumb(&name, &format!("/domains/{id}"))
        .crumb(&tell("dnssec"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "name": name,
            "is_on": !lines.is_empty(),
            "takes_keys": &*found.form == "key",
            "filled": filled,
        }))
        .await
}

/// `POST /domains/{id}/keys`
pub(super) async fn set(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["records"]);
    let lines = filled.text("records").lines().map(str::to_owned).collect();
    match here.door(ClientPermission::ManageDomains)?.set_ds_records(id, lines).await {
        Ok(()) => here.done(&format!("/domains/{id}/keys"), &tell("dnssec-set")),
        Err(error) => {
            filled.refused(error, &[])?;
            show(&here, id, Some(filled)).await
        }
    }
}
