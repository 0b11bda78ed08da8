//! Ending a service: asked, noted, taken back.

use axum::extract::Path;
use engine::billing::unwanted::{self, Foretold};
use model::ids::ServiceId;
use model::people::permission::ClientPermission;
use protocol::AddCancelRequest;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::services::title;
use crate::pages::filled::Filled;
use crate::pages::language::tell;
use crate::pages::words::day;
use crate::whmcs::{CallError, Whmcs};

/// `GET /services/{id}/cancel`
pub(super) async fn ask_cancel(here: Member, Path(id): Path<u64>) -> Shown {
    show_cancel(&here, id, Filled::default()).await
}

async fn show_cancel(here: &Member, id: u64, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::ManageProducts)?;
    let row = door.service(id).await?;
    if filled.is_good() && door.ending(&row).await.is_some() {
        return here.done(&format!("/services/{id}"), &tell("cancel-noted-already"));
    }
    let title = title(&row);
    let unpaid = unpaid(here, id).await?;
    here.page("client/service_cancel.html", &tell("cancel"))
        .nav("services")
        .crumb(&tell("services"), "/services")
        .crumb(&title, &format!("/services/{id}"))
        .crumb(&tell("cancel"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "name": title,
            "due": day(&row.nextduedate.to_string()),
            "unpaid": unpaid,
            "filled": filled,
        }))
        .await
}

/// The unpaid invoices of a service: how people name each, and whether what it asks for the service
/// falls away with it. Another WHMCS does not say.
async fn unpaid(here: &Member, id: u64) -> Result<Vec<Value>, CallError> {
    let (Whmcs::Engine(actions), Ok(id)) = (here.app.whmcs(), i64::try_from(id)) else {
        return Ok(Vec::new());
    };
    let found = unwanted::foretold(actions.engine(), ServiceId(id)).await?;
    let shown = |it: Foretold| json!({ "id": it.invoice.0, "number": it.label, "goes": it.goes });
    Ok(found.into_iter().map(shown).collect())
}

/// `POST /services/{id}/keep`: the wish to cancel is taken back.
pub(super) async fn keep(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/services/{id}");
    match here.door(ClientPermission::ManageProducts)?.keep(id).await {
        Ok(()) => here.done(&path, &tell("cancel-taken-back")),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /services/{id}/cancel`
pub(super) async fn cancel(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["type", "reason"]);
    filled.need(&[("type", "choose-when-to-end"), ("reason", "tell-us-why")]);
    if filled.is_good() {
        let call = AddCancelRequest {
            serviceid: id,
            r#type: filled.owned("type"),
            reason: filled.owned("reason"),
        };
        match here.door(ClientPermission::ManageProducts)?.cancel(call).await {
            Ok(()) => {
                let text = &tell("cancel-noted");
                return here.done(&format!("/services/{id}"), text);
            }
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_cancel(&here, id, filled).await
}
