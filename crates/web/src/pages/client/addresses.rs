//! What the addresses of a service are called in reverse DNS.
//!
//! A page of its own: its provider is asked each time, and the page of the service must not wait.

use axum::extract::Path;
use model::people::permission::ClientPermission;
use protocol::SetServiceReverseDns;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::services::title;
use crate::pages::filled::Filled;
use crate::pages::language::{tell, tell_with};

/// `GET /services/{id}/addresses`
pub(super) async fn page(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, Filled::default()).await
}

async fn show(here: &Member, id: u64, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::ManageProducts)?;
    let row = door.service(id).await?;
    let found = match door.reverse_dns(id).await {
        Ok(found) => found,
        Err(error) => return here.refused(&format!("/services/{id}"), error),
    };
    let rows = found.addresses.0.address.0.iter();
    let rows: Vec<Value> = rows
        .map(|each| json!({ "ip": each.ip.to_string(), "name": each.name.to_string() }))
        .collect();
    // What was typed for an address that is listed stands in its row, else in the form below.
    let listed = rows.iter().any(|row| row["ip"] == filled.text("ip"));
    let title = title(&row);
    here.page("client/service_addresses.html", &tell("reverse-dns"))
        .nav("services")
        .crumb(&tell("services"), "/services")
        .crumb(&title, &format!("/services/{id}"))
        .crumb(&tell("reverse-dns"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id, "title": title, "rows": rows, "networks": found.networks.0,
            "listed": listed, "filled": filled,
        }))
        .await
}

/// `POST /services/{id}/addresses`
pub(super) async fn save(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["ip", "name"]);
    filled.need(&[("ip", "enter-an-address")]);
    if filled.is_good() {
        let (ip, name) = (filled.text("ip").to_owned(), filled.owned("name"));
        let call = SetServiceReverseDns { serviceid: id, ip: ip.clone(), name };
        match here.door(ClientPermission::ManageProducts)?.set_reverse_dns(call).await {
            Ok(_) => {
                let said = tell_with("reverse-dns-set", &[("ip", ip.into())]);
                return here.done(&format!("/services/{id}/addresses"), &said);
            }
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show(&here, id, filled).await
}
