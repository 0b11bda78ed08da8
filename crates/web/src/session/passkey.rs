//! Passkeys, for pages and programs: what a browser is asked, and who comes in by its answer.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use engine::Caller;
use model::ids::UserId;
use protocol::wire::Secret;
use protocol::{FinishPasskeySignIn, StartPasskey, StartPasskeySignIn};
use schemars::JsonSchema;
use serde::Serialize;

use super::Claims;
use super::enter::{self, Refused};
use super::token::{Identity, Role};
use super::who;
use crate::App;
use crate::whmcs::CallError;

/// What whoever is logged in may do about its own passkeys, whatever its role permits.
const OWN: [&str; 4] = ["StartPasskey", "AddPasskey", "GetPasskeys", "DeletePasskey"];
/// How long a browser looks for a device (milliseconds).
const TIMEOUT: u32 = 5 * 60 * 1000;

/// `PublicKeyCredentialCreationOptionsJSON`: for `navigator.credentials.create`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreationOptions {
    rp: Party,
    user: Person,
    challenge: String,
    pub_key_cred_params: Vec<Algorithm>,
    exclude_credentials: Vec<Known>,
    authenticator_selection: Selection,
    attestation: &'static str,
    timeout: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Party {
    id: String,
    name: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Person {
    id: String,
    name: String,
    display_name: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Algorithm {
    r#type: &'static str,
    alg: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Known {
    r#type: &'static str,
    id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

/// `PublicKeyCredentialRequestOptionsJSON`: for `navigator.credentials.get`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestOptions {
    challenge: String,
    rp_id: String,
    user_verification: &'static str,
    timeout: u32,
}

/// Where our pages are, as browsers say it; a page of a trusted origin says its own.
pub(crate) fn origin(app: &App, headers: &HeaderMap) -> String {
    let said = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    if app.0.cors_origins.iter().any(|trusted| trusted == said) {
        return said.to_owned();
    }
    let base = own(app, headers);
    let after = base.find("://").map_or(0, |at| at + 3);
    let end = base[after..].find('/').map_or(base.len(), |at| after + at);
    base[..end].to_owned()
}

/// Our address as people reach it, without a slash at its end.
pub(crate) fn own(app: &App, headers: &HeaderMap) -> String {
    if let Some(base) = &app.0.base_url {
        return base.trim_end_matches('/').to_owned();
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if app.0.sessions.secure() { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// A caller about its own passkeys.
pub(crate) fn about_own(caller: &Caller) -> Caller {
    who::own(caller, &OWN)
}

/// What a browser is asked to make a passkey.
pub(crate) async fn creation(
    app: &App,
    claims: &Claims,
    caller: &Caller,
    origin: String,
) -> Result<CreationOptions, CallError> {
    let (userid, adminid) = claims.ids();
    let call = StartPasskey { userid, adminid, origin };
    let said = app.whmcs().call(&about_own(caller), call).await?;
    let r#type = "public-key";
    Ok(CreationOptions {
        rp: Party { id: said.rpid.to_string(), name: said.rpid.to_string() },
        user: Person {
            id: said.userhandle.to_string(),
            name: said.email.to_string(),
            display_name: said.name.to_string(),
        },
        challenge: said.challenge.into_revealed(),
        pub_key_cred_params: said
            .algorithms
            .iter()
            .map(|alg| Algorithm { r#type, alg: alg.0 })
            .collect(),
        exclude_credentials: said
            .known
            .iter()
            .map(|id| Known { r#type, id: id.to_string() })
            .collect(),
        authenticator_selection: Selection {
            resident_key: "required",
            require_resident_key: true,
            user_verification: "required",
        },
        attestation: "none",
        timeout: TIMEOUT,
    })
}

/// What a browser is asked to sign somebody in.
pub(crate) async fn request(
    app: &App,
    caller: &Caller,
    origin: String,
) -> Result<RequestOptions, CallError> {
    let said = app.whmcs().call(caller, StartPasskeySignIn { origin }).await?;
    Ok(RequestOptions {
        challenge: said.challenge.into_revealed(),
        rp_id: said.rpid.to_string(),
        user_verification: "required",
        timeout: TIMEOUT,
    })
}

/// Who comes in by what a browser said.
pub(crate) async fn arrive(
    app: &App,
    caller: &Caller,
    role: Role,
    origin: String,
    credential: &str,
) -> Result<Identity, Refused> {
    let side = if role == Role::Staff { "staff" } else { "client" };
    let call = FinishPasskeySignIn {
        origin,
        side: Some(side.to_owned()),
        credential: Secret::from(credential),
        clientip: Some(caller.ip.clone()),
    };
    // A sign-in is judged each time.
    let caller = &Caller { idempotency_key: None, ..caller.clone() };
    let said = app.whmcs().call(caller, call).await.map_err(enter::wrong)?;
    match role {
        Role::Client => enter::user(app, caller, UserId(said.userid.0), None, None).await,
        Role::Staff => {
            enter::again(app, Role::Staff, said.adminid.0, None).await?.ok_or(Refused::Wrong)
        }
    }
}
