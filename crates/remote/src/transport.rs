//! One request over HTTP: sent once, read within its limits, redirects not followed.

use std::error::Error;

use bytes::{Bytes, BytesMut};
use reqwest::{Certificate, Client, Response, Url, header, redirect, retry};

use crate::{Config, ConfigError, RemoteError, redact::Redactor};

/// Below the five seconds after which many web servers close an idle connection: a write must not
/// meet a connection that is just being closed.
const IDLE_MAX: std::time::Duration = std::time::Duration::from_secs(4);
/// How much of an error page is read.
const ERROR_PAGE_BYTES_MAX: usize = 4096;
/// How much memory an announced length gets before any of it has come.
const FIRST_BYTES_MAX: usize = 64 * 1024;

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
#[derive(Debug)]
pub(crate) struct Line {
    client: Client,
    endpoint: Url,
    body_bytes_max: usize,
}

impl Line {
    pub(crate) fn new(config: &Config) -> Result<Self, ConfigError> {
        let endpoint = config.endpoint()?;
        // An error means that the process has a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(concat!("hostler/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(config.connect_timeout)
            .pool_max_idle_per_host(config.in_flight_max)
            .pool_idle_timeout(IDLE_MAX)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            .https_only(endpoint.scheme() == "https");
        let roots = match &config.extra_roots {
            Some(pem) => Certificate::from_pem_bundle(pem.as_bytes()).map_err(roots_error)?,
            None => Vec::new(),
        };
        // Without TLS a machine without certificates will do.
        let builder = match endpoint.scheme() {
            "http" => builder.tls_certs_only(roots),
            _ if roots.is_empty() => builder,
            _ => builder.tls_certs_merge(roots),
        };
        let client = builder.build().map_err(roots_error)?;
        Ok(Self { client, endpoint, body_bytes_max: config.body_bytes_max })
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
        let mut request = self
            .client
            .post(self.endpoint.clone())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(form);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let response = request.send().await.map_err(send_error)?;
        let status = response.status();
        if status.is_redirection() {
            let location = redactor.excerpt(location(&response, &self.endpoint).as_bytes());
            return Err(RemoteError::Redirected { status: status.as_u16(), location });
        }
        if status.is_server_error() {
            let page = beginning(response).await;
            let excerpt = redactor.excerpt(&page);
            return Err(RemoteError::Server { status: status.as_u16(), excerpt });
        }
        let content_type = response.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = self.body(response).await?;
        Ok(RawAnswer { status: status.as_u16(), content_type, body })
    }

    /// The whole body, unless it is larger than the limit.
    async fn body(&self, mut response: Response) -> Result<Bytes, RemoteError> {
        let limit = self.body_bytes_max;
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(RemoteError::TooLarge { limit });
        }
        let mut body = BytesMut::with_capacity(announced.unwrap_or_default().min(FIRST_BYTES_MAX));
        while let Some(chunk) = response.chunk().await.map_err(|_| RemoteError::Truncated)? {
            if body.len() + chunk.len() > limit {
                return Err(RemoteError::TooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

/// What can be read of an error page; that it ends badly does not matter.
async fn beginning(mut response: Response) -> Vec<u8> {
    let mut page = Vec::new();
    while page.len() < ERROR_PAGE_BYTES_MAX {
        match response.chunk().await {
            Ok(Some(chunk)) => page.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    page
}

/// Where a redirect leads, without login, query and fragment.
fn location(response: &Response, endpoint: &Url) -> String {
    let value = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
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

fn send_error(error: reqwest::Error) -> RemoteError {
    let error = error.without_url();
    if let Some(why) = certificate_error(&error) {
        return RemoteError::Certificate { why };
    }
    let why = root_cause(&error);
    match error.is_connect() {
        true => RemoteError::Connect { why },
        false => RemoteError::Closed { why },
    }
}

fn roots_error(error: reqwest::Error) -> ConfigError {
    ConfigError::Roots(root_cause(&error.without_url()))
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
