//! Who may act for the client, the password of whoever is here, and the mails that were sent.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use engine::people::passwords::PASSWORD_BYTES_MAX;
use model::people::permission::ClientPermission;
use model::word::Word;
use protocol::{
    AcceptClientInvite, ChangePassword, ConfirmTwoFactor, EndTwoFactor, GetEmails, StartTwoFactor,
    VerifyEmail,
};
use serde_json::{Value, json};

use super::Shown;
use super::doors::{door, words};
use super::frame::Member;
use super::list::{ROWS, Wanted};
use super::{provider, question};
use crate::App;
use crate::pages::filled::Filled;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell};
use crate::pages::{flash, view};
use crate::session::enter;
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
    here.page("client/users.html", &tell("users"))
        .unless(filled.is_good())
        .show(json!({
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

/// `GET /account/security`
pub(super) async fn security(here: Member) -> Shown {
    show_security(&here, Filled::default()).await
}

pub(super) async fn show_security(here: &Member, filled: Filled) -> Shown {
    show_factor(here, filled, Value::Null).await
}

/// The same with what a second factor just said.
async fn show_factor(here: &Member, filled: Filled, factor: Value) -> Shown {
    here.page("client/security.html", &tell("security"))
        .unless(filled.is_good())
        .show(json!({
            "filled": filled,
            "factor": factor,
            "question": question::shown(here).await,
            "sign_in": provider::shown(here).await?,
        }))
        .await
}

/// `POST /account/security/factor`: begin, confirm or end the second factor of whoever is here.
pub(super) async fn factor(here: Member) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default().trim();
    let user_id = u64::try_from(here.claims.sub).unwrap_or(0);
    let (caller, whmcs) = (&here.session.caller, here.app.whmcs());
    let mut filled = Filled::default();
    let admitted = enter::admit(&here.app, &format!("user {user_id}"), here.arrival.ip);
    if let Err(refused) = admitted {
        filled.problem("form", words(refused)?.1);
        return show_security(&here, filled).await;
    }
    let code = protocol::wire::Secret::from(text("code"));
    let done = match text("step") {
        "confirm" => whmcs
            .call(caller, ConfirmTwoFactor { user_id, code })
            .await
            .map(|made| json!({ "codes": made.backupcodes.0 })),
        "end" => whmcs
            .call(caller, EndTwoFactor { user_id, code: Some(code) })
            .await
            .map(|_| json!({ "ended": true })),
        _ => whmcs
            .call(caller, StartTwoFactor { user_id })
            .await
            .map(|made| json!({ "secret": made.secret.reveal(), "uri": made.uri.reveal() })),
    };
    match done {
        Ok(factor) if factor["ended"] == true => {
            here.done("/account/security", &tell("second-factor-ended"))
        }
        Ok(factor) => show_factor(&here, filled, factor).await,
        Err(error) => {
            filled.refused(error, &[])?;
            show_security(&here, filled).await
        }
    }
}

/// `POST /account/security`: a new password. Every session ends, so this one begins anew.
pub(super) async fn change_password(here: Member) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default();
    let (old, new, again) = (text("current"), text("password"), text("again"));
    let mut filled = Filled::default();
    if old.is_empty() || old.len() > PASSWORD_BYTES_MAX {
        filled.problem("current", tell("enter-present-password"));
    }
    if new.is_empty() || new.len() > PASSWORD_BYTES_MAX {
        filled.problem("password", tell("enter-new-password"));
    } else if new != again {
        filled.problem("again", tell("passwords-differ"));
    }
    if let Err(refused) =
        enter::admit(&here.app, &format!("user {}", here.claims.sub), here.arrival.ip)
    {
        filled.problem("form", words(refused)?.1);
    }
    if !filled.is_good() {
        return show_security(&here, filled).await;
    }
    let call = ChangePassword {
        user_id: u64::try_from(here.claims.sub).unwrap_or(0),
        currentpassword: Some(old.into()),
        password2: new.into(),
    };
    let done = here.app.whmcs().call(&here.session.caller, call).await;
    here.app.0.sessions.watch().forget(here.claims.sub);
    match done {
        Ok(_) => {
            let text = &tell("your-password-changed");
            Ok(flash::done(&here.app, "/login", text))
        }
        Err(CallError::Refused(refusal)) => {
            let new = refusal.field.as_deref() == Some("password2");
            filled.problem(
                if new { "password" } else { "current" },
                language::refusal(&refusal.said),
            );
            show_security(&here, filled).await
        }
        Err(error) => Err(error.into()),
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
        Ok(_) => Ok(flash::done(&app, "/login", &tell("address-confirmed"))),
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
        Ok(_) => Ok(flash::done(&app, "/clientarea", &tell("invitation-accepted"))),
        Err(CallError::Refused(refusal)) => {
            Ok(flash::say(&app, "/clientarea", "bad", &language::refusal(&refusal.said)))
        }
        Err(error) => Err(error.into()),
    }
}
