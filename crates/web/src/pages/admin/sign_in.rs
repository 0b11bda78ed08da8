//! Staff who sign in through an identity provider: out, back, and what is each member's own: its
//! links, its second factor, and where it is signed in.

use std::net::IpAddr;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use protocol::{
    Action as _, ConfirmTwoFactor, DeleteSignInLink, EndTwoFactor, FinishSignIn, GetSignInLinks,
    StartTwoFactor,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::{self, Desk};
use super::fail::Fail;
use super::form::Posted;
use super::{login, passkeys, sessions};
use crate::App;
use crate::pages::sign_in::{self, Wish};
use crate::pages::{picture, view};
use crate::routing::{get, post};
use crate::session::journey::Away;
use crate::session::state::{self, Whose};
use crate::session::{Role, cookies, enter, who};
use crate::whmcs::CallError;

/// Said to somebody who came back without having signed in.
pub(in crate::pages) const DECLINED: &str = "The sign-in was not finished.";
/// Where each member's links and second factor are.
pub(super) const OWN: &str = "/admin/sign-ins";
/// What each member may do about itself.
const OWN_ACTIONS: [&str; 6] = [
    "FinishSignIn",
    "GetSignInLinks",
    "DeleteSignInLink",
    "StartTwoFactor",
    "ConfirmTwoFactor",
    "EndTwoFactor",
];

#[derive(Default, Deserialize)]
pub(super) struct Onward {
    #[serde(default)]
    next: String,
}

/// Behind the gate: what is one's own needs no permission.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(OWN, get(page))
        .route("/admin/sign-ins/factor", post(factor))
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

/// Lets a member of staff in whom the provider named, has it show its second factor, or links it.
///
/// # Errors
/// When nobody can say.
pub(in crate::pages) async fn arrived(
    app: &App,
    (ip, tried): (IpAddr, enter::Try),
    away: &Away,
    call: FinishSignIn,
) -> Result<Response, CallError> {
    let over = |response| Ok(sign_in::over(app, response));
    let caller = match away.link {
        None => view::visitor(ip),
        Some(id) => match still_here(app, id).await? {
            Some(name) => own(id, name, ip),
            None => return over(turned_back(app, away, DECLINED)),
        },
    };
    let call = FinishSignIn { adminid: away.link.and_then(|id| u64::try_from(id).ok()), ..call };
    let said = match sign_in::arrive(app, &caller, call).await? {
        Ok(said) => said,
        Err(refused) => return over(turned_back(app, away, &refused)),
    };
    tried.right(app);
    if away.link.is_some() {
        return over(desk::say(app, OWN, "The sign-in is linked"));
    }
    if said.twoFactorEnabled.0 {
        // The browser holds the next stage in place of this one.
        return Ok(login::to_code(app, StaffId(said.adminid.0), &away.next));
    }
    let who = match enter::again(app, Role::Staff, said.adminid.0, None).await {
        Ok(who) => who,
        Err(enter::Refused::Call(error)) => return Err(error),
        Err(_) => None,
    };
    let entered = match who {
        Some(who) => login::let_in(app, &who, &away.next).await,
        None => None,
    };
    match entered {
        Some(response) => over(response),
        None => over(turned_back(app, away, DECLINED)),
    }
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
    let actor = Actor::Staff { id: StaffId(id), name, allowed: Allowed::from_names(OWN_ACTIONS) };
    let ip = ip.to_string();
    Caller { actor, door: Door::Page, ip, idempotency_key: None, dry_run: false }
}

fn of_desk(desk: &Desk) -> Caller {
    who::own(desk.caller(), &OWN_ACTIONS)
}

/// `GET /admin/sign-ins`
async fn page(desk: Desk) -> Result<Response, Fail> {
    // Whoever is only a client of the WHMCS behind signs in as that client does.
    if desk.adminid().is_none() {
        return Err(Fail::new(&desk, CallError::NotOffered(StartTwoFactor::NAME)));
    }
    show(&desk, StatusCode::OK, json!({})).await
}

/// The page, with what the second factor just said.
async fn show(desk: &Desk, status: StatusCode, factor: Value) -> Result<Response, Fail> {
    let app = desk.app();
    let adminid = u64::try_from(desk.staff().0).ok();
    let call = GetSignInLinks { adminid, userid: None };
    let links = match app.whmcs().call(&of_desk(desk), call).await {
        Ok(found) => found.links.0.link.0,
        Err(CallError::NotOffered(_)) => Vec::new(),
        Err(error) => return Err(Fail::new(desk, error)),
    };
    let state = state::ask(app.whmcs(), Whose::Staff(desk.staff())).await;
    let state = state.map_err(|error| Fail::new(desk, error))?;
    let mut view = sign_in::shown(app, Role::Staff, &links).await;
    view["factor"] = factor;
    view["passkeys"] = passkeys::shown(desk).await?;
    view["sessions"] = sessions::shown(desk).await?;
    view["has"] = state.twofactorenabled.0.into();
    view["owes"] = state.twofactorowed.0.into();
    Ok(desk.page(status, "admin/sign_ins.html", "Your sign-in", view).await)
}

/// `POST /admin/sign-ins/factor`: begin, confirm or end one's own second factor.
async fn factor(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let app = desk.app();
    let (adminid, code) = (u64::try_from(desk.staff().0).ok(), posted.text("code").trim());
    let (caller, whmcs) = (of_desk(&desk), app.whmcs());
    let step = posted.text("step");
    let tried = match enter::admit(app, &format!("staff {}", desk.staff()), own_ip(&desk)) {
        Ok(tried) => tried,
        Err(refused) => {
            let (status, said) = login::words(refused);
            return show(&desk, status, json!({ "problem": said })).await;
        }
    };
    let done = match step {
        "confirm" => whmcs
            .call(&caller, ConfirmTwoFactor { adminid, user_id: None, code: code.into() })
            .await
            .map(|made| json!({ "codes": made.backupcodes.0 })),
        "end" => whmcs
            .call(&caller, EndTwoFactor { adminid, user_id: None, code: Some(code.into()) })
            .await
            .map(|_| json!({})),
        _ => whmcs
            .call(&caller, StartTwoFactor { adminid, user_id: None })
            .await
            .map(|made| picture::key(made.secret.reveal(), made.uri.reveal())),
    };
    app.0.sessions.watch().forget(desk.staff().0);
    if done.is_ok() {
        tried.right(app);
    }
    match done {
        Ok(_) if step == "end" => Ok(desk.go(OWN, "The password alone opens your account now")),
        Ok(factor) => show(&desk, StatusCode::OK, factor).await,
        Err(CallError::Refused(refusal)) => {
            // The key stays on the page, so that another code of it can be tried.
            let (secret, uri) = (posted.text("secret"), posted.text("uri"));
            let mut view = if secret.is_empty() { json!({}) } else { picture::key(secret, uri) };
            view["problem"] = refusal.said.into();
            show(&desk, StatusCode::UNPROCESSABLE_ENTITY, view).await
        }
        Err(error) => Err(Fail::new(&desk, error)),
    }
}

/// Where the member is; nowhere in particular if that is not known.
pub(super) fn own_ip(desk: &Desk) -> IpAddr {
    desk.caller().ip.parse().unwrap_or(IpAddr::from([0, 0, 0, 0]))
}

/// `GET /admin/sign-ins/link/{provider}`: only from our own page, for it changes something.
async fn link(desk: Desk, headers: HeaderMap, Path(id): Path<u64>) -> Response {
    if !cookies::same_site(&headers, &[]) {
        return Redirect::to(OWN).into_response();
    }
    let wish = Wish { role: Role::Staff, link: Some(desk.staff().0), next: OWN.to_owned() };
    match sign_in::set_out(desk.app(), &headers, id, wish).await {
        Ok(response) => response,
        Err(CallError::Refused(refusal)) => desk.refuse(OWN, &refusal.said),
        Err(error) => crate::pages::failed(desk.app(), &error),
    }
}

/// `POST /admin/sign-ins/unlink/{id}`
async fn unlink(desk: Desk, Path(linkid): Path<u64>, _: Posted) -> Result<Response, Fail> {
    let adminid = u64::try_from(desk.staff().0).ok();
    let call = DeleteSignInLink { linkid, userid: None, adminid };
    match desk.app().whmcs().call(&of_desk(&desk), call).await {
        Ok(_) => Ok(desk.go(OWN, "The sign-in is not linked any more")),
        Err(CallError::Refused(refusal)) => Ok(desk.refuse(OWN, &refusal.said)),
        Err(error) => Err(Fail::new(&desk, error)),
    }
}
