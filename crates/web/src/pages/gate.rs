//! Before every page: who sends the request, and whether a form comes from our own page.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::Form;
use serde_json::json;

use super::client;
use super::errors;
use super::flash::{self, Flash};
use super::language::tell;
use super::sorry::{self, Sorry};
use super::view;
use crate::App;
use crate::client_ip::ClientIp;
use crate::links;
use crate::rpc::body;
use crate::session::cookies::{self, Cookie};
use crate::session::enter::Tokens;
use crate::session::who::still_good;
use crate::session::{Claims, Denied, Kind, renew};
use crate::whmcs::CallError;

/// Characters of the token of somebody without a session.
const TOKEN_CHARS: usize = 22;
/// Seconds for which that token is kept.
const GUEST_SECONDS: i64 = 24 * 60 * 60;

/// What a request to a page brought along.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// Who, if logged in.
    pub(crate) claims: Option<Claims>,
    /// What a form of this page must send back as `csrf`.
    pub(crate) csrf: String,
    /// The message for this page.
    pub(crate) flash: Option<Flash>,
    /// The form that was sent, after its token was checked; empty for a page that is only read.
    pub(crate) form: Form,
    /// Path and query.
    pub(crate) target: String,
    /// Whether the page is only read.
    pub(crate) reads: bool,
    /// From where.
    pub(crate) ip: IpAddr,
    /// The counted link that the browser remembers.
    pub(crate) link: Option<String>,
}

/// What the gate found, for handlers.
#[derive(Debug, Clone)]
pub(crate) struct Arrived(pub(crate) Arc<Arrival>);

/// Looks at every request to a page before its handler does.
pub(crate) async fn gate(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (claims, fresh) = match person(&app, &parts).await {
        Ok(person) => person,
        Err(error) => return errors::failed(&app, &error),
    };
    let secure = app.0.sessions.secure();
    let known = match &claims {
        Some(claims) => Some(claims.csrf.clone()),
        None => Cookie::Csrf.read(&parts.headers, secure).map(str::to_owned),
    };
    let known = known.filter(|token| !token.is_empty());
    let is_new = known.is_none();
    let csrf = known.unwrap_or_else(|| app.0.chance.base62(TOKEN_CHARS));
    let in_background = cookies::is_by_script(&parts.headers);
    let reads = parts.method.is_safe();
    let token = if is_new { "" } else { &csrf };
    let form = match form(&app, &parts, body, (token, claims.is_some())).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(&mut parts, &app).await;
    let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let flash = flash::read(&app, &parts.headers);
    let campaign = links::campaign(&app, &view::visitor(ip), &parts).await;
    let link = campaign.clone().or_else(|| links::code_of(&app, &parts.headers));
    let arrival = Arc::new(Arrival { claims, csrf, flash, form, target, reads, ip, link });
    parts.extensions.insert(Arc::clone(&arrival));
    let mut response = next.run(Request::from_parts(parts, Body::empty())).await;
    if let Some(why) = response.extensions_mut().remove::<Arc<Sorry>>() {
        response = sorry::page(&app, &arrival, &why).await;
    }
    response = client::leads::open_ones(&app, arrival.claims.as_ref(), response).await;
    if arrival.reads && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = Redirect::to(above(&arrival.target)).into_response();
    }
    let shown = !response.status().is_redirection();
    let headers = response.headers_mut();
    if arrival.flash.is_some() && shown {
        flash::forget(&app, headers);
    }
    if let Some(code) = &campaign {
        links::remember(&app, headers, code);
    }
    // "Back" would go round in circles between pages that once led to the log-in and back.
    if !shown && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let leaves = headers.contains_key(SET_COOKIE) && !arrival.reads;
    if let Some(tokens) = fresh.filter(|_| !leaves) {
        tokens.write(headers, secure);
    } else if is_new && shown && !in_background {
        Cookie::Csrf.write(headers, &arrival.csrf, GUEST_SECONDS, secure);
    }
    response
}

/// The page that a form stands on: a form that came back is shown at the address it was sent to,
/// where another language, a bookmark or the key for "again" only read.
fn above(target: &str) -> &str {
    let path = target.split('?').next().unwrap_or_default();
    path.rsplit_once('/').map(|(above, _)| above).filter(|above| !above.is_empty()).unwrap_or("/")
}

/// The form of a request that changes something, once its token is found to be ours.
async fn form(
    app: &App,
    parts: &Parts,
    body: Body,
    (csrf, is_in): (&str, bool),
) -> Result<Form, Response> {
    if parts.method.is_safe() {
        return Ok(Form::default());
    }
    let request = Request::from_parts(parts.clone(), body);
    let mut form = body::read(request).await.map_err(|why| errors::unreadable(app, &why))?;
    let shown = form.take_text("csrf").unwrap_or_default();
    if cookies::is_our_form(&parts.headers, &shown, csrf) {
        return Ok(form);
    }
    // A session that ended: the browser keeps what was typed in its tab, and nothing is kept here.
    let path = parts.uri.path();
    if !is_in && client::leads::is_of_members(path) && cookies::same_site(&parts.headers, &[]) {
        let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let to = format!("/login?next={next}");
        return Err(flash::say(app, &to, "warn", &tell("session-had-ended")));
    }
    // Our own page, opened before somebody logged in again: what was typed is not lost.
    let typed = typed(&form).filter(|_| !csrf.is_empty());
    match typed.filter(|_| cookies::same_site(&parts.headers, &[])) {
        Some(fields) => Err(again(app, parts, &fields, csrf).await),
        None => Err(errors::stale(app)),
    }
}

/// What was typed into a form that may be shown again; nothing for one with a secret. Files are to
/// be chosen anew.
fn typed(form: &Form) -> Option<Vec<(String, String)>> {
    const SECRETS: [&str; 6] = ["password", "card_", "again", "current", "code", "secret"];
    let names: Vec<&str> = form.names_from("").collect();
    let is_secret = |name: &&str| SECRETS.iter().any(|part| name.contains(part));
    if names.is_empty() || names.iter().any(is_secret) {
        return None;
    }
    let texts =
        names.iter().filter_map(|name| Some(((*name).to_owned(), form.text(name)?.to_owned())));
    Some(texts.collect())
}

/// The page that sends a form again, once the person in front of it says so.
async fn again(app: &App, parts: &Parts, fields: &[(String, String)], csrf: &str) -> Response {
    let mut parts = parts.clone();
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(&mut parts, app).await;
    let company = view::company(app, &view::visitor(ip)).await;
    let none: Option<Flash> = None;
    let title = tell("error-stale");
    let frame = json!({ "company": company, "title": title, "csrf": csrf, "flash": none });
    let view = json!({ "frame": frame, "action": parts.uri.path(), "fields": fields });
    app.0.templates.page(StatusCode::FORBIDDEN, "client/again.html", &view)
}

/// Who sends a request. A session whose access token ended goes on with its refresh token, and
/// gets new ones.
async fn person(app: &App, parts: &Parts) -> Result<(Option<Claims>, Option<Tokens>), CallError> {
    let sessions = &app.0.sessions;
    let (secure, now) = (sessions.secure(), app.0.clock.now());
    let open = |kind, cookie: Cookie| {
        let token = cookie.read(&parts.headers, secure)?;
        Claims::open(sessions.keys(), kind, token, now).ok()
    };
    if let Some(claims) = open(Kind::Access, Cookie::Access) {
        return match still_good(app, claims).await {
            Ok(claims) => Ok((Some(claims), None)),
            Err(Denied::Unknown(error)) => Err(error),
            Err(_) => Ok((None, None)),
        };
    }
    let Some(earlier) = open(Kind::Refresh, Cookie::Refresh) else { return Ok((None, None)) };
    let renewed = renew::renew(app, &earlier).await?;
    let tokens = renewed.and_then(|renewed| renewed.tokens(app));
    let claims = tokens
        .as_ref()
        .and_then(|tokens| Claims::open(sessions.keys(), Kind::Access, &tokens.access, now).ok());
    Ok((claims, tokens))
}

/// The handler's view of what the gate found.
impl<S: Send + Sync> FromRequestParts<S> for Arrived {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let arrival = parts.extensions.get::<Arc<Arrival>>().cloned();
        arrival.map(Self).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use super::{above, typed};
    use protocol::Form;

    #[test]
    fn what_was_typed_is_kept_without_files_and_never_with_a_secret() {
        for (sent, kept) in [
            ("subject=Slow&message=Very&files[0][name]=a.txt&files[0][data]=YQ==", Some(2)),
            ("subject=Slow&password=x", None),
            ("method=sandboxcard&card_number=4242", None),
            ("", None),
        ] {
            let form = Form::parse(sent.as_bytes()).unwrap();
            assert_eq!(typed(&form).map(|fields| fields.len()), kept, "{sent}");
        }
    }

    #[test]
    fn a_form_stands_on_the_page_above_it() {
        for (target, expected) in [
            ("/tickets/1/reply?x=1", "/tickets/1"),
            ("/account/users/5", "/account/users"),
            ("/logout", "/"),
        ] {
            assert_eq!(above(target), expected);
        }
    }
}
