//! Coming in and going out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use engine::people::passwords::PASSWORD_BYTES_MAX;
use engine::{Actor, Caller, Door};
use model::ids::StaffId;
use serde::Serialize;

use super::desk;
use super::fail;
use super::form::Posted;
use crate::App;
use crate::client_ip::ClientIp;
use crate::fault::logged;
use crate::pages::{errors, sign_in, view};
use crate::session::cookies::{self, Cookie};
use crate::session::enter::{self, Known, Refused};
use crate::session::journey::{self, Stage};
use crate::session::{Claims, Identity, Kind, Role, renew};

/// Where a second factor is shown.
const CODE: &str = "/admin/login/code";
/// Said when what the browser held is gone.
const STALE: &str = "That took too long. Please sign in again.";

#[derive(Serialize)]
struct View<'a> {
    company: String,
    name: &'a str,
    next: &'a str,
    problem: Option<String>,
    providers: Vec<sign_in::Button>,
    /// Whether the WHMCS behind signs anybody in by them.
    passkeys: bool,
}

/// `GET /admin/login`
pub(crate) async fn form(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let query = Posted::read(uri.query().unwrap_or_default().as_bytes());
    let heard = desk::heard(&app, &headers);
    let had = heard.is_some();
    let mut response = show(&app, StatusCode::OK, "", query.text("next"), heard).await;
    if had {
        Cookie::Said.write(response.headers_mut(), "", 0, app.0.sessions.secure());
    }
    response
}

/// `POST /admin/login`
pub(crate) async fn enter(
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
    let (name, password, next) =
        (posted.text("name").trim(), posted.text("password"), posted.text("next"));
    let tried = match enter::admit(&app, name, ip) {
        Ok(tried) => tried,
        Err(refused) => return refuse(&app, name, next, refused).await,
    };
    if password.len() > PASSWORD_BYTES_MAX {
        return refuse(&app, name, next, Refused::Wrong).await;
    }
    let caller = Caller {
        actor: Actor::Visitor,
        door: Door::Page,
        ip: ip.to_string(),
        idempotency_key: None,
        dry_run: false,
    };
    let known = Box::pin(enter::staff(&app, &caller, name, password)).await;
    if known.is_ok() {
        tried.right(&app);
    }
    match known {
        Ok(Known::In(who)) => match let_in(&app, &who, next).await {
            Some(response) => response,
            None => refuse(&app, name, next, Refused::Wrong).await,
        },
        Ok(Known::But(staff)) => to_code(&app, staff, next),
        Err(refused) => refuse(&app, name, next, refused).await,
    }
}

/// Sits a member of staff down; `None` when its session cannot be sealed.
pub(super) async fn let_in(app: &App, who: &Identity, next: &str) -> Option<Response> {
    let tokens = enter::tokens(app, who).await?;
    let mut response = Redirect::to(within(next)).into_response();
    desk::write(response.headers_mut(), &tokens, app.0.sessions.secure());
    Some(response)
}

/// Has somebody who is known show the second factor.
pub(super) fn to_code(app: &App, staff: StaffId, next: &str) -> Response {
    let mut response = Redirect::to(CODE).into_response();
    let stage = Stage::StaffFactor { staff: staff.0, next: within(next).to_owned() };
    journey::write(app, response.headers_mut(), stage);
    response
}

/// `GET /admin/login/code`
pub(crate) async fn ask_code(State(app): State<App>, headers: HeaderMap) -> Response {
    match journey::read(&app, &headers) {
        Some(Stage::StaffFactor { .. }) => show_code(&app, StatusCode::OK, None).await,
        _ => desk::say(&app, "/admin/login", STALE),
    }
}

/// `POST /admin/login/code`
pub(crate) async fn code(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Response {
    if !cookies::same_site(&headers, &app.0.cors_origins) {
        return fail::foreign(&app);
    }
    let Some(Stage::StaffFactor { staff, next }) = journey::read(&app, &headers) else {
        return desk::say(&app, "/admin/login", STALE);
    };
    let posted = match Posted::typed(&body) {
        Ok(posted) => posted,
        Err(why) => return errors::unreadable(&app, &why.into()),
    };
    let checked = match enter::admit(&app, &format!("staff {staff}"), ip) {
        Ok(tried) => {
            let (caller, code) = (view::visitor(ip), posted.text("code").trim());
            let who = Box::pin(enter::staff_code(&app, &caller, StaffId(staff), code)).await;
            if who.is_ok() {
                tried.right(&app);
            }
            who
        }
        Err(refused) => Err(refused),
    };
    let refused = match checked {
        Ok(who) => match let_in(&app, &who, &next).await {
            Some(response) => return sign_in::over(&app, response),
            None => Refused::Wrong,
        },
        Err(refused) => refused,
    };
    let (status, said) = match refused {
        Refused::Wrong | Refused::WrongCode => {
            (StatusCode::UNAUTHORIZED, "That code is not right, or was used before.".to_owned())
        }
        other => words(other),
    };
    show_code(&app, status, Some(said)).await
}

/// `POST /admin/logout`
pub(crate) async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    let sessions = &app.0.sessions;
    let token = Cookie::StaffRefresh.read(&headers, sessions.secure());
    let claims =
        token.map(|token| Claims::open(sessions.keys(), Kind::Refresh, token, app.0.clock.now()));
    if let Some(Ok(claims)) = claims
        && let Err(error) = renew::end(&app, &claims).await
    {
        return errors::failed(&app, &error);
    }
    let mut response = Redirect::to("/admin/login").into_response();
    for cookie in [Cookie::StaffAccess, Cookie::StaffRefresh, Cookie::Said] {
        cookie.write(response.headers_mut(), "", 0, app.0.sessions.secure());
    }
    response
}

/// Only pages of the back office follow on a log-in.
pub(super) fn within(next: &str) -> &str {
    let inside = next == "/admin" || next.starts_with("/admin/") || next.starts_with("/admin?");
    if inside && !next.contains(['\\', '\r', '\n']) && !next.starts_with("/admin/log") {
        next
    } else {
        "/admin"
    }
}

async fn refuse(app: &App, name: &str, next: &str, refused: Refused) -> Response {
    let (status, said) = words(refused);
    show(app, status, name, next, Some(said)).await
}

pub(super) fn words(refused: Refused) -> (StatusCode, String) {
    match refused {
        Refused::Wrong => {
            (StatusCode::UNAUTHORIZED, "That name and that password do not belong together.".into())
        }
        Refused::WrongCode => {
            (StatusCode::UNAUTHORIZED, "That code is not right, or was used before.".into())
        }
        Refused::SecondFactor => {
            (StatusCode::FORBIDDEN, "This account has a second factor, not asked for here.".into())
        }
        Refused::TooOften(left) => {
            let wait = left.reset_seconds.div_ceil(60);
            let said = format!("Too many attempts. Please try again in {wait} min.");
            (StatusCode::TOO_MANY_REQUESTS, said)
        }
        Refused::Call(error) => {
            let said = match &error {
                crate::whmcs::CallError::NotOffered(_) => {
                    "The WHMCS behind this office does not log staff in.".to_owned()
                }
                other => format!("Nobody can be asked now. The log has it as {}.", logged(other)),
            };
            (StatusCode::SERVICE_UNAVAILABLE, said)
        }
    }
}

async fn show_code(app: &App, status: StatusCode, problem: Option<String>) -> Response {
    let company = view::company(app, &Caller::system(Door::Page)).await;
    let view = serde_json::json!({ "company": company, "problem": problem });
    app.0.templates.page(status, "admin/login_code.html", &view)
}

async fn show(
    app: &App,
    status: StatusCode,
    name: &str,
    next: &str,
    problem: Option<String>,
) -> Response {
    let company = view::company(app, &Caller::system(Door::Page)).await;
    let providers = sign_in::buttons(app, Role::Staff).await;
    let passkeys = app.whmcs().has_ours().await;
    let view = View { company, name, next, problem, providers, passkeys };
    app.0.templates.page(status, "admin/login.html", &view)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_log_in_leads_nowhere_else() {
        for (next, expected) in [
            ("", "/admin"),
            ("/admin", "/admin"),
            ("/admin/orders?status=Pending", "/admin/orders?status=Pending"),
            ("/admin/logout", "/admin"),
            ("https://evil.example", "/admin"),
            ("//evil.example", "/admin"),
            ("/administrator.example", "/admin"),
            ("/admin/\\evil", "/admin"),
        ] {
            assert_eq!(within(next), expected, "{next}");
        }
    }
}
