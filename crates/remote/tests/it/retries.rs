//! Reads are repeated when the line breaks, writes and clear answers never are.

use std::time::Duration;

use protocol::{CreateInvoice, GetInvoices};
use remote::{Config, RemoteError};

use crate::{
    config, remote,
    upstream::{Reply, Upstream, http, json},
};

/// Requests that reach a server which first gives `bad` so many times, and the last outcome.
async fn requests(bad: Reply, times: usize, is_read: bool) -> (usize, Result<(), RemoteError>) {
    let upstream = Upstream::start(move |number, _| match number < times {
        true => bad.clone(),
        false => json(r#"{"result":"success"}"#),
    })
    .await;
    let whmcs = remote(Config {
        retries_max: 2,
        retry_pause: Duration::from_millis(2),
        ..config(&upstream.url)
    });
    let outcome = match is_read {
        true => whmcs.call(GetInvoices::default()).await.map(drop),
        false => whmcs.call(CreateInvoice::default()).await.map(drop),
    };
    (upstream.count(), outcome)
}

#[tokio::test]
async fn reads_are_repeated_and_writes_are_not() {
    let passing = [
        ("closed", Reply::Close(Vec::new())),
        ("cut off", Reply::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec())),
        ("500", http(500, "", "")),
        ("503", http(503, "", "")),
    ];
    for (name, bad) in passing {
        for (times, expect) in [(1, 2), (2, 3)] {
            let found = requests(bad.clone(), times, true).await;
            assert_eq!(found, (expect, Ok(())), "{name} {times} times");
        }
        let (count, outcome) = requests(bad.clone(), 9, true).await;
        assert!(count == 3 && outcome.is_err(), "{name} for ever: {count}, {outcome:?}");
        let (count, outcome) = requests(bad, 9, false).await;
        let unknown = matches!(outcome, Err(RemoteError::OutcomeUnknown { .. }));
        assert!(count == 1 && unknown, "{name} of a write: {count}, {outcome:?}");
    }
}

#[tokio::test]
async fn clear_answers_are_not_repeated() {
    for (name, bad) in [
        ("refused", json(r#"{"result":"error","message":"Client ID Not Found"}"#)),
        ("forbidden", http(403, "", r#"{"result":"error","message":"Invalid IP 1.2.3.4"}"#)),
        ("a page", http(200, "", "<html>")),
        ("too many requests", http(429, "", "slow down")),
        ("elsewhere", http(301, "location: /login.php\r\n", "")),
    ] {
        let (count, outcome) = requests(bad, 1, true).await;
        assert!(count == 1 && outcome.is_err(), "{name}: {count}, {outcome:?}");
    }
}

#[tokio::test]
async fn there_is_no_pause_that_ends_after_the_deadline() {
    let upstream = Upstream::start(|_, _| http(500, "", "")).await;
    let whmcs = remote(Config {
        retries_max: 2,
        retry_pause: Duration::from_secs(3600),
        ..config(&upstream.url)
    });
    let outcome = whmcs.call(GetInvoices::default()).await;
    assert_eq!(outcome, Err(RemoteError::Server { status: 500, excerpt: String::new() }));
    assert_eq!(upstream.count(), 1);
}
