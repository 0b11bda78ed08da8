//! Who asks through this door, and how much of the house is shown.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use engine::people::credentials::{self, Presented};
use engine::{Caller, Door};
use protocol::{Access, ActionInfo};
use serde::Deserialize;

use crate::App;
use crate::client_ip::ClientIp;
use crate::rest::problem::{Code, Problem};
use crate::session::{StaffSession, who};
use crate::whmcs::{CallError, Whmcs};

/// Who asks, and for which part.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Who.
    pub caller: Caller,
    /// What is shown of what the caller may do.
    pub scope: Scope,
}

impl Asking {
    /// Whether the caller may use this action here.
    pub(super) fn offers(&self, action: &ActionInfo) -> bool {
        self.scope.shows(action) && self.caller.actor.may(action.name)
    }
}

/// The part of the actions that is shown: assistants choose better among few tools.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    topics: Vec<String>,
    reads_only: bool,
}

/// A topic that no action lives in.
#[derive(Debug, thiserror::Error)]
#[error("there is no topic {0}; there are {topics}", topics = topics().join(", "))]
pub struct UnknownTopic(String);

impl Scope {
    /// The topics by commas, none for all; only what changes nothing, if so wished.
    ///
    /// # Errors
    /// When a topic does not exist.
    pub fn new(topics: &str, reads_only: bool) -> Result<Self, UnknownTopic> {
        let named: Vec<String> = topics
            .split(',')
            .map(|topic| topic.trim().to_ascii_lowercase())
            .filter(|topic| !topic.is_empty())
            .collect();
        let known = self::topics();
        match named.iter().find(|topic| !known.contains(&topic.as_str())) {
            Some(topic) => Err(UnknownTopic(topic.clone())),
            None => Ok(Self { topics: named, reads_only }),
        }
    }

    fn shows(&self, action: &ActionInfo) -> bool {
        let of_topic = self.topics.is_empty() || self.topics.iter().any(|t| t == action.topic);
        of_topic && (!self.reads_only || action.access == Access::Read)
    }
}

fn topics() -> Vec<&'static str> {
    let mut topics: Vec<&str> = protocol::ACTIONS.iter().map(|action| action.topic).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// `?topics=billing,support&reads=true`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    topics: String,
    reads: bool,
}

/// Finds out who asks before anything is read, and hands it on with the request.
pub(super) async fn let_in(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match asking(&app, &mut parts).await {
        Ok(asking) => {
            parts.extensions.insert(asking);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn asking(app: &App, parts: &mut Parts) -> Result<Asking, Problem> {
    let mut caller = match basic(parts) {
        Some((identifier, secret)) => credential(app, parts, &identifier, &secret).await?,
        None => StaffSession::from_request_parts(parts, app).await.map_err(Problem::from)?.caller,
    };
    caller.door = Door::Mcp;
    let query = parts.uri.query().unwrap_or_default();
    let Asked { topics, reads } = serde_urlencoded::from_str(query)
        .map_err(|error| Problem::invalid("?topics", error.to_string()))?;
    let scope = Scope::new(&topics, reads);
    let scope = scope.map_err(|error| Problem::invalid("?topics", error.to_string()))?;
    Ok(Asking { caller, scope })
}

/// Identifier and secret of an API credential.
fn basic(parts: &Parts) -> Option<(String, String)> {
    let token = BASE64_STANDARD.decode(who::shown(parts, "basic")?).ok()?;
    let plain = String::from_utf8(token).ok().filter(|plain| !plain.contains('\0'))?;
    let (identifier, secret) = plain.split_once(':')?;
    Some((identifier.to_owned(), secret.to_owned()))
}

async fn credential(
    app: &App,
    parts: &mut Parts,
    identifier: &str,
    secret: &str,
) -> Result<Caller, Problem> {
    // A WHMCS elsewhere judges a credential only by being asked something: staff sign in there.
    let Whmcs::Engine(actions) = app.whmcs() else { return Err(Problem::not_authenticated()) };
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(parts, app).await;
    let given = Presented { identifier, secret, username: "", password: "", accesskey: "" };
    let actor = credentials::identify(actions.engine(), &given, ip).await.map_err(|fault| {
        match CallError::from(fault) {
            CallError::Refused(refusal) => {
                Problem::new(Code::WrongCredentials, refusal.said.into_owned())
            }
            broken => Problem::from(broken),
        }
    })?;
    let (idempotency_key, dry_run) = (None, false);
    Ok(Caller { actor, door: Door::Mcp, ip: ip.to_string(), idempotency_key, dry_run })
}
