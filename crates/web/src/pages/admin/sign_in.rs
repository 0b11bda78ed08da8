//! Staff who sign in through an identity provider: out, back, and each member's own links.

use std::net::IpAddr;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use protocol::{DeleteSignInLink, FinishSignIn, GetSignInLinks};
use serde::Deserialize;

use super::desk::{self, Desk};
use super::fail::Fail;
use super::form::Posted;
use super::login;
use crate::App;
use crate::pages::sign_in::{self, Wish};
use crate::pages::view;
use crate::session::Role;
use crate::session::cookies;
use crate::session::enter::{self, Tokens};
use crate::session::journey::Away;
use crate::whmcs::CallError;

/// Said to somebody who came back without having signed in.
pub(in crate::pages) const DECLINED: &str = "The sign-in was not finished.";
/// Where each member's links are.
const OWN: &str = "/admin/sign-ins";

#[derive(Default, Deserialize)]
pub(super) struct Onward {
    #[serde(default)]
    next: String,
}

/// Behind the gate: what is one's own needs no permission.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(OWN, get(page))
        .route("/admin/sign-ins/link/{provider}", get(link))
        .route("/admin/sign-ins/unlink/{id}", post(unlink))
}

/// `GET /admin/signin/{provider}`
pub(super) async fn start(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<u64>,
    Query(onward): Query<Onward>,
) -> Response {
    let next = login::within(&onward.next).to_owned();
    let wish = Wish { role: Role::Staff, link: None, next };
    match sign_in::set_out(&app, &headers, id, wish).await {
        Ok(response) => response,
        Err(CallError::Refused(refusal)) => desk::say(&app, "/admin/login", &refusal.said),
        Err(error) => crate::pages::failed(&app, &error),
    }
}

/// To where somebody set out, with a sentence.
pub(in crate::pages) fn turned_back(app: &App, away: &Away, said: &str) -> Response {
    desk::say(app, if away.link.is_some() { OWN } else { "/admin/login" }, said)
}

/// Lets a member of staff in whom the provider named, or links it.
///
/// # Errors
/// When nobody can say.
pub(in crate::pages) async fn arrived(
    app: &App,
    ip: IpAddr,
    away: &Away,
    call: FinishSignIn,
) -> Result<Response, CallError> {
    let caller = match away.link {
        None => view::visitor(ip),
        Some(id) => match still_here(app, id).await? {
            Some(name) => own(id, name, ip),
            None => return Ok(turned_back(app, away, DECLINED)),
        },
    };
    let call = FinishSignIn { adminid: away.link.and_then(|id| u64::try_from(id).ok()), ..call };
    let said = match sign_in::arrive(app, &caller, call).await? {
        Ok(said) => said,
        Err(refused) => return Ok(turned_back(app, away, &refused)),
    };
    if away.link.is_some() {
        return Ok(desk::say(app, OWN, "The sign-in is linked"));
    }
    let who = match enter::again(app, Role::Staff, said.adminid.0, None).await {
        Ok(who) => who,
        Err(enter::Refused::Call(error)) => return Err(error),
        Err(_) => None,
    };
    match who.and_then(|who| enter::tokens(app, &who, None)) {
        Some(tokens) => Ok(let_in(app, &tokens, &away.next)),
        None => Ok(turned_back(app, away, DECLINED)),
    }
}

fn let_in(app: &App, tokens: &Tokens, next: &str) -> Response {
    let mut response = Redirect::to(login::within(next)).into_response();
    desk::write(response.headers_mut(), tokens, app.0.sessions.secure());
    response
}

/// The name of a member who set out to link its account, if it may still work here.
async fn still_here(app: &App, id: i64) -> Result<Option<String>, CallError> {
    match enter::again(app, Role::Staff, id, None).await {
        Ok(who) => Ok(who.map(|who| who.name)),
        Err(enter::Refused::Call(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// A member about what is its own, whatever its role permits.
fn own(id: i64, name: String, ip: IpAddr) -> Caller {
    let names = ["FinishSignIn", "GetSignInLinks", "DeleteSignInLink"];
    let actor = Actor::Staff { id: StaffId(id), name, allowed: Allowed::from_names(names) };
    let ip = ip.to_string();
    Caller { actor, door: Door::Page, ip, idempotency_key: None, dry_run: false }
}

fn of_desk(desk: &Desk) -> Caller {
    let ip = desk.caller().ip.parse().unwrap_or(IpAddr::from([0, 0, 0, 0]));
    own(desk.staff().0, desk.name().to_owned(), ip)
}

/// `GET /admin/sign-ins`
async fn page(desk: Desk) -> Result<Response, Fail> {
    let adminid = u64::try_from(desk.staff().0).ok();
    let call = GetSignInLinks { adminid, userid: None };
    let found = desk.app().whmcs().call(&of_desk(&desk), call).await;
    let links = match found {
        Ok(found) => found.links.0.link.0,
        Err(CallError::NotOffered(_)) => Vec::new(),
        Err(error) => return Err(Fail::new(&desk, error)),
    };
    let view = sign_in::shown(desk.app(), Role::Staff, &links).await;
    Ok(desk.page(StatusCode::OK, "admin/sign_ins.html", "Your sign-ins", view).await)
}

/// `GET /admin/sign-ins/link/{provider}`: only from our own page, for it changes something.
async fn link(desk: Desk, headers: HeaderMap, Path(id): Path<u64>) -> Response {
    if !cookies::same_site(&headers, &[]) {
        return Redirect::to(OWN).into_response();
    }
    let wish = Wish { role: Role::Staff, link: Some(desk.staff().0), next: OWN.to_owned() };
    match sign_in::set_out(desk.app(), &headers, id, wish).await {
        Ok(response) => response,
        Err(CallError::Refused(refusal)) => desk.go(OWN, &refusal.said),
        Err(error) => crate::pages::failed(desk.app(), &error),
    }
}

/// `POST /admin/sign-ins/unlink/{id}`
async fn unlink(desk: Desk, Path(linkid): Path<u64>, _: Posted) -> Result<Response, Fail> {
    let adminid = u64::try_from(desk.staff().0).ok();
    let call = DeleteSignInLink { linkid, userid: None, adminid };
    match desk.app().whmcs().call(&of_desk(&desk), call).await {
        Ok(_) => Ok(desk.go(OWN, "The sign-in is not linked any more")),
        Err(CallError::Refused(refusal)) => Ok(desk.go(OWN, &refusal.said)),
        Err(error) => Err(Fail::new(&desk, error)),
    }
}
