//! The door of WHMCS itself, `POST /includes/api.php`: its clients run against us unchanged.

pub(crate) mod body;
mod respond;
mod window;

use actions::Format;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use engine::people::credentials::{self, Presented};
use engine::{Caller, Door, Fault, IdempotencyKey, not_permitted};
use protocol::{Form, Node};

use crate::App;
use crate::client_ip::ClientIp;
use crate::routing::any;
use crate::whmcs::Whmcs;

/// Where the door is. Some clients put a slash of their own behind an address that ends in one,
/// which the web servers in front of a WHMCS take for one slash; and PHP answers with one behind.
const PLACES: [&str; 4] =
    ["/includes/api.php", "//includes/api.php", "/includes/api.php/", "/api.php"];

pub(crate) fn routes() -> Router<App> {
    PLACES.iter().fold(Router::new(), |routes, place| routes.route(place, any(answer)))
}

/// A banned address: nothing was read, so that no format is known.
pub(crate) fn turned_away(said: &str) -> Response {
    respond::refused(axum::http::StatusCode::FORBIDDEN, &said)
}

async fn answer(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let mut form = match body::read(request).await {
        Ok(form) => form,
        Err(why) => return respond::refused(why.status(), &why),
    };
    let format = format_of(&mut form);
    let action = form.take_text("action").unwrap_or_default().trim().to_owned();
    if action.is_empty() {
        return respond::empty_action(format);
    }
    let key = header(&headers, "idempotency-key").map(IdempotencyKey);
    let dry_run = header(&headers, "hostler-dry-run").is_some_and(|on| on == "true");
    let actions = match app.whmcs() {
        Whmcs::Engine(actions) => actions,
        Whmcs::Remote(elsewhere) => {
            let remote = elsewhere.remote();
            let asked = window::Asked { action: &action, key, dry_run };
            return window::pass_on(&app, remote, asked, form, format).await;
        }
    };
    let mut caller = match identify(actions.engine(), &mut form, ip, &action).await {
        Ok(caller) => caller,
        Err(fault) => return respond::no_entry(format, &action, fault),
    };
    (caller.idempotency_key, caller.dry_run) = (key, dry_run);
    match actions.call_form(&caller, &action, form, format).await {
        Ok(bytes) => respond::answer(format, bytes),
        Err(fault) => respond::fault(format, &action, fault),
    }
}

/// Takes the credentials out of the form and finds out who is calling.
async fn identify(
    engine: &engine::Engine,
    form: &mut Form,
    ip: std::net::IpAddr,
    action: &str,
) -> Result<Caller, Fault> {
    let mut take = |name: &str| match form.take(name) {
        Some(Node::Text(text)) => text,
        _ => String::new(),
    };
    let [identifier, secret, accesskey] = ["identifier", "secret", "accesskey"].map(&mut take);
    // Beside a credential these two are inputs of the action.
    let (username, password) = match identifier.as_str() {
        "" => (take("username"), take("password")),
        _ => (String::new(), String::new()),
    };
    let given = Presented {
        identifier: &identifier,
        secret: &secret,
        username: &username,
        password: &password,
        accesskey: &accesskey,
    };
    let actor = credentials::identify(engine, &given, ip).await?;
    if !actor.may(action) {
        return Err(not_permitted(action));
    }
    Ok(Caller { actor, door: Door::Rpc, ip: ip.to_string(), idempotency_key: None, dry_run: false })
}

/// Without a `responsetype`, old clients expect pairs for simple answers and XML for lists.
fn format_of(form: &mut Form) -> Format {
    let word = form.take_text("responsetype").unwrap_or_default().to_ascii_lowercase();
    match word.trim() {
        "json" => Format::Json,
        "xml" => Format::Xml,
        "nvp" => Format::Nvp,
        _ => Format::Unsaid,
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
