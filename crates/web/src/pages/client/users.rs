//! Who may act for the client, and the mails that were sent.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use model::people::permission::ClientPermission;
use model::word::Word;
use protocol::{AcceptClientInvite, GetEmails, VerifyEmail};
use serde_json::{Value, json};

use super::Shown;
use super::doors::door;
use super::frame::Member;
use super::list::{ROWS, Wanted};
use crate::App;
use crate::pages::filled::Filled;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell};
use crate::pages::{flash, view};
use crate::whmcs::CallError;

/// Every permission by its word; what it means is the message `may-` and that word.
fn meanings() -> Vec<&'static str> {
    ClientPermission::ALL.iter().map(|permission| permission.word()).collect()
}

/// The permissions that a form ticks.
fn ticked(here: &Member) -> Vec<String> {
    let on = |word: &str| here.form().text(&format!("may_{word}")).is_some();
    meanings().into_iter().filter(|word| on(word)).map(str::to_owned).collect()
}

/// `GET /account/users`
pub(super) async fn list(here: Member) -> Shown {
    show(&here, Filled::default(), &["tickets".to_owned()]).await
}

async fn show(here: &Member, filled: Filled, wanted: &[String]) -> Shown {
    let door = here.door(ClientPermission::Profile)?;
    let own = here.claims.sub;
    let mut rows: Vec<Value> = Vec::new();
    for user in door.users().await? {
        let may = match user.id.id() {
            Some(id) if !user.is_owner.0 => door.permissions(id).await?,
            _ => Vec::new(),
        };
        rows.push(json!({
            "id": user.id.0,
            "name": user.name.to_string(),
            "email": user.email.to_string(),
            "owner": user.is_owner.0,
            "you": user.id.0 == own,
            "may": may,
        }));
    }
    // Another WHMCS does not tell of its invitations.
    let waiting = match door.invitations().await {
        Ok(waiting) => waiting,
        Err(CallError::NotOffered(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let waiting = waiting.iter().map(|row| {
        let may: Vec<&str> = row.permissions.split(',').map(str::trim).collect();
        json!({
            "id": row.id.0,
            "email": row.email.to_string(),
            "may": may,
            "until": row.expires.to_string(),
        })
    });
    here.page("client/users.html", &tell("users"))
        .unless(filled.is_good())
        .show(json!({
            "waiting": waiting.collect::<Vec<_>>(),
            "rows": rows,
            "meanings": meanings(),
            "filled": filled,
            "wanted": wanted,
        }))
        .await
}

/// `POST /account/users`: an invitation.
pub(super) async fn invite(here: Member) -> Shown {
    let mut filled = Filled::typed(here.form(), &["email"]);
    filled.need(&[("email", "enter-email")]);
    let wanted = ticked(&here);
    if wanted.is_empty() {
        filled.problem("form", tell("choose-permissions"));
    }
    if filled.is_good() {
        let email = filled.text("email").to_owned();
        match here.door(ClientPermission::Profile)?.invite(email, wanted.clone()).await {
            Ok(()) => return here.done("/account/users", &tell("invitation-sent")),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show(&here, filled, &wanted).await
}

/// `POST /account/users/invitations/{id}/withdraw`
pub(super) async fn withdraw(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Profile)?.withdraw_invitation(id).await {
        Ok(()) => here.done("/account/users", &tell("invitation-withdrawn")),
        // Whoever was invited may have been faster.
        Err(CallError::Refused(_)) => {
            Ok(flash::say(&here.app, "/account/users", "info", &tell("invitation-answered")))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /account/users/{id}`: what the user may do.
pub(super) async fn permit(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Profile)?.permit(id, ticked(&here)).await {
        Ok(()) => here.done("/account/users", &tell("permissions-saved")),
        Err(error) => here.refused("/account/users", error),
    }
}

/// `POST /account/users/{id}/remove`
pub(super) async fn remove(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Profile)?.remove_user(id).await {
        Ok(()) => here.done("/account/users", &tell("user-removed")),
        Err(error) => here.refused("/account/users", error),
    }
}

/// `GET /account/emails`
pub(super) async fn emails(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let door = here.door(ClientPermission::Emails)?;
    let (limitstart, limitnum) = (Some(wanted.start()), Some(ROWS));
    let call = GetEmails { limitstart, limitnum, ..GetEmails::default() };
    let answer = door.emails(call).await?;
    let (rows, total) = (answer.emails.0.email, answer.totalresults.0);
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id.0,
                "subject": row.subject.to_string(),
                "date": row.date.to_string(),
                "failed": row.failed.0,
            })
        })
        .collect();
    let pages = wanted.pages("/account/emails", total);
    here.page("client/emails.html", &tell("emails"))
        .show(json!({ "rows": rows, "pages": pages }))
        .await
}

/// `GET /account/emails/{id}`
pub(super) async fn email(here: Member, Path(id): Path<u64>) -> Shown {
    let row = here.door(ClientPermission::Emails)?.email(id).await?;
    let view = json!({
        "subject": row.subject.to_string(),
        "date": row.date.to_string(),
        "to": row.to.to_string(),
        "text": crate::pages::plain::text(&row.message),
    });
    here.page("client/email.html", &row.subject)
        .crumb(&tell("emails"), "/account/emails")
        .crumb(&row.subject, "")
        .show(json!({ "mail": view }))
        .await
}

/// `GET /verify/{token}`: a link only asks, so that a scanner of mails proves nothing.
pub(super) async fn ask_verify(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let view = json!({
        "heading": tell("confirm-address"),
        "text": tell("confirm-address-text"),
        "action": format!("/verify/{token}"),
        "label": tell("confirm"),
    });
    let status = axum::http::StatusCode::OK;
    Ok(door(&app, &arrival, "client/ask.html", &tell("confirm"), status, view).await)
}

/// `POST /verify/{token}`
pub(super) async fn verify(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let call = VerifyEmail { token: token.into() };
    match app.whmcs().call(&view::visitor(arrival.ip), call).await {
        Ok(done) => {
            // A new address ended the user's sessions.
            app.0.sessions.watch().forget(done.user_id.0);
            Ok(flash::done(&app, "/login", &tell("address-confirmed")))
        }
        Err(CallError::Refused(refusal)) => {
            Ok(flash::say(&app, "/login", "bad", &language::refusal(&refusal.said)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /invite/{token}`
pub(super) async fn ask_invite(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    if arrival.claims.as_ref().is_none_or(|claims| claims.user().is_none()) {
        let next = format!("/login?next=%2Finvite%2F{token}");
        let text = &tell("invitation-log-in");
        return Ok(flash::say(&app, &next, "info", text));
    }
    let view = json!({
        "heading": tell("invitation-accept"),
        "text": tell("invitation-accept-text"),
        "action": format!("/invite/{token}"),
        "label": tell("accept"),
    });
    let status = axum::http::StatusCode::OK;
    Ok(door(&app, &arrival, "client/ask.html", &tell("invitation"), status, view).await)
}

/// `POST /invite/{token}`
pub(super) async fn accept_invite(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let user = arrival.claims.as_ref().and_then(crate::session::Claims::user);
    let Some(user) = user else { return Ok(Redirect::to("/login").into_response()) };
    let user_id = u64::try_from(user.0).unwrap_or(0);
    let call = AcceptClientInvite { token: token.into(), user_id };
    match app.whmcs().call(&view::visitor(arrival.ip), call).await {
        Ok(_) => Ok(flash::done(&app, "/account/switch", &tell("invitation-accepted"))),
        Err(CallError::Refused(refusal)) => {
            Ok(flash::say(&app, "/clientarea", "bad", &language::refusal(&refusal.said)))
        }
        Err(error) => Err(error.into()),
    }
}
