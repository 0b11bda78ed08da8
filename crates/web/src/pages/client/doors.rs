//! Coming in and going out.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use engine::people::passwords::PASSWORD_BYTES_MAX;
use engine::{Caller, Door};
use model::ids::StaffId;
use protocol::GetClientsDetails;
use serde::{Deserialize, Serialize};

use super::Shown;
use super::frame::Framed;
use crate::App;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{self, OfAccount, tell, tell_with};
use crate::pages::{flash, sign_in, view};
use crate::session::enter::{self, Refused};
use crate::session::{Claims, Identity, Line, Role, cookies, renew};
use serde_json::json;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Onward {
    #[serde(default)]
    pub(super) next: String,
    /// Whoever is here signs in again, to prove who it is.
    #[serde(default)]
    pub(super) again: String,
}

impl Onward {
    /// A path of ours, or the client area.
    pub(super) fn path(&self) -> &str {
        let next = self.next.as_str();
        let ours = next.starts_with('/')
            && !next.starts_with("//")
            && !next.contains(['\\', '\r', '\n', '\t'])
            && !next.starts_with("/login");
        if ours { next } else { "/clientarea" }
    }
}

/// `GET /login`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Query(onward): Query<Onward>,
) -> Shown {
    let is_here = arrival.claims.as_ref().is_some_and(|claims| claims.client().is_some());
    if is_here && onward.again.is_empty() {
        return Ok(Redirect::to(onward.path()).into_response());
    }
    Ok(show(&app, &arrival, &Filled::default(), onward.path(), StatusCode::OK).await)
}

/// `POST /login`
pub(super) async fn enter(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let mut filled = Filled::typed(&arrival.form, &["email"]);
    let next = arrival.form.text("next").unwrap_or_default().to_owned();
    let onward = Onward { next, ..Onward::default() };
    let password = arrival.form.text("password").unwrap_or_default();
    filled.need(&[("email", "enter-your-email")]);
    if password.is_empty() {
        filled.problem("password", tell("enter-your-password"));
    }
    if filled.is_good() {
        let code = arrival.form.text("code").map(str::trim).filter(|code| !code.is_empty());
        match come_in(&app, &arrival, filled.text("email"), password, code).await {
            Err(Refused::SecondFactor) if code.is_none() => {
                // The password is asked for again: it is kept nowhere in between.
                filled.values.insert("code".to_owned(), String::new());
                filled.problem("form", tell("needs-factor"));
                let status = StatusCode::UNAUTHORIZED;
                return Ok(show(&app, &arrival, &filled, onward.path(), status).await);
            }
            Ok(who) => return Ok(greeted(&app, &who, onward.path()).await),
            Err(refused) => {
                if code.is_some() {
                    filled.values.insert("code".to_owned(), String::new());
                }
                let (status, said) = words(refused)?;
                filled.problem("form", said);
                return Ok(show(&app, &arrival, &filled, onward.path(), status).await);
            }
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(show(&app, &arrival, &filled, onward.path(), status).await)
}

async fn come_in(
    app: &App,
    arrival: &Arrival,
    email: &str,
    password: &str,
    code: Option<&str>,
) -> Result<Identity, Refused> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(Refused::Wrong);
    }
    let tried = enter::admit(app, email, arrival.ip)?;
    let caller = view::visitor(arrival.ip);
    let done = enter::client_with_code(app, &caller, email, password, code).await;
    // Of whom a code is asked, the password was right.
    if matches!(done, Ok(_) | Err(Refused::SecondFactor)) {
        tried.right(app);
    }
    done
}

/// What is said to somebody who does not come in.
pub(super) fn words(refused: Refused) -> Result<(StatusCode, String), crate::whmcs::CallError> {
    Ok(match refused {
        Refused::Wrong => (StatusCode::UNAUTHORIZED, tell("wrong-login")),
        Refused::WrongCode => (StatusCode::UNAUTHORIZED, tell("wrong-code")),
        Refused::TooOften(left) => (
            StatusCode::TOO_MANY_REQUESTS,
            tell_with(
                "too-many-attempts",
                &[("minutes", left.reset_seconds.div_ceil(60).max(1).into())],
            ),
        ),
        Refused::SecondFactor => (StatusCode::FORBIDDEN, tell("cannot-check-factor")),
        Refused::Call(crate::whmcs::CallError::Refused(refusal)) => {
            (StatusCode::FORBIDDEN, language::refusal(&refusal.said).into_owned())
        }
        Refused::Call(error) => return Err(error),
    })
}

/// The same as [`welcome`] in the language of the account from now on.
pub(super) async fn greeted(app: &App, who: &Identity, to: &str) -> Response {
    let mut response = welcome(app, who, to).await;
    let clientid = who.client.and_then(|client| u64::try_from(client.0).ok());
    if clientid.is_some() {
        let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
        // Whoever came in stays in, whatever becomes of this.
        if let Ok(found) = app.whmcs().call(&Caller::system(Door::Page), call).await {
            let account = OfAccount { wire: found.client.language.to_string(), over: false };
            response.extensions_mut().insert(account);
        }
    }
    response
}

/// Begins the session in the browser, and goes on.
pub(super) async fn welcome(app: &App, who: &Identity, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Some(tokens) = enter::tokens(app, who).await {
        tokens.write(response.headers_mut(), app.0.sessions.secure());
    }
    response
}

/// Begins a session of a member of staff in the place of a user. It stands in nobody's list.
pub(super) fn in_place_of(app: &App, who: &Identity, member: &Identity, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    let line = Line::begin(app.0.clock.now(), &*app.0.chance);
    let by = Some(StaffId(member.subject));
    let line = Line { by, by_epoch: member.epoch, ..line };
    if let Some(tokens) = enter::tokens_of(app, who, &line) {
        tokens.write(response.headers_mut(), app.0.sessions.secure());
    }
    response
}

async fn show(
    app: &App,
    arrival: &Arrival,
    filled: &Filled,
    next: &str,
    status: StatusCode,
) -> Response {
    let providers = sign_in::buttons(app, Role::Client).await;
    let passkeys = app.whmcs().has_ours().await;
    let view =
        json!({ "filled": filled, "next": next, "providers": providers, "passkeys": passkeys });
    door(app, arrival, "client/login.html", &tell("log-in"), status, view).await
}

/// A page before the log-in.
pub(super) async fn door(
    app: &App,
    arrival: &Arrival,
    template: &str,
    title: &str,
    status: StatusCode,
    view: impl Serialize,
) -> Response {
    let company = view::company(app, &view::visitor(arrival.ip)).await;
    let (csrf, flash) = (&arrival.csrf, &arrival.flash);
    let frame = json!({ "company": company, "title": title, "csrf": csrf, "flash": flash });
    app.0.templates.page(status, template, &Framed { frame, view })
}

/// `GET /logout`: a link can only ask.
pub(super) async fn ask(State(app): State<App>, Arrived(arrival): Arrived) -> Response {
    if arrival.claims.is_none() {
        return Redirect::to("/login").into_response();
    }
    door(&app, &arrival, "client/logout.html", &tell("log-out"), StatusCode::OK, json!({})).await
}

/// `POST /logout`: staff that looked at the pages in a user's place are back at its client.
pub(super) async fn leave(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let claims = arrival.claims.as_ref();
    if let Some(claims) = claims {
        renew::end(&app, claims).await?;
    }
    let client = claims.filter(|claims| claims.by().is_some()).and_then(Claims::client);
    let mut response = match client {
        Some((_, client)) => Redirect::to(&format!("/admin/clients/{client}")).into_response(),
        None => flash::say(&app, "/login", "ok", &tell("logged-out")),
    };
    cookies::clear(response.headers_mut(), app.0.sessions.secure());
    Ok(response)
}
