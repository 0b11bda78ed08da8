//! Passkeys of staff: coming in by one, and each member's own.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use protocol::{AddPasskey, DeletePasskey, GetPasskeys};
use serde_json::Value;

use super::desk::{self, Desk};
use super::fail::{self, Fail};
use super::form::Posted;
use super::{login, sign_in};
use crate::App;
use crate::client_ip::ClientIp;
use crate::pages::{errors, sign_in as ways, view};
use crate::routing::{get, post};
use crate::session::passkey::{self, about_own};
use crate::session::{Role, cookies, enter};
use crate::whmcs::CallError;

/// Behind the gate: what is one's own needs no permission.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/sign-ins/passkeys", get(options).merge(post(add)))
        .route("/admin/sign-ins/passkeys/{id}/remove", post(remove))
}

/// `GET /admin/login/passkey`: what a browser is asked.
pub(super) async fn ask(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
) -> Response {
    let origin = passkey::origin(&app, &headers);
    match passkey::request(&app, &view::visitor(ip), origin).await {
        Ok(asked) => Json(asked).into_response(),
        Err(error) => crate::pages::failed(&app, &error),
    }
}

/// `POST /admin/login/passkey`
pub(super) async fn come_in(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Response {
    if !cookies::same_site(&headers, &app.0.cors_origins) {
        return fail::foreign(&app);
    }
    let posted = match Posted::typed(&body) {
        Ok(posted) => posted,
        Err(why) => return errors::unreadable(&app, &why.into()),
    };
    let (caller, origin) = (view::visitor(ip), passkey::origin(&app, &headers));
    let shown = posted.text("credential");
    let who = match enter::admit(&app, "passkey", ip) {
        Ok(tried) => {
            let who = passkey::arrive(&app, &caller, Role::Staff, origin, shown);
            let who = Box::pin(who).await;
            if who.is_ok() {
                tried.right(&app);
            }
            who
        }
        Err(refused) => Err(refused),
    };
    let refused = match who {
        Ok(who) => match login::let_in(&app, &who, posted.text("next")).await {
            Some(response) => return response,
            None => enter::Refused::Wrong,
        },
        Err(refused) => refused,
    };
    let said = match refused {
        enter::Refused::Wrong => "That passkey does not belong to a member of staff.".to_owned(),
        other => login::words(other).1,
    };
    desk::say(&app, "/admin/login", &said)
}

/// What the page of one's own shows of them; nothing where no WHMCS of ours answers.
pub(super) async fn shown(desk: &Desk) -> Result<Value, Fail> {
    let (userid, adminid) = desk.claims().ids();
    let call = GetPasskeys { userid, adminid };
    match desk.app().whmcs().call(&about_own(desk.caller()), call).await {
        Ok(found) => Ok(ways::passkeys(&found)),
        Err(CallError::NotOffered(_)) => Ok(Value::Null),
        Err(error) => Err(Fail::new(desk, error)),
    }
}

/// `GET /admin/sign-ins/passkeys`: what a browser is asked to make one.
async fn options(desk: Desk, headers: HeaderMap) -> Result<Response, Fail> {
    let origin = passkey::origin(desk.app(), &headers);
    let asked = passkey::creation(desk.app(), desk.claims(), desk.caller(), origin).await;
    asked.map(|asked| Json(asked).into_response()).map_err(|error| Fail::new(&desk, error))
}

/// `POST /admin/sign-ins/passkeys`
async fn add(desk: Desk, headers: HeaderMap, posted: Posted) -> Result<Response, Fail> {
    let (userid, adminid) = desk.claims().ids();
    let call = AddPasskey {
        userid,
        adminid,
        origin: passkey::origin(desk.app(), &headers),
        name: posted.text("name").to_owned(),
        credential: posted.text("credential").into(),
    };
    let done = desk.app().whmcs().call(&about_own(desk.caller()), call).await;
    told(&desk, done.map(drop), "The passkey is added")
}

/// `POST /admin/sign-ins/passkeys/{id}/remove`
async fn remove(desk: Desk, Path(passkeyid): Path<u64>, _: Posted) -> Result<Response, Fail> {
    let (userid, adminid) = desk.claims().ids();
    let call = DeletePasskey { userid, adminid, passkeyid };
    let done = desk.app().whmcs().call(&about_own(desk.caller()), call).await;
    told(&desk, done.map(drop), "The passkey is removed")
}

fn told(desk: &Desk, done: Result<(), CallError>, said: &str) -> Result<Response, Fail> {
    match done {
        Ok(()) => Ok(desk.go(sign_in::OWN, said)),
        Err(CallError::Refused(refusal)) => Ok(desk.refuse(sign_in::OWN, &refusal.said)),
        Err(error) => Err(Fail::new(desk, error)),
    }
}
