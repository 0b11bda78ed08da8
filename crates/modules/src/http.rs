//! The one way out over HTTP: deadlines, size limits, no redirects, every mishap told apart.
//!
//! What is written to the program's log is method, path, status and time: no header, no query, no
//! body. Bodies are for the log of module calls, which takes secrets out. Modules for vendors send
//! nothing except through here, those outside of this repository too.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ports::{PortError, Secret, UnknownCause};
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Response, Url, redirect, retry};
use serde_json::Value;

pub use reqwest::Method;

/// Longest time to connect, TLS included.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
/// Longest time of one request, from the first byte sent to the last one read. Far below the time
/// after which the engine takes an attempt for abandoned.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);
/// Below the five seconds after which many servers close an idle connection: a write must not
/// meet a connection that is just being closed.
const IDLE_TIME_MAX: Duration = Duration::from_secs(4);
/// Largest body of an answer, after decompression.
const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The connections of all modules of one world; built when the first is needed. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Pool(Arc<OnceLock<Client>>);

/// Requests to one address, for one module.
#[derive(Debug, Clone)]
pub struct Line {
    module: &'static str,
    client: Client,
    base: Url,
}

/// One request.
#[derive(Debug)]
pub struct Request {
    method: Method,
    path: Vec<String>,
    query: Vec<(String, String)>,
    headers: Vec<(&'static str, Secret)>,
    body: Body,
    tells_faults: bool,
    is_folder: bool,
    hides_body: bool,
    body_bytes_max: usize,
}

#[derive(Debug)]
enum Body {
    None,
    Form(Vec<(String, String)>),
    Json(Value),
    /// JSON that is there as text.
    Text(String),
    /// Neither: a file, or what says itself what it is.
    Bytes(Vec<u8>),
}

/// An answer below 500 that is neither a redirect nor "too many requests".
#[derive(Debug)]
pub struct Answer {
    module: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What the server wrote behind the status, if that is not the usual phrase.
    pub reason: String,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Pool {
    /// A line to a base address; the setting is named when the address cannot be used.
    ///
    /// Plain HTTP is for this machine only: secrets travel in every request.
    pub fn line(&self, module: &'static str, setting: &str, base: &str) -> Result<Line, PortError> {
        let fault =
            |why: String| PortError::Configuration { module, setting: setting.to_owned(), why };
        let base = Url::parse(base.trim()).map_err(|_| fault("is not a URL".to_owned()))?;
        let here = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match base.scheme() {
            "https" => {}
            "http" if here => {}
            _ => return Err(fault("must begin with https://".to_owned())),
        }
        let extra = base.query().is_some() || base.fragment().is_some();
        if extra || !base.username().is_empty() || base.password().is_some() {
            return Err(fault("must hold neither a login nor ? nor #".to_owned()));
        }
        let client = match self.0.get() {
            Some(client) => client.clone(),
            None => {
                let built = client().map_err(|error| fault(format!("no TLS: {error}")))?;
                self.0.get_or_init(|| built).clone()
            }
        };
        Ok(Line { module, client, base })
    }
}

/// Gives the process its cryptography for TLS, without which no client can be built.
pub(crate) fn provide_tls() {
    // An error means that the process has one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn client() -> Result<Client, reqwest::Error> {
    provide_tls();
    Client::builder()
        .user_agent(concat!("hostler/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIME_MAX)
        .pool_idle_timeout(IDLE_TIME_MAX)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .build()
}

impl Line {
    /// Sends a request once.
    ///
    /// # Errors
    /// `NotSent` when it surely was not carried out (no connection, HTTP 429), `Unknown` for
    /// everything that leaves that open: no answer in time, a broken connection, HTTP 5xx, a
    /// redirect, an answer beyond the limit.
    pub async fn send(&self, request: Request) -> Result<Answer, PortError> {
        let url = self.url(&request)?;
        let (method, path) = (request.method.clone(), url.path().to_owned());
        let sent = ports::calls::is_kept().then(|| request.shown(&url));
        let hides_body = request.hides_body;
        let started = Instant::now();
        let result = self.exchange(url, request).await;
        if let Some(sent) = sent {
            ports::calls::exchanged(
                sent,
                match &result {
                    Ok(answer) if hides_body => format!("HTTP {}", answer.status),
                    Ok(answer) => answer.shown(),
                    Err(error) => error.to_string(),
                },
            );
        }
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let module = self.module;
        match &result {
            Ok(answer) => {
                tracing::debug!(module, %method, path, status = answer.status, millis, "asked");
            }
            Err(error) => tracing::warn!(module, %method, path, %error, millis, "no outcome"),
        }
        result
    }

    /// Where a request goes.
    ///
    /// # Errors
    /// `NotSent` for a path that no address can have.
    pub(crate) fn url(&self, request: &Request) -> Result<Url, PortError> {
        let mut url = self.base.clone();
        // Each part is escaped: an id from outside cannot lead to another address.
        let odd = request.path.iter().find(|part| matches!(part.as_str(), "" | "." | ".."));
        match url.path_segments_mut() {
            Ok(mut parts) if odd.is_none() => parts.pop_if_empty().extend(&request.path),
            _ => return Err(self.not_sent("an address that cannot be".to_owned(), None)),
        };
        if request.is_folder
            && let Ok(mut parts) = url.path_segments_mut()
        {
            parts.push("");
        }
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        Ok(url)
    }

    async fn exchange(&self, url: Url, request: Request) -> Result<Answer, PortError> {
        let mut sending = self.client.request(request.method, url).timeout(REQUEST_TIME_MAX);
        for (name, value) in &request.headers {
            let name = HeaderName::from_static(name);
            let mut value = HeaderValue::from_str(value.expose())
                .map_err(|_| self.not_sent(format!("the header {name} cannot be sent"), None))?;
            value.set_sensitive(true);
            sending = sending.header(name, value);
        }
        sending = match &request.body {
            Body::None => sending,
            Body::Form(pairs) => sending.form(pairs),
            Body::Json(value) => sending.json(value),
            Body::Text(text) => sending.header(CONTENT_TYPE, "application/json").body(text.clone()),
            Body::Bytes(bytes) => sending.body(bytes.clone()),
        };
        let most = request.body_bytes_max;
        let answer = sending.send().await.map_err(|error| self.mishap(error))?;
        let status = answer.status().as_u16();
        match status {
            429 => {
                let wait = answer.headers().get(RETRY_AFTER).and_then(|it| it.to_str().ok());
                let wait = wait.and_then(|text| text.trim().parse().ok());
                Err(self.not_sent("too many requests".to_owned(), wait))
            }
            500 if request.tells_faults => self.answer(answer, most).await,
            500.. => Err(self.unknown(UnknownCause::ServerFault, format!("HTTP {status}"))),
            300..400 => Err(self.unknown(
                UnknownCause::Unreadable,
                format!("HTTP {status}, a redirect, which is not followed"),
            )),
            _ => self.answer(answer, most).await,
        }
    }

    async fn answer(&self, answer: Response, most: usize) -> Result<Answer, PortError> {
        let reason = answer.extensions().get::<hyper::ext::ReasonPhrase>();
        let reason = reason.map(|phrase| String::from_utf8_lossy(phrase.as_bytes()).into_owned());
        Ok(Answer {
            module: self.module,
            status: answer.status().as_u16(),
            reason: reason.unwrap_or_default(),
            body: self.body(answer, most).await?,
        })
    }

    async fn body(&self, mut answer: Response, most: usize) -> Result<Vec<u8>, PortError> {
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|error| self.mishap(error))? {
            if body.len() + piece.len() > most {
                let why = format!("more than {most} bytes");
                return Err(self.unknown(UnknownCause::Unreadable, why));
            }
            body.extend_from_slice(&piece);
        }
        Ok(body)
    }

    /// The address is left out of the text: queries may hold what is nobody's business.
    fn mishap(&self, error: reqwest::Error) -> PortError {
        let (connect, timeout) = (error.is_connect(), error.is_timeout());
        let error = error.without_url();
        let mut why = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            why = format!("{why}: {cause}");
            source = cause.source();
        }
        match (connect, timeout) {
            (true, _) => self.not_sent(why, None),
            (false, true) => self.unknown(UnknownCause::Timeout, why),
            (false, false) => self.unknown(UnknownCause::Transport, why),
        }
    }

    fn not_sent(&self, why: String, retry_after_seconds: Option<u32>) -> PortError {
        PortError::NotSent { module: self.module, why, retry_after_seconds }
    }

    /// An outcome that nobody knows.
    pub fn unknown(&self, cause: UnknownCause, why: impl Into<String>) -> PortError {
        PortError::Unknown { module: self.module, cause, why: why.into() }
    }
}

impl Request {
    /// A request for a path below the base address, given in its parts.
    pub fn new(method: Method, path: &[&str]) -> Request {
        Request {
            method,
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            tells_faults: false,
            is_folder: false,
            hides_body: false,
            body_bytes_max: BODY_BYTES_MAX,
        }
    }

    /// With something in the query.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Request {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// With a header, whose value is not logged.
    pub fn header(mut self, name: &'static str, value: impl Into<Secret>) -> Request {
        self.headers.push((name, value.into()));
        self
    }

    /// With name and password in the header (RFC 7617).
    pub fn basic(self, name: &str, password: &Secret) -> Request {
        let pair = format!("{name}:{}", password.expose());
        self.header("authorization", format!("Basic {}", BASE64_STANDARD.encode(pair)))
    }

    /// To a server that says "no" with HTTP 500 and a sentence.
    pub fn tells_faults(mut self) -> Request {
        self.tells_faults = true;
        self
    }

    /// For a path that ends in `/`.
    pub fn folder(mut self) -> Request {
        self.is_folder = true;
        self
    }

    /// With answers of up to so many bytes.
    pub fn takes(mut self, bytes: usize) -> Request {
        self.body_bytes_max = bytes;
        self
    }

    /// Neither what is sent nor what comes back is for any log.
    pub fn hides_body(mut self) -> Request {
        self.hides_body = true;
        self
    }

    /// With bytes as its body, whose headers say what they are.
    pub fn bytes(mut self, bytes: Vec<u8>) -> Request {
        self.body = Body::Bytes(bytes);
        self
    }

    /// With a form as its body.
    pub fn form(mut self, pairs: Vec<(String, String)>) -> Request {
        self.body = Body::Form(pairs);
        self
    }

    /// With JSON as its body that must not change by a byte.
    pub fn json_text(mut self, text: String) -> Request {
        self.body = Body::Text(text);
        self
    }

    /// With JSON as its body.
    pub fn json(mut self, value: Value) -> Request {
        self.body = Body::Json(value);
        self
    }
}

impl Request {
    /// Method, address and body, for the log of calls; headers hold nothing but secrets.
    fn shown(&self, url: &Url) -> String {
        let body = match &self.body {
            Body::None => String::new(),
            Body::Form(pairs) => {
                let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
                pairs.collect::<Vec<_>>().join("&")
            }
            Body::Json(value) => value.to_string(),
            Body::Text(text) => text.clone(),
            Body::Bytes(bytes) => format!("({} bytes)", bytes.len()),
        };
        let body = if self.hides_body { String::new() } else { body };
        format!("{} {url}\n{body}", self.method)
    }
}

impl Answer {
    fn shown(&self) -> String {
        format!("HTTP {}\n{}", self.status, String::from_utf8_lossy(&self.body))
    }

    /// Whether the other side said yes.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Value, PortError> {
        serde_json::from_slice(&self.body).map_err(|error| PortError::Unknown {
            module: self.module,
            cause: UnknownCause::Unreadable,
            why: format!("HTTP {} without JSON: {error}", self.status),
        })
    }
}
