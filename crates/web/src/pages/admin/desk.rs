//! Who sits at the desk: the staff member behind a page, and the gate in front of all pages.

use std::sync::{Arc, OnceLock};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use engine::{Actor, Allowed, Caller, Door};
use futures::future::BoxFuture;
use jiff::tz::TimeZone;
use model::ids::StaffId;
use protocol::{Action, FORM_BYTES_MAX, FormError};
use serde_json::Value;

use super::done::Said;
use super::fail::{self, Fail};
use super::form::Posted;
use super::leads;
use super::offers;
use super::shell::{self, Counts, Shell};
use super::sign_in;
use crate::App;
use crate::client_ip::ClientIp;
use crate::pages::{errors, view};
use crate::rpc::body::{self, Unread};
use crate::session::cookies::{self, Cookie};
use crate::session::enter::Tokens;
use crate::session::who::still_good;
use crate::session::{Claims, Denied, Kind, StaffSession, renew};
use crate::whmcs::{Answering, CallError, Whmcs};

/// A pair of tokens older than this is made anew, so that a session in use does not end (seconds).
const RENEWED_AFTER: i64 = 5 * 60;
/// Said to somebody whose form came after the end of the session.
const ENDED: &str = "Your session had ended, and nothing was changed. Please sign in again.";
/// Seconds for which the next page may say what happened.
const SAID_SECONDS: i64 = 60;
/// Stands before what is said when nothing was done.
const REFUSED: char = '\u{1}';

/// The staff member who asks for a page.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Inner>);

struct Inner {
    app: App,
    session: StaffSession,
    uri: Uri,
    /// Scheme, host and port that the browser sees, of what a form sent.
    origin: Option<String>,
    /// Where the company's clock hangs.
    zone: TimeZone,
    said: Option<String>,
    /// What waits, where the page itself has asked already.
    counts: OnceLock<Counts>,
}

impl Desk {
    pub(crate) fn app(&self) -> &App {
        &self.0.app
    }

    pub(crate) fn caller(&self) -> &Caller {
        &self.0.session.caller
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.session.claims.name
    }

    /// What the session says.
    pub(crate) fn claims(&self) -> &Claims {
        &self.0.session.claims
    }

    /// The token that every form of the session carries.
    pub(crate) fn csrf(&self) -> &str {
        &self.0.session.claims.csrf
    }

    /// Where the page is.
    pub(crate) fn uri(&self) -> &Uri {
        &self.0.uri
    }

    /// Whether an address is where the browser sees the office.
    pub(super) fn is_here(&self, address: &str) -> bool {
        let rest = self.0.origin.as_deref().and_then(|origin| address.strip_prefix(origin));
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// What the address asks for.
    pub(crate) fn query(&self) -> Posted {
        Posted::read(self.0.uri.query().unwrap_or_default().as_bytes())
    }

    /// What the last change said, and whether it did nothing.
    pub(crate) fn said(&self) -> Option<(&str, bool)> {
        let said = self.0.said.as_deref()?;
        Some(said.strip_prefix(REFUSED).map_or((said, false), |why| (why, true)))
    }

    /// Spares the shell to ask for what the page knows.
    pub(super) fn knows(&self, counts: Counts) {
        let _ = self.0.counts.set(counts);
    }

    /// What waits, if the page has said it.
    pub(super) fn known(&self) -> Option<&Counts> {
        self.0.counts.get()
    }

    /// The number of the staff member.
    pub(crate) fn staff(&self) -> StaffId {
        self.0.session.staff
    }

    /// The number that the member has at the WHMCS behind; none where it is only a client there.
    pub(crate) fn adminid(&self) -> Option<u64> {
        self.0.session.own_adminid()
    }

    /// The same, or that of the administrator in whose name this program calls; 0 if unknown.
    pub(super) async fn acts_as(&self) -> u64 {
        self.0.session.adminid(self.app()).await.unwrap_or(0)
    }

    /// The admin area of the WHMCS behind, for what is not offered here; empty for nowhere.
    pub(super) fn elsewhere(&self) -> String {
        match self.app().whmcs() {
            Whmcs::Remote(there) => format!("{}admin/", there.remote().installation()),
            Whmcs::Engine(_) => String::new(),
        }
    }

    /// The moment where the company is, as the wire writes it.
    pub(crate) fn now(&self) -> jiff::civil::DateTime {
        self.0.zone.to_datetime(self.0.app.0.clock.now())
    }

    /// Whether the role permits an action.
    pub(crate) fn may(&self, action: &str) -> bool {
        self.0.session.caller.actor.may(action)
    }

    /// Refuses what the role does not permit.
    pub(crate) fn permitted(&self, action: &'static str) -> Result<(), Fail> {
        self.0.session.permitted(action).map_err(|error| Fail::new(self, error))
    }

    /// Whether an action that the role permits is done by our own engine: a page may then stand
    /// before its answer is there. All others are told at once.
    pub(crate) fn does_itself(&self, action: &str) -> bool {
        self.may(action) && !self.app().whmcs().is_remote()
    }

    /// The same desk, at which every change is tried and nothing is kept.
    pub(crate) fn rehearsing(&self) -> Self {
        let Inner { app, session, uri, origin, zone, .. } = &*self.0;
        let session = StaffSession { caller: session.caller.clone().dry(), ..session.clone() };
        let (app, uri, zone) = (app.clone(), uri.clone(), zone.clone());
        let (origin, said, counts) = (origin.clone(), None, OnceLock::new());
        Self(Arc::new(Inner { app, session, uri, origin, zone, said, counts }))
    }

    /// Calls an action that the role permits.
    pub(crate) fn ask<A: Action>(&self, call: A) -> Answering<A::Response> {
        self.0.session.call(&self.0.app, call)
    }

    /// The same with a caller made from the desk's own.
    pub(crate) fn ask_as<A: Action>(&self, caller: Caller, call: A) -> Answering<A::Response> {
        let session = StaffSession { caller, ..self.0.session.clone() };
        session.call(&self.0.app, call)
    }

    /// Whether the role is told what the company earns.
    pub(crate) fn sees_income(&self) -> bool {
        self.0.session.sees_income()
    }

    /// Calls an action without which there is no page.
    pub(crate) async fn call<A: Action>(&self, call: A) -> Result<A::Response, Fail> {
        self.ask(call).await.map_err(|error| Fail::new(self, error))
    }

    /// Calls an action that only adds to a page: where the role does not permit it, or the WHMCS
    /// does not offer it, the page goes without.
    pub(crate) async fn maybe<A: Action>(&self, call: A) -> Option<A::Response> {
        if !self.may(A::NAME) {
            return None;
        }
        match self.ask(call).await {
            Ok(answer) => Some(answer),
            Err(CallError::NotOffered(_)) => None,
            Err(error) => {
                tracing::warn!(action = A::NAME, %error, "a page goes without");
                None
            }
        }
    }

    /// A page in the shell.
    pub(crate) async fn page(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        mut view: Value,
    ) -> Response {
        // As that type, so that no page has the compiler look through all of it again.
        let shell: BoxFuture<'_, Shell> = Box::pin(shell::full(self, title));
        let shell = shell.await;
        if let Some(view) = view.as_object_mut() {
            view.insert("shell".to_owned(), serde_json::to_value(shell).unwrap_or_default());
        }
        self.0.app.0.templates.page(status, template, &view)
    }

    /// Goes to another page, which says what happened, or what stood in the way.
    pub(crate) fn tell(&self, path: &str, said: Said) -> Response {
        match said {
            Ok(said) => self.go(path, &said),
            Err(problems) => self.refuse(path, &problems.line()),
        }
    }

    /// Goes to another page, which says what stood in the way.
    pub(crate) fn refuse(&self, path: &str, why: &str) -> Response {
        say(&self.0.app, path, &format!("{REFUSED}{why}"))
    }

    /// Goes to another page, which says what happened.
    pub(crate) fn go(&self, path: &str, said: &str) -> Response {
        say(&self.0.app, path, said)
    }
}

/// Goes to a page of the office, which says something.
pub(super) fn say(app: &App, path: &str, said: &str) -> Response {
    let mut response = Redirect::to(path).into_response();
    let text: String = form_urlencoded::byte_serialize(said.as_bytes()).collect();
    Cookie::Said.write(response.headers_mut(), &text, SAID_SECONDS, app.0.sessions.secure());
    response
}

/// What the last page wants to have said.
pub(super) fn heard(app: &App, headers: &HeaderMap) -> Option<String> {
    Cookie::Said.read(headers, app.0.sessions.secure()).and_then(decoded)
}

impl FromRequestParts<App> for Desk {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::FORBIDDEN)
    }
}

/// Lets only staff with a session pass, and changes only with the token of that session. No page
/// behind it can forget either.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let changes = !parts.method.is_safe();
    if changes && !cookies::same_site(&parts.headers, &app.0.cors_origins) {
        return fail::foreign(&app);
    }
    let (claims, renewed) = match session(&app, &parts.headers).await {
        Ok(Some(found)) => found,
        Ok(None) => return to_login(&app, &parts.uri, changes),
        Err(error) => return errors::failed(&app, &error),
    };
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(&mut parts, &app).await;
    let zone = view::zone(&app, &view::visitor(ip)).await;
    let Some(desk) = seat(&app, &parts, claims, (ip.to_string(), zone)) else {
        return to_login(&app, &parts.uri, changes);
    };
    if changes {
        let posted = match posted(&parts, body).await {
            Ok(posted) => posted,
            Err(why) => return errors::unreadable(&app, &why),
        };
        if !cookies::is_token(posted.text("csrf"), desk.csrf()) {
            return fail::foreign(&app);
        }
        parts.extensions.insert(posted);
    }
    let own = parts.uri.path().starts_with(sign_in::OWN) || parts.uri.path() == "/admin/logout";
    if desk.0.session.claims.owes_factor && !own {
        return Redirect::to(sign_in::OWN).into_response();
    }
    // What could not be sent anyway is not offered to be filled in.
    if let Some(action) = offers::needed(parts.uri.path())
        && let Err(error) = desk.0.session.permitted(action)
    {
        return Fail::new(&desk, error).into_response();
    }
    let shown = desk.said().is_some();
    let limited = (desk.claims().may != "*").then(|| desk.clone());
    parts.extensions.insert(desk);
    let mut response = next.run(Request::from_parts(parts, Body::empty())).await;
    if let Some(desk) = limited {
        response = leads::open_ones(&desk, response).await;
    }
    let (headers, secure) = (response.headers_mut(), app.0.sessions.secure());
    // What a handler said of the session is newer.
    if let Some(tokens) = renewed.filter(|_| !Cookie::StaffRefresh.is_written(headers, secure)) {
        write(headers, &tokens, secure);
    }
    if shown && !changes {
        Cookie::Said.write(headers, "", 0, secure);
    }
    response
}

/// What was sent.
async fn posted(parts: &Parts, body: Body) -> Result<Posted, Unread> {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| FormError::TooLarge)?;
        return Ok(Posted::typed(&bytes)?);
    }
    // What stands in the address is no part of the form.
    body::sent(Request::from_parts(parts.clone(), body)).await.map(Posted::of)
}

/// Sets the cookies of a staff session.
pub(crate) fn write(headers: &mut HeaderMap, tokens: &Tokens, secure: bool) {
    let seconds = tokens.refresh_seconds;
    Cookie::StaffAccess.write(headers, &tokens.access, seconds, secure);
    Cookie::StaffRefresh.write(headers, &tokens.refresh, seconds, secure);
}

fn seat(app: &App, parts: &Parts, claims: Claims, (ip, zone): (String, TimeZone)) -> Option<Desk> {
    let staff = claims.staff()?;
    let allowed = Allowed::from_names(claims.may.split(','));
    let actor = Actor::Staff { id: staff, name: claims.name.clone(), allowed };
    let caller = Caller { actor, door: Door::Page, ip, idempotency_key: None, dry_run: false };
    let said = heard(app, &parts.headers);
    let session = StaffSession { claims, staff, caller };
    let origin = parts.headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    let (origin, uri) = (origin.map(str::to_owned), parts.uri.clone());
    let (app, counts) = (app.clone(), OnceLock::new());
    Some(Desk(Arc::new(Inner { app, session, uri, origin, zone, said, counts })))
}

fn decoded(text: &str) -> Option<String> {
    let (name, _) = form_urlencoded::parse(text.as_bytes()).next()?;
    Some(name.into_owned()).filter(|text| !text.is_empty())
}

/// The session of a request, and new tokens when the old ones are some minutes old.
async fn session(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<(Claims, Option<Tokens>)>, CallError> {
    let (keys, now) = (app.0.sessions.keys(), app.0.clock.now());
    let open = |cookie: Cookie, kind| {
        let token = cookie.read(headers, app.0.sessions.secure())?;
        Claims::open(keys, kind, token, now).ok().filter(|claims| claims.staff().is_some())
    };
    if let Some(claims) = open(Cookie::StaffAccess, Kind::Access)
        && now.as_second() - claims.iat < RENEWED_AFTER
    {
        return Ok(judged(app, claims).await?.map(|claims| (claims, None)));
    }
    let Some(refresh) = open(Cookie::StaffRefresh, Kind::Refresh) else { return Ok(None) };
    let renewed = Box::pin(renew::renew(app, &refresh)).await?;
    let Some(tokens) = renewed.and_then(|renewed| renewed.tokens(app)) else { return Ok(None) };
    let Ok(claims) = Claims::open(keys, Kind::Access, &tokens.access, now) else { return Ok(None) };
    Ok(judged(app, claims).await?.map(|claims| (claims, Some(tokens))))
}

async fn judged(app: &App, claims: Claims) -> Result<Option<Claims>, CallError> {
    match Box::pin(still_good(app, claims)).await {
        Ok(claims) => Ok(Some(claims)),
        Err(Denied::Unknown(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// To the log-in, and afterwards to where somebody wanted to go. Nothing of a form is kept here:
/// the browser keeps what was typed in its tab, and the page says that nothing was done.
fn to_login(app: &App, uri: &Uri, changes: bool) -> Response {
    let wanted = uri.path_and_query().map_or("/admin", |path| path.as_str());
    let next: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    let to = match wanted {
        "/admin" => "/admin/login".to_owned(),
        _ => format!("/admin/login?next={next}"),
    };
    if changes && wanted != "/admin/logout" {
        say(app, &to, ENDED)
    } else {
        Redirect::to(&to).into_response()
    }
}
