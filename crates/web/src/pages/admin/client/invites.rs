//! Who is invited to act for a client, and inviting somebody by the staff.

use axum::response::Response;
use model::people::permission::ClientPermission;
use model::word::Word as _;
use protocol::{Action as _, CreateClientInvite, GetClientInvites, WithdrawClientInvite};
use serde_json::{Value, json};

use super::{Typed, show};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::{run, tried};
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::language::tell;

/// The field of the address: that of the profile is the client's own.
const INVITED: &str = "invited";

/// The invitations that wait for an answer, and what somebody can be permitted.
pub(super) async fn shown(desk: &Desk, id: u64, tab: &str) -> Value {
    if tab != "summary" {
        return Value::Null;
    }
    let found = desk.maybe(GetClientInvites { client_id: id }).await;
    let rows = found.map(|found| found.invites.0.invite.0).unwrap_or_default();
    let may = ClientPermission::ALL.iter().map(|each| {
        let word = each.word();
        (word, tell(&format!("may-{word}")))
    });
    json!({
        "rows": rows,
        "may": may.collect::<Vec<_>>(),
        "invites": desk.may(CreateClientInvite::NAME),
    })
}

/// Invites somebody, or takes an invitation back.
pub(super) async fn change(desk: &Desk, posted: &Posted, id: u64) -> Result<Response, Fail> {
    let only = Posted::default().with("once", posted.text("once")).with("client_id", id);
    let said = if posted.verb() == "uninvite" {
        let invite = posted.id("invite_id").unwrap_or_default();
        let said = "The invitation is taken back";
        run::<WithdrawClientInvite>(desk, &only, ("invite_id", invite), said).await?
    } else {
        let may = posted.all("may").collect::<Vec<_>>().join(",");
        let email = posted.text(INVITED).trim();
        let call = only.with("email", email).with("permissions", may);
        let said = format!("An invitation is on its way to {email}");
        tried(desk.submit::<CreateClientInvite>(&call).await?, &said)
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/clients/{id}"), &said)),
        Err(problems) => {
            let problems = problems.renamed("email", INVITED);
            let typed = Typed { invited: posted.text(INVITED).to_owned(), problems, fields: None };
            show(desk, id, "summary", typed).await
        }
    }
}
