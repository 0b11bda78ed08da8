//! Connections to one address: in plain or over TLS, made within a time, kept for the next call.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures::future::BoxFuture;
use http_body_util::Full;
use hyper::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::Verifier;
use tokio::{net::TcpStream, time::timeout};
use tower::Service;

use crate::{Config, ConfigError};

/// Below the five seconds after which many web servers close an idle connection: a write must not
/// meet a connection that is just being closed.
const IDLE_MAX: Duration = Duration::from_secs(4);
/// How long a call waits in silence until the network is asked whether the server is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Sends requests over connections that it makes and keeps.
pub(super) type Pool = Client<Connector, Full<Bytes>>;

/// What may go wrong before there is a connection.
type ConnectError = Box<dyn std::error::Error + Send + Sync>;

/// Makes connections.
#[derive(Debug, Clone)]
pub(super) struct Connector {
    inner: HttpsConnector<HttpConnector>,
    within: Duration,
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<Self::Response, ConnectError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, address: Uri) -> Self::Future {
        let connecting = timeout(self.within, self.inner.call(address));
        Box::pin(async move { connecting.await? })
    }
}

/// A pool for the server of a configuration. Nothing is connected yet, and no proxy asked.
pub(super) fn pool(config: &Config, over_tls: bool) -> Result<Pool, ConfigError> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEP_ALIVE));
    // Of a name with several addresses, a dead one does not take all the time there is.
    tcp.set_connect_timeout(Some(config.connect_timeout));
    let tls = tls(config, over_tls)?;
    let either = HttpsConnectorBuilder::new().with_tls_config(tls);
    let inner = if over_tls { either.https_only() } else { either.https_or_http() };
    let inner = inner.enable_all_versions().wrap_connector(tcp);
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE_MAX)
        .pool_max_idle_per_host(config.in_flight_max)
        .build(Connector { inner, within: config.connect_timeout }))
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
