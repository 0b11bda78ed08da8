//! The way to an identity provider and back, for both sides of the house.

use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use engine::{Caller, Door, Meaning};
use protocol::{
    FinishSignIn, FinishSignInResponse, GetPasskeysResponse, GetSignInProviders, OpenSession,
    SignInLink, SignInProvider, StartSignIn,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::App;
use crate::pages::words::day;
use crate::session::Role;
use crate::session::journey::{self, Away, Stage};
use crate::session::{cookies, passkey};
use crate::whmcs::CallError;

/// Where every provider sends people back to.
pub(super) const BACK: &str = "/signin/callback";

/// A button of a log-in page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Button {
    id: i64,
    name: String,
}

/// The providers of a side. Without them people come in by password: nothing is broken then.
pub(super) async fn providers(app: &App, role: Role) -> Vec<SignInProvider> {
    let call = app.whmcs().call(&Caller::system(Door::Page), GetSignInProviders {});
    let found = match call.await {
        Ok(found) => found.providers.0.provider.0,
        Err(CallError::NotOffered(_)) => Vec::new(),
        Err(error) => {
            tracing::warn!(%error, "the sign-in providers are not known");
            Vec::new()
        }
    };
    let is_for = |row: &SignInProvider| match role {
        Role::Client => row.forclients.0,
        Role::Staff => row.forstaff.0,
    };
    found.into_iter().filter(is_for).collect()
}

/// Their buttons.
pub(super) async fn buttons(app: &App, role: Role) -> Vec<Button> {
    let rows = providers(app, role).await.into_iter();
    rows.map(|row| Button { id: row.providerid.0, name: row.name.to_string() }).collect()
}

/// What a page of somebody's own shows: the providers that are not linked yet, and the links.
pub(super) async fn shown(app: &App, role: Role, links: &[SignInLink]) -> Value {
    let linked = |issuer: &str| links.iter().any(|link| &*link.issuer == issuer);
    let free: Vec<Value> = providers(app, role)
        .await
        .iter()
        .filter(|row| !linked(&row.issuer))
        .map(|row| json!({ "id": row.providerid.0, "name": &*row.name }))
        .collect();
    let links: Vec<Value> = links
        .iter()
        .map(|link| {
            let name = if link.provider.is_empty() { &link.issuer } else { &link.provider };
            json!({ "id": link.linkid.0, "name": &**name, "email": &*link.email })
        })
        .collect();
    json!({ "free": free, "links": links })
}

/// Somebody's passkeys as its own page shows them.
pub(super) fn passkeys(found: &GetPasskeysResponse) -> Value {
    let rows = found.passkeys.0.passkey.iter();
    rows.map(|row| {
        let used = row.lastused.0.map(|_| day(&row.lastused.to_string()));
        json!({ "id": row.passkeyid.0, "name": &*row.name, "used": used })
    })
    .collect()
}

/// Where somebody is signed in as its own page shows it.
pub(super) fn sessions(rows: &[OpenSession]) -> Value {
    rows.iter()
        .map(|row| {
            json!({
                "id": row.sessionid.0,
                "device": &*row.device,
                "ip": &*row.clientip,
                "began": row.began.to_string(),
                "seen": row.lastseen.to_string(),
                "here": row.current.0,
            })
        })
        .collect()
}

/// What somebody sets out for.
pub(super) struct Wish {
    pub(super) role: Role,
    /// The account that is linked, of somebody who is here already.
    pub(super) link: Option<i64>,
    /// Where to go afterwards.
    pub(super) next: String,
}

/// Sends a browser to a provider.
///
/// # Errors
/// What the provider's action refuses.
pub(super) async fn set_out(
    app: &App,
    headers: &HeaderMap,
    provider: u64,
    wish: Wish,
) -> Result<Response, CallError> {
    let redirect_uri = own_address(app, headers);
    let call = StartSignIn { providerid: provider, redirecturi: redirect_uri.clone() };
    let begun = app.whmcs().call(&Caller::system(Door::Page), call).await?;
    let away = Away {
        provider,
        state: begun.state.reveal().to_owned(),
        nonce: begun.nonce.reveal().to_owned(),
        verifier: begun.verifier.reveal().to_owned(),
        redirect_uri,
        role: wish.role,
        link: wish.link,
        next: wish.next,
    };
    let mut response = Redirect::to(&begun.url).into_response();
    journey::write(app, response.headers_mut(), Stage::Away(away));
    Ok(response)
}

/// Our address as people reach it, and the way back in it.
fn own_address(app: &App, headers: &HeaderMap) -> String {
    format!("{}{BACK}", passkey::own(app, headers))
}

/// What a browser came back with.
pub(super) enum Outcome {
    /// Nothing that was begun here, or too late.
    Stale,
    /// The person changed its mind, or the provider did not want it.
    Declined(Away),
    /// A code.
    Code(Away, Box<FinishSignIn>),
}

/// Reads the address that a browser came back to, beside what it held meanwhile.
pub(super) fn came_back(app: &App, headers: &HeaderMap, uri: &Uri) -> Outcome {
    let Some(Stage::Away(away)) = journey::read(app, headers) else { return Outcome::Stale };
    let query = uri.query().unwrap_or_default().as_bytes();
    let value = |name: &str| {
        let mut pairs = form_urlencoded::parse(query);
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    if !cookies::is_token(&value("state").unwrap_or_default(), &away.state) {
        return Outcome::Stale;
    }
    let Some(code) = value("code").filter(|_| value("error").is_none()) else {
        return Outcome::Declined(away);
    };
    let call = FinishSignIn {
        providerid: away.provider,
        redirecturi: away.redirect_uri.clone(),
        side: Some(if away.role == Role::Staff { "staff" } else { "client" }.to_owned()),
        code: code.into(),
        issuer: value("iss"),
        nonce: away.nonce.clone().into(),
        verifier: away.verifier.clone().into(),
        ..FinishSignIn::default()
    };
    Outcome::Code(away, Box::new(call))
}

/// Ends the journey: who came, or the sentence of a refusal.
///
/// # Errors
/// When nobody can say.
pub(super) async fn arrive(
    app: &App,
    caller: &Caller,
    call: FinishSignIn,
) -> Result<Result<FinishSignInResponse, String>, CallError> {
    // A sign-in is judged each time.
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    let call = FinishSignIn { clientip: Some(caller.ip.clone()), ..call };
    match app.whmcs().call(&caller, call).await {
        Ok(said) => Ok(Ok(said)),
        Err(CallError::Refused(refusal)) if refusal.meaning != Meaning::Limit => {
            Ok(Err(refusal.said.into_owned()))
        }
        Err(error) => Err(error),
    }
}

/// The same answer, after which the browser holds nothing of the journey any more.
pub(super) fn over(app: &App, mut response: Response) -> Response {
    journey::forget(app, response.headers_mut());
    response
}
