//! Who is invited to act for a client, and inviting somebody by the staff.

use protocol::{Action as _, CreateClientInvite, GetClientInvites, WithdrawClientInvite};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::{Said, run, tried};
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;

/// The field of the address: that of the profile is the client's own.
const INVITED: &str = "invited";

/// The invitations that wait for an answer, and what somebody can be permitted.
pub(super) async fn shown(desk: &Desk, id: u64, tab: &str) -> Value {
    if tab != "summary" {
        return Value::Null;
    }
    let found = desk.maybe(GetClientInvites { client_id: id }).await;
    let rows = found.map(|found| found.invites.0.invite.0).unwrap_or_default();
    json!({
        "rows": rows,
        "may": pick::permissions(),
        "invites": desk.may(CreateClientInvite::NAME),
    })
}

/// Invites somebody.
pub(super) async fn invite(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let may = posted.all("may").collect::<Vec<_>>().join(",");
    let email = posted.text(INVITED).trim();
    let call = own(posted, id).with("email", email).with("permissions", may);
    let said = format!("An invitation is on its way to {email}");
    let said = tried(desk.submit::<CreateClientInvite>(&call).await?, &said);
    Ok(said.map_err(|problems| problems.renamed("email", INVITED)))
}

/// Takes an invitation back.
pub(super) async fn withdraw(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let key = ("invite_id", posted.id("invite_id").unwrap_or_default());
    run::<WithdrawClientInvite>(desk, &own(posted, id), key, "The invitation is taken back").await
}

/// Whose it is, and nothing else that was posted.
fn own(posted: &Posted, id: u64) -> Posted {
    Posted::default().with("once", posted.text("once")).with("client_id", id)
}
