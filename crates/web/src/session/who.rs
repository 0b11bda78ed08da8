//! Who sends a request: the sessions of clients and of staff as extractors.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use engine::system::stats::sees_income;
use engine::{Actor, Allowed, Caller, Door, IdempotencyKey, Meaning, Refusal};
use futures::future::BoxFuture;
use model::ids::{ClientId, StaffId, UserId};
use model::people::permission::{ClientPermission, ClientPermissions};
use protocol::{
    Action, ActionInfo, CreateSsoToken, Form, GetAdminDetails, GetStats, GetStatsResponse,
};
use serde_json::Value;

use super::cookies::{self, Cookie};
use super::state::Whose;
use super::token::Claims;
use crate::App;
use crate::client_ip::ClientIp;
use crate::for_client::ForClient;
use crate::whmcs::{Answering, CallError, lacks};

/// Longer keys are refused (bytes).
pub(crate) const IDEMPOTENCY_KEY_MAX: usize = 255;

/// Why there is no session.
#[derive(Debug)]
pub(crate) enum Denied {
    /// No token, or none that is believed.
    Nobody,
    /// A cookie without evidence that the change comes from our own page.
    CrossSite,
    /// Somebody, but not of the kind that is asked for.
    NotPermitted,
    /// A header that cannot be read.
    BadKey,
    /// Nobody knows: the WHMCS could not be asked.
    Unknown(CallError),
}

/// Anybody, logged in or not.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The caller, with address and idempotency key.
    pub(crate) caller: Caller,
    /// The same address.
    pub(crate) ip: IpAddr,
}

/// Anybody who is logged in.
#[derive(Debug, Clone)]
pub(crate) struct AnySession {
    /// What the token says, with name and permissions of now.
    pub(crate) claims: Claims,
    /// The caller, with address and idempotency key.
    pub(crate) caller: Caller,
}

/// A user who is logged in, acting for a client or, with none, only for itself.
#[derive(Debug, Clone)]
pub(crate) struct UserSession {
    /// What the token says, with name and permissions of now.
    pub(crate) claims: Claims,
    /// Who.
    pub(crate) user: UserId,
    /// The caller, with address and idempotency key.
    pub(crate) caller: Caller,
}

/// A user who is logged in and acts for a client.
#[derive(Debug, Clone)]
pub(crate) struct ClientSession {
    /// For whom.
    pub(crate) client: ClientId,
    /// The caller, with address and idempotency key.
    pub(crate) caller: Caller,
    /// When the password was given, Unix seconds.
    pub(super) start: i64,
    may: ClientPermissions,
}

/// A member of staff who is logged in.
#[derive(Debug, Clone)]
pub(crate) struct StaffSession {
    /// What the token says, with name and permissions of now.
    pub(crate) claims: Claims,
    /// Who.
    pub(crate) staff: StaffId,
    /// The caller, with address and idempotency key.
    pub(crate) caller: Caller,
}

impl ClientSession {
    /// The session of somebody whom the gate of the pages has let in.
    pub(crate) fn on_page(claims: &Claims, ip: IpAddr, key: Option<String>) -> Option<Self> {
        let (user, client) = claims.client()?;
        let caller = Caller {
            actor: Actor::Client { user, client, name: claims.acting_name(), by: claims.by() },
            door: Door::Page,
            ip: ip.to_string(),
            idempotency_key: key.map(IdempotencyKey),
            dry_run: false,
        };
        let may = ClientPermissions::parse(&claims.may).unwrap_or_default();
        Some(Self { client, caller, start: claims.start, may })
    }

    /// Whether the user may do this for the client.
    pub(crate) fn may(&self, permission: ClientPermission) -> bool {
        self.may.has(permission)
    }

    /// Calls on behalf of the client; refused when the user may not do this for it.
    pub(crate) fn door(
        &self,
        app: &App,
        permission: ClientPermission,
    ) -> Result<ForClient, Denied> {
        if self.may.has(permission) {
            Ok(ForClient::new(app, self))
        } else {
            Err(Denied::NotPermitted)
        }
    }
}

impl StaffSession {
    /// Calls an action that the member's role permits. It is asked here too: a WHMCS elsewhere
    /// knows only our own credential.
    pub(crate) fn call<A: Action>(&self, app: &App, call: A) -> Answering<A::Response> {
        match self.permitted(A::NAME) {
            Ok(()) => app.whmcs().call(&self.caller, call),
            Err(error) => Answering::not(error),
        }
    }

    /// The same session without the idempotency key, which belongs to the one write of a request.
    pub(crate) fn aside(&self) -> Self {
        Self { caller: Caller { idempotency_key: None, ..self.caller.clone() }, ..self.clone() }
    }

    /// The same by name, with the fields of a form; gives the JSON of the answer.
    pub(crate) async fn call_named(
        &self,
        app: &App,
        action: &'static ActionInfo,
        form: Form,
    ) -> Result<Value, CallError> {
        self.permitted(action.name)?;
        app.whmcs().call_named(&self.caller, action, form).await
    }

    /// The number that the member has at the WHMCS behind; none where it is only a client there.
    pub(crate) fn own_adminid(&self) -> Option<u64> {
        u64::try_from(self.staff.0).ok()
    }

    /// The same, for what must have one: of a member who is only a client there, the number of the
    /// administrator in whose name this program calls.
    pub(crate) async fn adminid(&self, app: &App) -> Result<u64, CallError> {
        if let Some(own) = self.own_adminid() {
            return Ok(own);
        }
        let caller = Caller::system(self.caller.door);
        let found = app.whmcs().call(&caller, GetAdminDetails {}).await?;
        Ok(found.adminid.id().unwrap_or(0))
    }

    /// Whether the member is told what the company earns.
    pub(crate) fn sees_income(&self) -> bool {
        sees_income(&self.caller.actor)
    }

    /// The figures of the house, as far as the role goes: a WHMCS elsewhere tells all of them.
    pub(crate) async fn stats(
        &self,
        app: &App,
        call: GetStats,
    ) -> Result<GetStatsResponse, CallError> {
        let mut said = self.call(app, call).await?;
        if !self.sees_income() {
            said.hide_income();
        }
        Ok(said)
    }

    /// Whether the member's role permits an action.
    ///
    /// # Errors
    /// Not offered, where no group could permit it: the WHMCS behind has none such.
    pub(crate) fn permitted(&self, action: &'static str) -> Result<(), CallError> {
        if self.caller.actor.may(action) {
            return Ok(());
        }
        if let Some(error) = lacks(self.staff, action) {
            return Err(error);
        }
        let said = if self.claims.owes_factor {
            "Set up Two-Factor Authentication first".into()
        } else {
            format!("Your role does not permit {action}").into()
        };
        let meaning = Meaning::NotAllowed;
        Err(CallError::Refused(Refusal { meaning, field: None, said }))
    }
}

/// A name for the account of a request, if its token is one of ours; whether it may still be used
/// is judged later.
pub(crate) fn account(app: &App, parts: &Parts) -> Option<String> {
    let (claims, _) = opened(app, parts)?;
    Some(format!("{:?} {}", claims.role, claims.sub))
}

/// What the token of a request says, bearer first, then the cookie; whether it was a cookie.
fn opened(app: &App, parts: &Parts) -> Option<(Arc<Claims>, bool)> {
    let sessions = &app.0.sessions;
    let (token, by_cookie) = match shown(parts, "bearer") {
        Some(token) => (token, false),
        None => (Cookie::Access.read(&parts.headers, sessions.secure())?, true),
    };
    Some((sessions.opened(token, app.0.clock.now())?, by_cookie))
}

/// Judges the token of a request.
pub(crate) async fn judge(app: &App, parts: &Parts) -> Result<Claims, Denied> {
    let (claims, by_cookie) = opened(app, parts).ok_or(Denied::Nobody)?;
    let trusted = &app.0.cors_origins;
    if by_cookie && !cookies::is_ours(&parts.method, &parts.headers, &claims.csrf, trusted) {
        return Err(Denied::CrossSite);
    }
    still_good(app, Arc::unwrap_or_clone(claims)).await
}

/// Asks the WHMCS whether the session may go on, and takes name and permissions from its answer.
pub(crate) async fn still_good(app: &App, mut claims: Claims) -> Result<Claims, Denied> {
    let whose = Whose::of(&claims).ok_or(Denied::Nobody)?;
    let (sessions, now) = (&app.0.sessions, app.0.clock.now());
    if sessions.seen().is_over(&claims.sid, now) {
        return Err(Denied::Nobody);
    }
    if !stands_in(app, &claims).await.map_err(Denied::Unknown)? {
        return Err(Denied::Nobody);
    }
    let said = sessions.watch().look(app.whmcs(), whose, &claims.sid, now).await;
    let said = said.map_err(Denied::Unknown)?;
    let Some(state) = said else { return Ok(claims) };
    if !state.active.0 || state.epoch.0 != claims.epoch {
        return Err(Denied::Nobody);
    }
    claims.name = state.name.0;
    claims.owes_factor = state.twofactorowed.0;
    claims.may = state.permissions.0.join(",");
    claims.owns = state.isowner.0;
    Ok(claims)
}

/// Whether staff that looks at the pages in a user's place still works here, may still do that, and
/// has not ended all its sessions since. The user itself always may.
pub(super) async fn stands_in(app: &App, claims: &Claims) -> Result<bool, CallError> {
    let Some(staff) = claims.by() else { return Ok(true) };
    let (watch, now) = (app.0.sessions.watch(), app.0.clock.now());
    let Some(state) = watch.look(app.whmcs(), Whose::Staff(staff), "", now).await? else {
        return Ok(true);
    };
    let allowed = Allowed::from_names(state.permissions.0.iter().map(String::as_str));
    // What is remembered may be of just before the epoch in which it was begun.
    let is_of_now = state.epoch.0 <= claims.by_epoch;
    Ok(state.active.0 && is_of_now && allowed.permits(CreateSsoToken::NAME))
}

/// What a request shows in its `Authorization`, if that is of this scheme.
pub(crate) fn shown<'a>(parts: &'a Parts, scheme: &str) -> Option<&'a str> {
    let text = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (given, token) = text.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| token.trim())
}

/// A caller from the address and with the idempotency key of the request.
pub(crate) async fn caller(app: &App, parts: &mut Parts, actor: Actor) -> Result<Caller, Denied> {
    let key = match parts.headers.get("idempotency-key") {
        None => None,
        Some(value) => match value.to_str() {
            Ok(key) if !key.is_empty() && key.len() <= IDEMPOTENCY_KEY_MAX => {
                Some(IdempotencyKey(key.to_owned()))
            }
            _ => return Err(Denied::BadKey),
        },
    };
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(parts, app).await;
    let ip = ip.to_string();
    // What would happen is for those who may look behind the counter.
    let dry_run = actor.is_office()
        && parts.headers.get("hostler-dry-run").is_some_and(|value| value == "true");
    Ok(Caller { actor, door: Door::Rest, ip, idempotency_key: key, dry_run })
}

/// The same caller about what is its own: a member of staff may do these, whatever its role says.
pub(crate) fn own(caller: &Caller, actions: &[&str]) -> Caller {
    let mut own = caller.clone();
    if let Actor::Staff { allowed, .. } = &mut own.actor {
        *allowed = Allowed::from_names(actions.iter().copied());
    }
    own
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Denied> {
        let Ok(ClientIp(ip)) = ClientIp::from_request_parts(parts, app).await;
        Ok(Self { caller: caller(app, parts, Actor::Visitor).await?, ip })
    }
}

async fn any(app: &App, parts: &mut Parts) -> Result<AnySession, Denied> {
    let claims = judge(app, parts).await?;
    let name = claims.acting_name();
    let actor = match (claims.client(), claims.staff()) {
        (Some((user, client)), _) => Actor::Client { user, client, name, by: claims.by() },
        (None, Some(id)) => {
            Actor::Staff { id, name, allowed: Allowed::from_names(claims.may.split(',')) }
        }
        (None, None) => Actor::Visitor,
    };
    let caller = caller(app, parts, actor).await?;
    Ok(AnySession { claims, caller })
}

async fn user(app: &App, parts: &mut Parts) -> Result<UserSession, Denied> {
    let AnySession { claims, caller } = any(app, parts).await?;
    let user = claims.user().ok_or(Denied::NotPermitted)?;
    Ok(UserSession { claims, user, caller })
}

async fn client(app: &App, parts: &mut Parts) -> Result<ClientSession, Denied> {
    let UserSession { claims, caller, .. } = user(app, parts).await?;
    let (_, client) = claims.client().ok_or(Denied::NotPermitted)?;
    let may = ClientPermissions::parse(&claims.may).unwrap_or_default();
    Ok(ClientSession { client, caller, start: claims.start, may })
}

async fn staff(app: &App, parts: &mut Parts) -> Result<StaffSession, Denied> {
    let AnySession { claims, caller } = any(app, parts).await?;
    let staff = claims.staff().ok_or(Denied::NotPermitted)?;
    Ok(StaffSession { claims, staff, caller })
}

// Boxed, for every handler has them: each would have the compiler prove anew that all of what they
// wait for may go from thread to thread.
macro_rules! extractor {
    ($($session:ident $judge:ident,)*) => {$(
        impl FromRequestParts<App> for $session {
            type Rejection = Denied;

            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Denied> {
                let judged: BoxFuture<'_, _> = Box::pin($judge(app, parts));
                judged.await
            }
        }

        /// Nobody is `None`; everything else that is wrong stays an error.
        impl OptionalFromRequestParts<App> for $session {
            type Rejection = Denied;

            async fn from_request_parts(
                parts: &mut Parts,
                app: &App,
            ) -> Result<Option<Self>, Denied> {
                let judged: BoxFuture<'_, _> = Box::pin($judge(app, parts));
                match judged.await {
                    Ok(session) => Ok(Some(session)),
                    Err(Denied::Nobody | Denied::NotPermitted) => Ok(None),
                    Err(denied) => Err(denied),
                }
            }
        }
    )*};
}

extractor! {
    AnySession any,
    UserSession user,
    ClientSession client,
    StaffSession staff,
}
