//! Where mail to the addresses of a domain name goes: shown, added, taken away.

use axum::extract::Path;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::{AddEmailForward, DeleteEmailForward};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::pages::filled::Filled;
use crate::pages::language::tell;

/// `GET /domains/{id}/forwards`
pub(super) async fn list(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, Filled::default()).await
}

async fn show(here: &Member, id: u64, filled: Filled) -> Shown {
    let found = match here.door(ClientPermission::ManageDomains)?.forwards(id).await {
        Ok(found) => found,
        Err(error) => return here.refused(&format!("/domains/{id}"), error),
    };
    let zone = for_people(&found.domain);
    let rows = found.forwards.0.forward.0.iter().map(|row| {
        json!({ "prefix": row.prefix.to_string(), "destination": row.destination.to_string() })
    });
    let rows: Vec<Value> = rows.collect();
    here.page("client/domain_forwards.html", &tell("mail-forwarding"))
        .nav("domains")
        .crumb(&tell("domains"), "/domains")
        .crumb(&zone, &format!("/domains/{id}"))
        .crumb(&tell("mail-forwarding"), "")
        .unless(filled.is_good())
        .show(json!({ "id": id, "zone": zone, "rows": rows, "filled": filled }))
        .await
}

/// `POST /domains/{id}/forwards`
pub(super) async fn add(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["prefix", "destination"]);
    filled.need(&[("prefix", "forwards-enter-prefix"), ("destination", "enter-email")]);
    filled.bound(&["prefix", "destination"]);
    if filled.is_good() {
        let call = AddEmailForward {
            domainid: id,
            prefix: filled.text("prefix").to_owned(),
            destination: filled.text("destination").to_owned(),
        };
        match here.door(ClientPermission::ManageDomains)?.add_forward(call).await {
            Ok(()) => {
                return here.done(&format!("/domains/{id}/forwards"), &tell("forwards-added"));
            }
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show(&here, id, filled).await
}

/// `POST /domains/{id}/forwards/delete`
pub(super) async fn delete(here: Member, Path(id): Path<u64>) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default().to_owned();
    let (prefix, destination) = (text("prefix"), text("destination"));
    let call = DeleteEmailForward { domainid: id, prefix, destination };
    let path = format!("/domains/{id}/forwards");
    match here.door(ClientPermission::ManageDomains)?.delete_forward(call).await {
        Ok(()) => here.done(&path, &tell("forwards-deleted")),
        Err(error) => here.refused(&path, error),
    }
}
