//! Connections to one address: in plain or over TLS, made within a time, kept for the next call.
//!
//! Whoever waits for an answer moves its connection on itself. With a task for each connection,
//! both would wake each other several times a call.

use std::{
    future::{Future, poll_fn, ready},
    pin::{Pin, pin},
    sync::{Arc, Mutex, Weak},
    task::Context,
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request, Response, Uri,
    body::{Body as _, Incoming},
    client::conn::{
        TrySendError,
        http1::{self, SendRequest},
    },
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::Verifier;
use tokio::{
    runtime::Handle,
    time::{Instant, sleep, timeout},
};
use tower::ServiceExt as _;

use crate::{Config, ConfigError, held};

/// Below the five seconds after which many web servers close an idle connection: a write must not
/// meet a connection that is just being closed.
const IDLE_MAX: Duration = Duration::from_secs(4);
/// How long a call waits in silence until the network is asked whether the server is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What is sent: a form.
pub(super) type Form = Request<Full<Bytes>>;

/// What may go wrong before there is a connection.
pub(super) type ConnectError = Box<dyn std::error::Error + Send + Sync>;

/// Reads and writes on a connection whenever it is polled.
type Moving = Pin<Box<dyn Future<Output = Result<(), hyper::Error>> + Send>>;

/// Sends requests over connections that it makes and keeps.
pub(super) struct Pool {
    connector: HttpsConnector<HttpConnector>,
    address: Uri,
    /// How long it may take to connect.
    within: Duration,
    kept: Arc<Kept>,
}

/// An answer that begins, and the connection over which the rest of it comes.
pub(super) struct Answer {
    response: Response<Incoming>,
    line: Option<Line>,
    kept: Arc<Kept>,
}

/// Why there is no answer.
pub(super) enum Failure {
    /// There was no connection to be had, so nothing was sent.
    Connect(ConnectError),
    /// The connection broke.
    Broken(hyper::Error),
}

/// A connection for one call at a time.
struct Line {
    sender: SendRequest<Full<Bytes>>,
    driver: Driver,
    free_since: Instant,
}

/// Moves a connection on, until it is over.
struct Driver(Option<Moving>);

/// Connections that nobody uses at the moment.
struct Kept {
    lines: Mutex<Lines>,
    most: usize,
}

#[derive(Default)]
struct Lines {
    /// The one that was used last stands last.
    free: Vec<Line>,
    /// Whether somebody lets go of those that nobody uses for long.
    is_watched: bool,
}

/// A pool for the server of a configuration. Nothing is connected yet, and no proxy asked.
pub(super) fn pool(config: &Config, address: Uri) -> Result<Pool, ConfigError> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEP_ALIVE));
    // Of a name with several addresses, a dead one does not take all the time there is.
    tcp.set_connect_timeout(Some(config.connect_timeout));
    let over_tls = address.scheme_str() == Some("https");
    let tls = tls(config, over_tls)?;
    let either = HttpsConnectorBuilder::new().with_tls_config(tls);
    let either = if over_tls { either.https_only() } else { either.https_or_http() };
    let connector = either.enable_http1().wrap_connector(tcp);
    let kept = Arc::new(Kept { lines: Mutex::default(), most: config.in_flight_max });
    Ok(Pool { connector, address, within: config.connect_timeout, kept })
}

impl Pool {
    /// Sends a request once, and waits for the beginning of its answer.
    pub(super) async fn ask(&self, mut form: Form) -> Result<Answer, Failure> {
        while let Some(mut line) = self.kept.take() {
            if !line.is_still_open().await {
                continue;
            }
            match line.send(form).await {
                Ok(response) => return Ok(self.answer(line, response)),
                Err(mut error) => match error.take_message() {
                    // It was closed before any of this was sent.
                    Some(unsent) => form = unsent,
                    None => return Err(Failure::Broken(error.into_error())),
                },
            }
        }
        let mut line = self.connect().await?;
        match line.send(form).await {
            Ok(response) => Ok(self.answer(line, response)),
            Err(error) => Err(Failure::Broken(error.into_error())),
        }
    }

    fn answer(&self, line: Line, response: Response<Incoming>) -> Answer {
        Answer { response, line: Some(line), kept: Arc::clone(&self.kept) }
    }

    async fn connect(&self) -> Result<Line, Failure> {
        let connecting = self.connector.clone().oneshot(self.address.clone());
        let stream = match timeout(self.within, connecting).await {
            Ok(stream) => stream.map_err(Failure::Connect)?,
            Err(late) => return Err(Failure::Connect(late.into())),
        };
        let (sender, connection) = http1::handshake(stream).await.map_err(Failure::Broken)?;
        let moving: Moving = Box::pin(connection);
        Ok(Line { sender, driver: Driver(Some(moving)), free_since: Instant::now() })
    }
}

impl Answer {
    /// What came before the body.
    pub(super) fn head(&self) -> &Response<Incoming> {
        &self.response
    }

    /// How long the body is, if that was said.
    pub(super) fn announced(&self) -> Option<u64> {
        self.response.body().size_hint().exact()
    }

    /// Whether it is known that nothing more comes.
    pub(super) fn is_whole(&self) -> bool {
        self.response.body().is_end_stream()
    }

    /// The next part of the body; nothing at its end.
    pub(super) async fn part(&mut self) -> Result<Option<Bytes>, hyper::Error> {
        let Some(line) = &mut self.line else { return Ok(None) };
        while let Some(frame) = line.driver.until(self.response.body_mut().frame()).await {
            // What is no data are trailers, of which nothing is needed.
            if let Ok(data) = frame?.into_data() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            self.kept.put(line);
        }
    }
}

impl Line {
    /// Whether it can take a request: the one before was answered to its end.
    fn is_free(&self) -> bool {
        self.driver.0.is_some() && self.sender.is_ready()
    }

    /// The same after a look whether the server has hung up.
    async fn is_still_open(&mut self) -> bool {
        self.driver.until(ready(())).await;
        self.is_free()
    }

    fn is_fresh(&self, now: Instant) -> bool {
        now.duration_since(self.free_since) < IDLE_MAX
    }

    async fn send(&mut self, form: Form) -> Result<Response<Incoming>, TrySendError<Form>> {
        let answer = self.sender.try_send_request(form);
        self.driver.until(answer).await
    }
}

impl Driver {
    /// Waits for something that comes over the connection.
    async fn until<T>(&mut self, it: impl Future<Output = T>) -> T {
        let mut it = pin!(it);
        poll_fn(|context| {
            self.move_on(context);
            it.as_mut().poll(context)
        })
        .await
    }

    fn move_on(&mut self, context: &mut Context<'_>) {
        let is_over =
            self.0.as_mut().is_some_and(|moving| moving.as_mut().poll(context).is_ready());
        if is_over {
            // Whoever waits is told why when it goes.
            self.0 = None;
        }
    }
}

impl Kept {
    fn take(&self) -> Option<Line> {
        let now = Instant::now();
        let mut lines = held(&self.lines);
        // Behind one that was left too long ago are older ones.
        while let Some(line) = lines.free.pop() {
            if line.is_fresh(now) {
                return Some(line);
            }
        }
        None
    }

    /// Keeps a connection that can be used again.
    fn put(self: &Arc<Self>, mut line: Line) {
        // At the end of a program there is nobody who could watch.
        let Ok(runtime) = Handle::try_current() else { return };
        if !line.is_free() {
            return;
        }
        line.free_since = Instant::now();
        let mut lines = held(&self.lines);
        if lines.free.len() >= self.most {
            return;
        }
        lines.free.push(line);
        if !lines.is_watched {
            lines.is_watched = true;
            runtime.spawn(watch(Arc::downgrade(self)));
        }
    }

    /// Lets go of those that nobody used for long; whether others are left.
    fn tidy(&self) -> bool {
        let now = Instant::now();
        let mut lines = held(&self.lines);
        lines.free.retain(|line| line.is_fresh(now));
        lines.is_watched = !lines.free.is_empty();
        lines.is_watched
    }
}

/// Tidies as long as there is something to tidy.
async fn watch(kept: Weak<Kept>) {
    loop {
        sleep(IDLE_MAX).await;
        let is_left = kept.upgrade().is_some_and(|kept| kept.tidy());
        if !is_left {
            return;
        }
    }
}

/// Whom to trust: what the system does, and the certificates of the configuration. Without TLS a
/// machine without certificates will do.
fn tls(config: &Config, over_tls: bool) -> Result<ClientConfig, ConfigError> {
    let provider = Arc::new(ring::default_provider());
    let extra = extra_roots(config)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    if !over_tls {
        return Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth());
    }
    let verifier = Verifier::new_with_extra_roots(extra, provider).map_err(unusable)?;
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(builder.with_no_client_auth())
}

fn extra_roots(config: &Config) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let Some(pem) = &config.extra_roots else { return Ok(Vec::new()) };
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(none) if none.is_empty() => Err(unusable("there is none in it")),
        Ok(some) => Ok(some),
        Err(error) => Err(unusable(error)),
    }
}

fn unusable(why: impl ToString) -> ConfigError {
    ConfigError::Roots(why.to_string())
}
