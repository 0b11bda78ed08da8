//! The breaker around real calls: it opens, spares the server, probes and closes.

use std::time::Duration;

use protocol::{CreateInvoice, GetInvoices};
use remote::{BreakerSettings, Config, Health, Remote, RemoteError};

use crate::{
    config, remote,
    upstream::{Upstream, http, json},
};

const PAUSE: Duration = Duration::from_secs(3600);

/// Lets the pause pass at once.
async fn pass() {
    tokio::time::pause();
    tokio::time::advance(PAUSE).await;
    tokio::time::resume();
}

async fn failing(times: usize) -> (Upstream, Remote) {
    let upstream = Upstream::start(move |number, _| match number < times {
        true => http(502, "", "<h1>Bad Gateway</h1>"),
        false => json(r#"{"result":"error","message":"Client ID Not Found"}"#),
    })
    .await;
    let breaker = BreakerSettings { failures_max: 3, pause: PAUSE };
    let whmcs = remote(Config { breaker, ..config(&upstream.url) });
    (upstream, whmcs)
}

#[tokio::test]
async fn it_opens_probes_and_closes() {
    let (upstream, whmcs) = failing(4).await;
    for _ in 0..3 {
        assert_eq!(whmcs.health(), Health::Good);
        assert!(matches!(
            whmcs.call(GetInvoices::default()).await,
            Err(RemoteError::Server { status: 502, .. })
        ));
    }
    for expect_seen in [3, 4] {
        let error = whmcs.call(GetInvoices::default()).await.unwrap_err();
        let after = error.retry_after().unwrap();
        assert!(after <= PAUSE && !after.is_zero(), "{after:?}");
        let write = whmcs.call(CreateInvoice::default()).await;
        assert!(matches!(write, Err(RemoteError::Unavailable { .. })), "{write:?}");
        assert_eq!(upstream.count(), expect_seen);
        // The probe: first it fails too, then the server refuses, which shows that it works.
        pass().await;
        assert_eq!(whmcs.health(), Health::Probing);
        assert!(whmcs.call(GetInvoices::default()).await.is_err());
    }
    assert_eq!(whmcs.health(), Health::Good);
    let refused = whmcs.call(GetInvoices::default()).await.unwrap_err();
    assert!(refused.is_not_found());
    assert_eq!(upstream.count(), 6);
}

#[tokio::test]
async fn refusals_do_not_open_it() {
    let (_, whmcs) = failing(0).await;
    for _ in 0..10 {
        assert!(whmcs.call(GetInvoices::default()).await.unwrap_err().is_not_found());
    }
    assert_eq!(whmcs.health(), Health::Good);
}

#[tokio::test]
async fn a_repeated_read_tells_what_broke_and_not_that_the_breaker_opened() {
    let (upstream, whmcs) = failing(2).await;
    drop(whmcs);
    let breaker = BreakerSettings { failures_max: 1, pause: Duration::from_secs(60) };
    let retry_pause = Duration::from_millis(1);
    let whmcs = remote(Config { breaker, retries_max: 2, retry_pause, ..config(&upstream.url) });
    let error = whmcs.call(GetInvoices::default()).await.unwrap_err();
    assert!(matches!(error, RemoteError::Server { status: 502, .. }), "{error:?}");
    assert_eq!(upstream.count(), 1);
}
