//! The other side of a module, in memory: it loses answers on request and remembers what it was
//! asked. Which of these is worth anything, the vendors' own libraries say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use serde_json::{Value, json};

use crate::stripe::front::serve;

/// A mishap of the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// It is carried out, and its answer is lost.
    ReplyLost,
    /// It is not carried out, but who is to know.
    Down,
    /// It is not carried out, and said so.
    Busy,
}

/// What is asked.
pub(crate) struct Asked {
    /// The method.
    pub(crate) method: String,
    /// The parts of the path.
    pub(crate) path: Vec<String>,
    /// The query.
    pub(crate) query: BTreeMap<String, String>,
    /// The body, of JSON or a form.
    pub(crate) body: Value,
    /// The headers, with names in lower case.
    pub(crate) headers: HeaderMap,
}

/// A status and a body.
pub(crate) type Reply = (u16, Value);

/// What a counterpart does.
pub(crate) trait Fake: Default + Send + 'static {
    /// The answer to a request.
    fn answer(&mut self, asked: &Asked) -> Reply;
}

/// A counterpart.
pub(crate) struct Counterpart<F> {
    /// Its port on the loopback address.
    pub(crate) port: u16,
    inner: Arc<Mutex<Inner<F>>>,
}

struct Inner<F> {
    fake: F,
    mishaps: VecDeque<(&'static str, Mishap)>,
    requests: BTreeSet<String>,
}

impl<F: Fake> Counterpart<F> {
    pub(crate) async fn start() -> Counterpart<F> {
        let inner =
            Inner { fake: F::default(), mishaps: VecDeque::new(), requests: BTreeSet::new() };
        let inner = Arc::new(Mutex::new(inner));
        let url = serve(Router::new().fallback(answer::<F>).with_state(inner.clone())).await;
        Counterpart { port: url.rsplit(':').next().unwrap().parse().unwrap(), inner }
    }

    /// What happens to the next write whose path ends so.
    pub(crate) fn arm(&self, path_end: &'static str, mishap: Mishap) {
        self.held().mishaps.push_back((path_end, mishap));
    }

    /// Every kind of request so far: method, path, and the names in query and body.
    pub(crate) fn requests(&self) -> BTreeSet<String> {
        self.held().requests.clone()
    }

    /// Forgets which requests there were.
    pub(crate) fn forget_requests(&self) {
        self.held().requests.clear();
    }

    /// Looks at what it holds.
    pub(crate) fn see<T>(&self, look: impl FnOnce(&mut F) -> T) -> T {
        look(&mut self.held().fake)
    }

    fn held(&self) -> MutexGuard<'_, Inner<F>> {
        self.inner.lock().unwrap()
    }
}

async fn answer<F: Fake>(
    State(inner): State<Arc<Mutex<Inner<F>>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut inner = inner.lock().unwrap();
    let asked = asked(&method, &uri, headers, &body);
    inner.requests.insert(shape(&asked));
    let write = method != Method::GET;
    let armed = inner.mishaps.front().filter(|(end, _)| write && uri.path().ends_with(end));
    let mishap = armed.map(|(_, mishap)| *mishap);
    if mishap.is_some() {
        inner.mishaps.pop_front();
    }
    match mishap {
        Some(Mishap::Down) => return reply((503, json!({"message": "down for a moment"}))),
        Some(Mishap::Busy) => return reply((429, json!({"message": "too fast"}))),
        Some(Mishap::ReplyLost) | None => {}
    }
    let done = inner.fake.answer(&asked);
    if mishap.is_some() {
        return reply((502, json!({"message": "who knows"})));
    }
    reply(done)
}

fn reply((status, body): Reply) -> Response<Body> {
    let builder = Response::builder().status(status);
    let builder = match status {
        204 => builder,
        _ => builder.header("content-type", "application/json"),
    };
    let body = match body {
        _ if status == 204 => Body::empty(),
        // Who does not speak JSON.
        Value::String(text) => Body::from(text),
        body => Body::from(body.to_string()),
    };
    builder.body(body).unwrap()
}

fn asked(method: &Method, uri: &Uri, headers: HeaderMap, body: &Bytes) -> Asked {
    let pairs = |bytes: &[u8]| -> BTreeMap<String, String> {
        form_urlencoded::parse(bytes).into_owned().collect()
    };
    let body = serde_json::from_slice(body).unwrap_or_else(|_| json!(pairs(body)));
    let part = |part: &str| {
        let part = form_urlencoded::parse(part.as_bytes()).next();
        part.map(|(name, _)| name.into_owned()).unwrap_or_default()
    };
    Asked {
        method: method.to_string(),
        path: uri.path().trim_matches('/').split('/').map(part).collect(),
        query: pairs(uri.query().unwrap_or_default().as_bytes()),
        body,
        headers,
    }
}

/// A request without what differs from one to the next.
fn shape(asked: &Asked) -> String {
    let version = |part: &str| matches!(part, "api2" | "v1" | "v2" | "v4");
    let part = |part: &String| match part.chars().any(|each| each.is_ascii_digit()) {
        true if !version(part) => "*".to_owned(),
        _ => part.clone(),
    };
    let path: Vec<String> = asked.path.iter().map(part).collect();
    let body = asked.body.as_object().into_iter().flatten().map(|(name, _)| name.clone());
    let names: BTreeSet<String> = asked.query.keys().cloned().chain(body).collect();
    let names: Vec<String> = names.into_iter().collect();
    format!("{} /{} {}", asked.method, path.join("/"), names.join(","))
}

impl Asked {
    /// Method and path, to match on.
    pub(crate) fn route(&self) -> (&str, Vec<&str>) {
        (&self.method, self.path.iter().map(String::as_str).collect())
    }

    /// A text in the body; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}
