//! The set-up of an empty installation: one form, once, for whoever holds the printed token.

mod choices;
mod form;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use engine::{Caller, Door};
use protocol::wire::Secret;
use protocol::{GetSetUp, GetSetUpResponse};
use serde_json::json;

use super::{errors, flash};
use crate::App;
use crate::client_ip::ClientIp;
use crate::routing::{get, post};
use crate::rpc::body;
use crate::session::cookies::{self, Cookie};
use crate::whmcs::CallError;
use form::Sheet;

pub(super) use choices::countries;

/// Where the set-up is.
const PATH: &str = "/setup";

/// Whether the installation is still to be set up. Nobody is asked any more once it is.
#[derive(Debug, Clone, Default)]
pub struct SetUp(Arc<AtomicBool>);

impl SetUp {
    /// As it was found at start.
    #[must_use]
    pub fn new(open: bool) -> Self {
        Self(Arc::new(AtomicBool::new(open)))
    }

    fn is_open(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn close(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).merge(post(submit)))
}

/// Leads every page to the set-up while there is nothing else to see.
pub(super) async fn first(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let elsewhere = path != PATH && !path.starts_with("/assets/") && path != "/favicon.ico";
    if elsewhere && app.0.set_up.is_open() {
        match state(&app, None).await {
            Ok(state) if state.open.0 => return Redirect::to(PATH).into_response(),
            // Another node has finished it.
            Ok(_) => app.0.set_up.close(),
            Err(error) => return errors::failed(&app, &error),
        }
    }
    next.run(request).await
}

async fn state(app: &App, token: Option<&str>) -> Result<GetSetUpResponse, CallError> {
    let call = GetSetUp { token: token.map(Secret::from) };
    app.whmcs().call(&Caller::system(Door::Page), call).await
}

/// `GET /setup`
async fn show(State(app): State<App>, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
    let token = token.map(|(_, token)| token.trim().to_owned()).unwrap_or_default();
    match admit(&app, &token).await {
        Err(response) => response,
        Ok(state) => {
            page(&app, StatusCode::OK, &Sheet::empty(token, state.company.as_ref()), &state, None)
        }
    }
}

/// The state, for somebody who may set up; everybody else gets the response.
async fn admit(app: &App, token: &str) -> Result<GetSetUpResponse, Response> {
    if !app.0.set_up.is_open() {
        return Err(errors::not_found(app));
    }
    let state = state(app, Some(token)).await.map_err(|error| errors::failed(app, &error))?;
    if !state.open.0 {
        app.0.set_up.close();
        return Err(errors::not_found(app));
    }
    if !state.opens.0 {
        let status = if token.is_empty() { StatusCode::OK } else { StatusCode::FORBIDDEN };
        return Err(door(app, status, !token.is_empty()));
    }
    Ok(state)
}

/// Asks for the token.
fn door(app: &App, status: StatusCode, wrong: bool) -> Response {
    app.0.templates.page(status, "setup/door.html", &json!({ "wrong": wrong }))
}

/// `POST /setup`
async fn submit(State(app): State<App>, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    if !cookies::same_site(&parts.headers, &[]) {
        return errors::stale(&app);
    }
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(&mut parts, &app).await;
    let headers = parts.headers.clone();
    let sent = match body::read(Request::from_parts(parts, body)).await {
        Ok(sent) => sent,
        Err(why) => return errors::unreadable(&app, &why),
    };
    let token = sent.text("token").unwrap_or_default().trim().to_owned();
    let state = match admit(&app, &token).await {
        Ok(state) => state,
        Err(response) => return response,
    };
    let mut sheet = Sheet::read(&app, &sent, token);
    let caller = Caller { ip: ip.to_string(), ..Caller::system(Door::Page) };
    let tried = match sent.text("do") {
        Some("test") => sheet.try_mail(&app, &caller).await,
        _ => {
            let address = address(&app, &headers);
            match sheet.found(&app, &caller, address).await {
                Ok(Some(staff)) => return done(&app, staff).await,
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            }
        }
    };
    match tried {
        Ok(said) => {
            let good = said.is_some();
            let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            page(&app, status, &sheet, &state, said)
        }
        // Somebody else was quicker.
        Err(CallError::Refused(refusal)) if refusal.meaning == engine::Meaning::NotFound => {
            door(&app, StatusCode::FORBIDDEN, true)
        }
        Err(error) => errors::failed(&app, &error),
    }
}

/// Where this installation is reached, for links in mails.
fn address(app: &App, headers: &HeaderMap) -> String {
    if let Some(base) = &app.0.base_url {
        return format!("{base}/");
    }
    let host = headers.get("host").and_then(|host| host.to_str().ok());
    host.map(|host| format!("http://{host}/")).unwrap_or_default()
}

/// The door is gone; whoever came through it sits in the back office.
async fn done(app: &App, staff: i64) -> Response {
    use crate::session::Role;
    use crate::session::enter;
    app.0.set_up.close();
    let who = enter::again(app, Role::Staff, staff, None).await;
    let tokens = match who {
        Ok(Some(who)) => enter::tokens(app, &who).await,
        _ => None,
    };
    let Some(tokens) = tokens else { return Redirect::to("/admin/login").into_response() };
    let mut response = Redirect::to("/admin").into_response();
    let (headers, secure) = (response.headers_mut(), app.0.sessions.secure());
    super::admin::sit_down(headers, &tokens, secure);
    let said = "Everything is set up. Welcome to your back office!";
    let said: String = form_urlencoded::byte_serialize(said.as_bytes()).collect();
    Cookie::Said.write(headers, &said, flash::KEPT_SECONDS, secure);
    response
}

fn page(
    app: &App,
    status: StatusCode,
    sheet: &Sheet,
    state: &GetSetUpResponse,
    said: Option<String>,
) -> Response {
    let view = json!({
        "filled": sheet.filled,
        "token": sheet.token,
        "kept": sheet.kept(app),
        "has_password": sheet.has_password(),
        "has_smtp_password": sheet.has_smtp_password(),
        "said": said,
        "mail_settings": state.mailsettings.0,
        "countries": choices::countries(),
        "currencies": choices::currencies(),
        "zones": choices::zones(),
    });
    app.0.templates.page(status, "setup/page.html", &view)
}
