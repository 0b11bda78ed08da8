//! Certificates: one that nobody vouches for is refused, one that is configured is trusted.

use std::sync::Arc;

use protocol::{CreateInvoice, GetInvoices};
use remote::{Config, ConfigError, Remote, RemoteError};
use tokio::net::TcpListener;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    },
};

use crate::{
    config, remote,
    upstream::{Upstream, json},
};

/// Signed by itself for 127.0.0.1, made for these tests and worth nothing.
const CERTIFICATE: &str = include_str!("tls/self_signed.pem");
const KEY: &[u8] = include_bytes!("tls/self_signed_key.der");

async fn start() -> Upstream {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY));
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(server));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let answer = |_, _: &_| json(r#"{"result":"success","totalresults":1}"#);
    let upstream = Upstream::new("https", &listener, answer);
    upstream.release();
    let server = upstream.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                server.talk(stream).await;
            }
        }
    });
    upstream
}

#[tokio::test]
async fn an_unknown_certificate_is_refused() {
    let upstream = start().await;
    let whmcs = remote(config(&upstream.url));
    let read = whmcs.call(GetInvoices::default()).await;
    assert!(matches!(read, Err(RemoteError::Certificate { .. })), "{read:?}");
    let write = whmcs.call(CreateInvoice::default()).await;
    assert!(matches!(write, Err(RemoteError::Certificate { .. })), "nothing was sent: {write:?}");
    assert_eq!(upstream.count(), 0);
}

#[tokio::test]
async fn a_configured_certificate_is_trusted_for_its_name() {
    let upstream = start().await;
    let extra_roots = Some(CERTIFICATE.into());
    let whmcs = remote(Config { extra_roots: extra_roots.clone(), ..config(&upstream.url) });
    assert_eq!(whmcs.call(GetInvoices::default()).await.unwrap().totalresults.0, 1);
    let other_name = upstream.url.replace("127.0.0.1", "127.0.0.2");
    let whmcs = remote(Config { extra_roots, ..config(&other_name) });
    let error = whmcs.call(GetInvoices::default()).await.unwrap_err();
    let ours = matches!(error, RemoteError::Certificate { .. } | RemoteError::Connect { .. });
    assert!(ours, "{error:?}");
    assert_eq!(upstream.count(), 1);
}

#[tokio::test]
async fn extra_roots_must_be_certificates() {
    let broken = "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n";
    for pem in [broken, "", "the authority's certificate"] {
        let wrong = Config { extra_roots: Some(pem.into()), ..config("https://x.example") };
        let found = Remote::new(wrong, || 0).map(drop);
        assert!(matches!(found, Err(ConfigError::Roots(_))), "{pem}: {found:?}");
    }
}

#[tokio::test]
async fn a_server_without_tls_is_no_server() {
    let upstream = Upstream::start(|_, _| json(r#"{"result":"success"}"#)).await;
    let url = upstream.url.replace("http://", "https://");
    let connect_timeout = std::time::Duration::from_millis(30);
    let whmcs = remote(Config { connect_timeout, ..config(&url) });
    let read = whmcs.call(GetInvoices::default()).await;
    assert!(matches!(read, Err(RemoteError::Connect { .. })), "{read:?}");
}
