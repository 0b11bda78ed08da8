//! Passkeys of clients: coming in by one, and those of whoever is here.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use protocol::{AddPasskey, DeletePasskey, GetPasskeys};
use serde_json::Value;

use super::Shown;
use super::doors;
use super::frame::Member;
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell};
use crate::pages::{flash, sign_in, view};
use crate::session::passkey::{self, about_own};
use crate::session::{Role, enter};
use crate::whmcs::CallError;

const SECURITY: &str = "/account/security";

/// `GET /login/passkey`: what a browser is asked.
pub(super) async fn ask(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let origin = passkey::origin(&app, &headers);
    let asked = passkey::request(&app, &view::visitor(arrival.ip), origin).await?;
    Ok(Json(asked).into_response())
}

/// `POST /login/passkey`
pub(super) async fn come_in(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let text = |name: &str| arrival.form.text(name).unwrap_or_default();
    let onward = doors::Onward { next: text("next").to_owned(), ..Default::default() };
    let (caller, origin) = (view::visitor(arrival.ip), passkey::origin(&app, &headers));
    let who = match enter::admit(&app, "passkey", arrival.ip) {
        Ok(tried) => {
            let shown = text("credential");
            let who = passkey::arrive(&app, &caller, Role::Client, origin, shown).await;
            if who.is_ok() {
                tried.right(&app);
            }
            who
        }
        Err(refused) => Err(refused),
    };
    match who {
        Ok(who) => Ok(doors::greeted(&app, &who, onward.path()).await),
        Err(enter::Refused::Wrong) => {
            Ok(flash::say(&app, "/login", "bad", &tell("passkey-refused")))
        }
        Err(refused) => {
            let (_, said) = doors::words(refused)?;
            Ok(flash::say(&app, "/login", "bad", &said))
        }
    }
}

/// What the security page shows of them; nothing where no WHMCS of ours answers.
pub(super) async fn shown(here: &Member) -> Result<Value, CallError> {
    let (userid, adminid) = here.claims.ids();
    let call = GetPasskeys { userid, adminid };
    match here.app.whmcs().call(&about_own(&here.session.caller), call).await {
        Ok(found) => Ok(sign_in::passkeys(&found)),
        Err(CallError::NotOffered(_)) => Ok(Value::Null),
        Err(error) => Err(error),
    }
}

/// `GET /account/security/passkeys`: what a browser is asked to make one.
pub(super) async fn options(here: Member, headers: HeaderMap) -> Shown {
    let origin = passkey::origin(&here.app, &headers);
    let asked = passkey::creation(&here.app, &here.claims, &here.session.caller, origin).await?;
    Ok(Json(asked).into_response())
}

/// `POST /account/security/passkeys`
pub(super) async fn add(here: Member, headers: HeaderMap) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default();
    let (userid, adminid) = here.claims.ids();
    let call = AddPasskey {
        userid,
        adminid,
        origin: passkey::origin(&here.app, &headers),
        name: text("name").to_owned(),
        credential: text("credential").into(),
    };
    let done = here.app.whmcs().call(&about_own(&here.session.caller), call).await;
    told(&here, done.map(drop), "passkey-added")
}

/// `POST /account/security/passkeys/{id}/remove`
pub(super) async fn remove(here: Member, Path(passkeyid): Path<u64>) -> Shown {
    let (userid, adminid) = here.claims.ids();
    let call = DeletePasskey { userid, adminid, passkeyid };
    let done = here.app.whmcs().call(&about_own(&here.session.caller), call).await;
    told(&here, done.map(drop), "passkey-removed")
}

fn told(here: &Member, done: Result<(), CallError>, said: &str) -> Shown {
    match done {
        Ok(()) => here.done(SECURITY, &tell(said)),
        Err(CallError::Refused(refusal)) => {
            Ok(flash::say(&here.app, SECURITY, "bad", &language::refusal(&refusal.said)))
        }
        Err(error) => Err(error.into()),
    }
}
