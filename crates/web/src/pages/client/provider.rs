//! Signing in through an identity provider: out, back, the second factor, and the links.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use model::ids::UserId;
use protocol::{
    CheckTwoFactor, DeleteSignInLink, FinishSignIn, FinishSignInResponse, GetSignInLinks,
};
use serde_json::{Value, json};

use super::Shown;
use super::doors::{self, Onward};
use super::frame::Member;
use crate::App;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{refusal, tell};
use crate::pages::sign_in::{self, Outcome, Wish};
use crate::pages::{admin, flash, view};
use crate::session::cookies;
use crate::session::enter::{self, Refused};
use crate::session::journey::{self, Away, Stage, Stranger};
use crate::session::{ClientSession, Role};
use crate::whmcs::CallError;

/// Where the links are.
const SECURITY: &str = "/account/security";

/// `GET /signin/{provider}`
pub(super) async fn start(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<u64>,
    Query(onward): Query<Onward>,
) -> Shown {
    let wish = Wish { role: Role::Client, link: None, next: onward.path().to_owned() };
    match sign_in::set_out(&app, &headers, id, wish).await {
        Err(CallError::Refused(refused)) => Ok(turned_back(&app, "/login", &refused.said)),
        other => Ok(other?),
    }
}

/// `GET /account/security/link/{provider}`: only from our own page, for it changes something.
pub(super) async fn link(here: Member, headers: HeaderMap, Path(id): Path<u64>) -> Shown {
    if !cookies::same_site(&headers, &[]) {
        return Ok(Redirect::to(SECURITY).into_response());
    }
    let next = SECURITY.to_owned();
    let wish = Wish { role: Role::Client, link: Some(here.claims.sub), next };
    match sign_in::set_out(&here.app, &headers, id, wish).await {
        Err(error) => here.refused(SECURITY, error),
        Ok(response) => Ok(response),
    }
}

/// `POST /account/security/unlink/{id}`
pub(super) async fn unlink(here: Member, Path(linkid): Path<u64>) -> Shown {
    let userid = u64::try_from(here.claims.sub).ok();
    let call = DeleteSignInLink { linkid, userid, adminid: None };
    match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(_) => here.done(SECURITY, &tell("sign-in-unlinked")),
        Err(error) => here.refused(SECURITY, error),
    }
}

/// What the security page shows of providers: those to link, and the links.
pub(super) async fn shown(here: &Member) -> Result<Value, CallError> {
    let call =
        GetSignInLinks { userid: u64::try_from(here.claims.sub).ok(), ..GetSignInLinks::default() };
    let links = match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(found) => found.links.0.link.0,
        Err(CallError::NotOffered(_)) => return Ok(Value::Null),
        Err(error) => return Err(error),
    };
    Ok(sign_in::shown(&here.app, Role::Client, &links).await)
}

/// `GET /signin/callback`: from the provider, for both sides of the house.
pub(super) async fn back(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    uri: Uri,
) -> Shown {
    let (away, call) = match sign_in::came_back(&app, &headers, &uri) {
        Outcome::Stale => return Ok(turned_back(&app, "/login", &tell("sign-in-stale"))),
        Outcome::Declined(away) if away.role == Role::Staff => {
            return Ok(sign_in::over(&app, admin::turned_back(&app, &away, admin::DECLINED)));
        }
        Outcome::Declined(away) => {
            return Ok(turned_back(&app, home(&away), &tell("sign-in-declined")));
        }
        Outcome::Code(away, call) => (away, *call),
    };
    let tried = match enter::admit(&app, "sign-in", arrival.ip) {
        Ok(tried) => tried,
        Err(refused) => {
            let (_, said) = doors::words(refused)?;
            return Ok(turned_back(&app, "/login", &said));
        }
    };
    if away.role == Role::Staff {
        return Ok(Box::pin(admin::arrived(&app, (arrival.ip, tried), &away, call)).await?);
    }
    let caller = match away.link {
        None => Some(view::visitor(arrival.ip)),
        Some(user) => own_session(&arrival, user).map(|session| session.caller),
    };
    let Some(caller) = caller else {
        return Ok(turned_back(&app, "/login", &tell("sign-in-stale")));
    };
    let call = FinishSignIn { userid: away.link.and_then(|id| u64::try_from(id).ok()), ..call };
    let arrived = sign_in::arrive(&app, &caller, call).await?;
    if arrived.is_ok() {
        tried.right(&app);
    }
    match arrived {
        Err(said) => Ok(turned_back(&app, home(&away), &refusal(&said))),
        Ok(_) if away.link.is_some() => {
            let done = flash::done(&app, SECURITY, &tell("sign-in-linked"));
            Ok(sign_in::over(&app, done))
        }
        Ok(said) => Ok(named(&app, &arrival, away, &said).await?),
    }
}

/// The session of the user who set out to link its account, if it is still here.
fn own_session(arrival: &Arrival, user: i64) -> Option<ClientSession> {
    let claims = arrival.claims.as_ref()?;
    let session = ClientSession::on_page(claims, arrival.ip, None)?;
    (claims.user() == Some(UserId(user))).then_some(session)
}

/// Where somebody goes whose way ended early.
fn home(away: &Away) -> &'static str {
    if away.link.is_some() { SECURITY } else { "/login" }
}

fn turned_back(app: &App, to: &str, said: &str) -> Response {
    sign_in::over(app, flash::say(app, to, "bad", said))
}

/// Lets somebody in whom the provider named, has it show its second factor, or sign up.
async fn named(
    app: &App,
    arrival: &Arrival,
    away: Away,
    said: &FinishSignInResponse,
) -> Result<Response, CallError> {
    let stage = if said.signup.0 {
        let stranger = Stranger {
            provider: away.provider,
            subject: said.subject.to_string(),
            email: said.email.to_string(),
            email_verified: said.emailverified.0,
            first_name: said.firstname.to_string(),
            last_name: said.lastname.to_string(),
        };
        ("/register", Stage::New(stranger))
    } else if said.twoFactorEnabled.0 {
        let (user, email) = (said.userid.0, said.email.to_string());
        ("/signin/code", Stage::Factor { user, email, next: away.next.clone() })
    } else {
        let caller = view::visitor(arrival.ip);
        return match enter::user(app, &caller, UserId(said.userid.0), None, None).await {
            Ok(who) => Ok(sign_in::over(app, doors::greeted(app, &who, &away.next).await)),
            Err(refused) => {
                let (_, said) = doors::words(refused)?;
                Ok(turned_back(app, "/login", &said))
            }
        };
    };
    let (to, stage) = stage;
    let next: String = form_urlencoded::byte_serialize(away.next.as_bytes()).collect();
    let mut response = Redirect::to(&format!("{to}?next={next}")).into_response();
    journey::write(app, response.headers_mut(), stage);
    Ok(response)
}

/// `GET /signin/code`: the second factor of somebody whom the provider named.
pub(super) async fn ask_code(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    match journey::read(&app, &headers) {
        Some(Stage::Factor { .. }) => {
            Ok(show_code(&app, &arrival, &Filled::default(), StatusCode::OK).await)
        }
        _ => Ok(turned_back(&app, "/login", &tell("sign-in-stale"))),
    }
}

/// `POST /signin/code`
pub(super) async fn code(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let Some(Stage::Factor { user, email, next }) = journey::read(&app, &headers) else {
        return Ok(turned_back(&app, "/login", &tell("sign-in-stale")));
    };
    match second_factor(&app, &arrival, user, &email).await {
        Ok(who) => Ok(sign_in::over(&app, doors::greeted(&app, &who, &next).await)),
        Err(refused) => {
            let (status, said) = match refused {
                Refused::Wrong => (StatusCode::UNAUTHORIZED, tell("refusal-invalid-code")),
                other => doors::words(other)?,
            };
            let mut filled = Filled::default();
            filled.problem("form", said);
            Ok(show_code(&app, &arrival, &filled, status).await)
        }
    }
}

async fn second_factor(
    app: &App,
    arrival: &Arrival,
    user: i64,
    email: &str,
) -> Result<crate::session::Identity, Refused> {
    let tried = enter::admit(app, &format!("user {user}"), arrival.ip)?;
    let code = arrival.form.text("code").unwrap_or_default().trim();
    if code.is_empty() {
        return Err(Refused::Wrong);
    }
    let caller = view::visitor(arrival.ip);
    let user_id = u64::try_from(user).ok();
    let call = CheckTwoFactor { user_id, adminid: None, code: code.into() };
    app.whmcs().call(&caller, call).await.map_err(enter::wrong)?;
    tried.right(app);
    enter::user(app, &caller, UserId(user), Some(email), None).await
}

async fn show_code(app: &App, arrival: &Arrival, filled: &Filled, status: StatusCode) -> Response {
    let view = json!({ "filled": filled });
    doors::door(app, arrival, "client/login_code.html", &tell("log-in"), status, view).await
}
