//! A new password for somebody who forgot the old one: a link by mail, good once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::people::passwords::PASSWORD_BYTES_MAX;
use protocol::{CompletePasswordReset, ResetPassword};

use super::Shown;
use super::doors::{door, words};
use crate::App;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{self, tell};
use crate::pages::{flash, view};
use crate::session::enter;
use crate::whmcs::CallError;
use serde_json::json;

/// `GET /password/reset`
pub(super) async fn ask(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    show_ask(&app, &arrival, &Filled::default(), StatusCode::OK).await
}

async fn show_ask(app: &App, arrival: &Arrival, filled: &Filled, status: StatusCode) -> Shown {
    let view = json!({ "filled": filled });
    Ok(door(app, arrival, "client/reset.html", &tell("new-password"), status, view).await)
}

/// `POST /password/reset`: says the same whether or not there is such an account.
pub(super) async fn send(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let mut filled = Filled::typed(&arrival.form, &["email"]);
    filled.need(&[("email", "enter-your-email")]);
    if let Err(refused) = enter::admit(&app, filled.text("email"), arrival.ip) {
        let (status, said) = words(refused)?;
        filled.problem("form", said);
        return show_ask(&app, &arrival, &filled, status).await;
    }
    if !filled.is_good() {
        return show_ask(&app, &arrival, &filled, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let call = ResetPassword { id: None, email: filled.owned("email") };
    match app.whmcs().call(&view::visitor(arrival.ip), call).await {
        Ok(_) | Err(CallError::Refused(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let text = &tell("reset-sent");
    Ok(flash::say(&app, "/login", "info", text))
}

/// `GET /password/reset/{token}`
pub(super) async fn choose(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    show_choose(&app, &arrival, &token, &Filled::default(), StatusCode::OK).await
}

/// `POST /password/reset/{token}`
pub(super) async fn set(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let mut filled = Filled::default();
    let text = |name: &str| arrival.form.text(name).unwrap_or_default();
    let (password, again) = (text("password"), text("again"));
    if password.is_empty() || password.len() > PASSWORD_BYTES_MAX {
        filled.problem("password", tell("enter-new-password"));
    } else if password != again {
        filled.problem("again", tell("passwords-differ"));
    }
    if filled.is_good() {
        let call = CompletePasswordReset {
            token: (&*token).into(),
            password2: password.into(),
            securityanswer: arrival.form.text("answer").map(Into::into),
        };
        match app.whmcs().call(&view::visitor(arrival.ip), call).await {
            Ok(_) => {
                let text = &tell("reset-done");
                return Ok(flash::done(&app, "/login", text));
            }
            Err(CallError::Refused(refusal)) => {
                let at = match refusal.field.as_deref() {
                    Some("password2") => "password",
                    Some("securityanswer") => "answer",
                    _ => "form",
                };
                filled.problem(at, language::refusal(&refusal.said));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    show_choose(&app, &arrival, &token, &filled, status).await
}

async fn show_choose(
    app: &App,
    arrival: &Arrival,
    token: &str,
    filled: &Filled,
    status: StatusCode,
) -> Shown {
    let view = json!({ "filled": filled, "token": token });
    Ok(door(app, arrival, "client/reset_choose.html", &tell("new-password"), status, view).await)
}
