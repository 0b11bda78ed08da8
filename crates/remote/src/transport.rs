//! One request over HTTP: sent once, read within its limits, redirects not followed.
//!
//! On connections themselves, not on a client that follows redirects, asks proxies and parses the
//! address anew for each request: that took longer than sending it.

mod body;
mod pool;

use std::error::Error;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, Uri,
    header::{self, HeaderValue},
};
use url::Url;

use crate::{Config, ConfigError, RemoteError, redact::Redactor};
use pool::{Failure, Pool};

/// An answer as it came over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawAnswer {
    /// The HTTP status, below 500 and no redirect.
    pub status: u16,
    /// The media type, e.g. `application/json`.
    pub content_type: Option<String>,
    /// The body, decompressed.
    pub body: Bytes,
}

/// A pool of connections to one address.
pub(crate) struct Line {
    pool: Pool,
    endpoint: Url,
    /// What is asked for there.
    path: Uri,
    /// What every request says of itself.
    headers: HeaderMap,
    body_bytes_max: usize,
}

impl Line {
    pub(crate) fn new(config: &Config) -> Result<Self, ConfigError> {
        let endpoint = config.endpoint()?;
        let not_one = ConfigError::Url("is not a URL");
        let address: Uri = endpoint.as_str().parse().map_err(|_| not_one.clone())?;
        let path = address.path_and_query().cloned().map(Uri::from).ok_or(not_one.clone())?;
        let host = HeaderValue::from_str(&host_of(&endpoint)).map_err(|_| not_one)?;
        let headers = [
            (header::USER_AGENT, concat!("hostler/", env!("CARGO_PKG_VERSION"))),
            (header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            (header::ACCEPT, "application/json"),
            (header::ACCEPT_ENCODING, "gzip"),
        ];
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        Ok(Self {
            pool: pool::pool(config, address)?,
            endpoint,
            path,
            headers: [(header::HOST, host)].into_iter().chain(headers).collect(),
            body_bytes_max: config.body_bytes_max,
        })
    }

    /// The address, which contains no secrets.
    pub(crate) fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// Posts a form once and reads the answer.
    pub(crate) async fn post(
        &self,
        form: Bytes,
        key: Option<&str>,
        redactor: &Redactor,
    ) -> Result<RawAnswer, RemoteError> {
        let mut request = Request::new(Full::new(form));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.path.clone();
        *request.headers_mut() = self.headers.clone();
        if let Some(key) = key {
            let key = HeaderValue::from_str(key);
            let key = key.map_err(|error| RemoteError::Closed { why: error.to_string() })?;
            request.headers_mut().insert("idempotency-key", key);
        }
        let mut answer = self.pool.ask(request).await.map_err(failed)?;
        let status = answer.head().status();
        if status.is_redirection() {
            let leads = location(answer.head().headers(), &self.endpoint);
            let location = redactor.excerpt(leads.as_bytes());
            return Err(RemoteError::Redirected { status: status.as_u16(), location });
        }
        if status.is_server_error() {
            let page = body::beginning(&mut answer).await;
            let excerpt = redactor.excerpt(&page);
            return Err(RemoteError::Server { status: status.as_u16(), excerpt });
        }
        let content_type = answer.head().headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = body::whole(&mut answer, self.body_bytes_max).await?;
        Ok(RawAnswer { status: status.as_u16(), content_type, body })
    }
}

/// What the server is called in a request; the usual port is not said.
fn host_of(endpoint: &Url) -> String {
    let host = endpoint.host_str().unwrap_or_default();
    endpoint.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Where a redirect leads, without login, query and fragment.
fn location(headers: &HeaderMap, endpoint: &Url) -> String {
    let value = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let Some(mut url) = value.and_then(|value| endpoint.join(value).ok()) else {
        return "nowhere".to_owned();
    };
    url.set_query(None);
    url.set_fragment(None);
    // Fails for addresses that cannot have a login, such as `file:`.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

fn failed(failure: Failure) -> RemoteError {
    let error: &(dyn Error + 'static) = match &failure {
        Failure::Connect(error) => &**error,
        Failure::Broken(error) => error,
    };
    if let Some(why) = certificate_error(error) {
        return RemoteError::Certificate { why };
    }
    let why = root_cause(error);
    match failure {
        Failure::Connect(_) => RemoteError::Connect { why },
        Failure::Broken(_) => RemoteError::Closed { why },
    }
}

/// What is wrong with the server's certificate, if that is what stopped us.
fn certificate_error(error: &(dyn Error + 'static)) -> Option<String> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(why)) = error.downcast_ref() {
            return Some(why.to_string());
        }
        // An I/O error hides what it was made of from `source`.
        let inside = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        };
    }
    None
}

fn root_cause(error: &dyn Error) -> String {
    match error.source() {
        Some(source) => root_cause(source),
        None => error.to_string(),
    }
}
