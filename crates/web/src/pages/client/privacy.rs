//! What the law gives clients: a copy of everything that is kept about them, and its deletion.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use model::people::permission::ClientPermission;
use protocol::{GetSupportDepartments, OpenTicket};
use serde_json::json;

use super::Shown;
use super::frame::Member;
use crate::asked::{self, Of};
use crate::pages::flash;
use crate::pages::language::tell;
use crate::pages::sorry::{Sorry, missing};

const HERE: &str = "/account/privacy";

/// `GET /account/privacy`
pub(super) async fn page(here: Member) -> Shown {
    // Who may not see the details of the account has no business here.
    here.door(ClientPermission::Profile)?;
    let may_ask = here.session.may(ClientPermission::Tickets);
    here.page("client/privacy.html", &tell("privacy"))
        .nav("account")
        .show(json!({ "may_ask": may_ask }))
        .await
}

/// `POST /account/privacy/export`: everything that is kept, as a file; for the owner only.
pub(super) async fn export(here: Member) -> Result<Response, Sorry> {
    let made = match here.door(ClientPermission::Profile)?.export().await {
        Ok(made) => made,
        Err(error) => return here.refused(HERE, error),
    };
    let head = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", made.filename)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, made.data.to_string()).into_response())
}

/// `POST /account/privacy/erase`: asks for the deletion by a ticket, for invoices must be kept for
/// years and somebody has to look at what else still runs.
pub(super) async fn erase(here: Member) -> Shown {
    if here.form().text("sure").is_none() {
        return Ok(flash::say(&here.app, HERE, "bad", &tell("privacy-tick-first")));
    }
    let call = GetSupportDepartments { ignore_dept_assignments: true.into() };
    let departments = here.app.whmcs().call(&here.session.caller, call).await?.departments;
    let ids: Vec<u64> = departments.0.department.iter().filter_map(|row| row.id.id()).collect();
    // A department that must be told more first is not one to stand in the way.
    let asks = asked::open_fields(&here.app, &here.session.caller, Of::Departments).await?;
    let asks_more = |id: &u64| asks.iter().any(|row| row.required.0 && row.relid.id() == Some(*id));
    let Some(deptid) = ids.iter().copied().find(|id| !asks_more(id)) else {
        // Where all of them must be, the form of a new ticket asks.
        let id = ids.first().ok_or_else(missing)?;
        let words = [("subject", "privacy-erase-subject"), ("message", "privacy-erase-message")];
        let mut query = form_urlencoded::Serializer::new(format!("department={id}"));
        for (name, text) in words {
            query.append_pair(name, &tell(text));
        }
        return Ok(Redirect::to(&format!("/tickets/new?{}", query.finish())).into_response());
    };
    let call = OpenTicket {
        deptid,
        subject: tell("privacy-erase-subject"),
        message: tell("privacy-erase-message"),
        ..OpenTicket::default()
    };
    match here.door(ClientPermission::Tickets)?.open_ticket(call).await {
        Ok(opened) => {
            let path = format!("/tickets/{}", opened.id.0);
            here.done(&path, &tell("privacy-erase-asked"))
        }
        Err(error) => here.refused(HERE, error),
    }
}
