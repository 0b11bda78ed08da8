//! Hostile and broken servers: each fault has its name, for reads and for writes.

use std::time::Duration;

use protocol::{CreateInvoice, GetInvoices};
use remote::{Config, RemoteError};

use crate::{
    config,
    http::gzip,
    remote,
    upstream::{Reply, Upstream, http, json},
};

const LIMIT: usize = 256 * 1024;

/// What reads and writes make of a reply.
async fn both(reply: Reply, deadline: Duration) -> (RemoteError, RemoteError) {
    let upstream = Upstream::start(move |_, _| reply.clone()).await;
    let whmcs = remote(Config { deadline, body_bytes_max: LIMIT, ..config(&upstream.url) });
    let read = whmcs.call(GetInvoices::default()).await.unwrap_err();
    let write = whmcs.call(CreateInvoice::default()).await.unwrap_err();
    (read, write)
}

/// A reply after which a write may have been done.
async fn check_unknown(name: &str, reply: Reply, expect: RemoteError) {
    check_in_time(name, reply, expect, Duration::from_secs(60)).await;
}

async fn check_in_time(name: &str, reply: Reply, expect: RemoteError, deadline: Duration) {
    let (read, write) = both(reply, deadline).await;
    assert_eq!(read, expect, "{name}");
    assert_eq!(write, RemoteError::OutcomeUnknown { cause: expect.into() }, "{name}");
}

/// A reply which shows that nothing was done.
async fn check_known(name: &str, reply: Reply, expect: RemoteError) {
    let (read, write) = both(reply, Duration::from_secs(60)).await;
    assert_eq!((read, write), (expect.clone(), expect), "{name}");
}

#[tokio::test]
async fn nobody_there() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let whmcs = remote(config(&url));
    let read = whmcs.call(GetInvoices::default()).await;
    assert!(matches!(read, Err(RemoteError::Connect { .. })), "{read:?}");
    let write = whmcs.call(CreateInvoice::default()).await;
    assert!(matches!(write, Err(RemoteError::Connect { .. })), "nothing was sent: {write:?}");
}

#[tokio::test]
async fn silence_and_slowness() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n".to_vec();
    let deadline = Duration::from_millis(60);
    for (name, reply) in [
        ("nothing", Reply::Stall(Vec::new())),
        ("half a head", Reply::Stall(b"HTTP/1.1 200 OK\r\n".to_vec())),
        ("half a body", Reply::Stall([&head[..], b"{\"result\":"].concat())),
        ("a byte at a time", Reply::Drip(head.clone(), vec![b' '; 100_000])),
        ("a head a byte at a time", Reply::Drip(Vec::new(), [b'H'; 100_000].to_vec())),
    ] {
        let slow_head = name == "a head a byte at a time";
        let (read, write) = both(reply, deadline).await;
        match read {
            RemoteError::Timeout => {}
            RemoteError::Closed { .. } if slow_head => {}
            other => panic!("{name}: {other:?}"),
        }
        assert!(matches!(write, RemoteError::OutcomeUnknown { .. }), "{name}: {write:?}");
    }
}

#[tokio::test]
async fn broken_lines() {
    let (read, write) = both(Reply::Close(Vec::new()), Duration::from_secs(60)).await;
    assert!(matches!(read, RemoteError::Closed { .. }), "{read:?}");
    assert!(matches!(write, RemoteError::OutcomeUnknown { .. }), "{write:?}");

    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
    let body = r#"{"result":"success","totalresults":1"#;
    let reply = Reply::Close(format!("{head}{body}").into_bytes());
    check_unknown("the connection ends early", reply, RemoteError::Truncated).await;
    check_unknown("the JSON ends early", json(body), RemoteError::Truncated).await;
    let zipped = gzip(body.as_bytes());
    let reply = http(200, "content-encoding: gzip\r\n", &zipped[..zipped.len() / 2]);
    check_unknown("the zip ends early", reply, RemoteError::Truncated).await;
}

#[tokio::test]
async fn pages_instead_of_answers() {
    let page = "<html>\n<h1>Down</h1>";
    let excerpt = || "<html> <h1>Down</h1>".to_owned();
    for status in [500, 502, 503, 504] {
        let expect = RemoteError::Server { status, excerpt: excerpt() };
        check_unknown("5xx", http(status, "", page), expect).await;
    }
    let error = r#"{"result":"error","message":"Output has been emitted previously"}"#;
    let expect = RemoteError::Server { status: 500, excerpt: error.into() };
    check_unknown("5xx with a reason", http(500, "", error), expect).await;
    let expect = RemoteError::NotJson { status: 200, excerpt: excerpt() };
    check_unknown("a page", http(200, "", page), expect).await;
    let expect = RemoteError::NotJson { status: 200, excerpt: String::new() };
    check_unknown("nothing", http(200, "", ""), expect).await;
    for status in [403, 404, 429] {
        let expect = RemoteError::NotJson { status, excerpt: excerpt() };
        check_known("a firewall's page", http(status, "", page), expect).await;
    }
    let expect = RemoteError::Server { status: 404, excerpt: r#"{"no":1}"#.into() };
    check_known("4xx with other JSON", http(404, "", r#"{"no":1}"#), expect).await;
    let expect = RemoteError::NotJson { status: 200, excerpt: "[1]".into() };
    check_unknown("an array", json("[1]"), expect).await;
}

#[tokio::test]
async fn too_much() {
    let expect = || RemoteError::TooLarge { limit: LIMIT };
    let length = 100 * 1024 * 1024;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
    let reply = Reply::Endless(head, vec![b' '; 65536]);
    check_unknown("100 MB that are announced", reply, expect()).await;
    let chunk = [b"10000\r\n".to_vec(), vec![b' '; 65536], b"\r\n".to_vec()].concat();
    let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let reply = Reply::Endless(head, chunk);
    check_unknown("endless chunks", reply, expect()).await;
    let reply = Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; 65536]);
    check_unknown("an endless body", reply, expect()).await;
    let bomb = gzip(&[b' '; 2 * LIMIT]);
    assert!(bomb.len() < LIMIT);
    let reply = http(200, "content-encoding: gzip\r\n", bomb);
    check_unknown("a bomb", reply, expect()).await;
}

#[tokio::test]
async fn endless_heads_end() {
    let reply = Reply::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"x-header: y\r\n".to_vec());
    let (read, write) = both(reply, Duration::from_secs(60)).await;
    assert!(matches!(read, RemoteError::Closed { .. }), "{read:?}");
    assert!(matches!(write, RemoteError::OutcomeUnknown { .. }), "{write:?}");
}

#[tokio::test]
async fn wrong_json() {
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in [
        format!(r#"{{"result":"success","totalresults":{deep},"invoiceid":{deep}}}"#),
        format!(r#"{{"result":"success","invoices":{deep},"invoiceid":{deep}}}"#),
        format!(r#"{{"status":{deep}}}"#),
    ] {
        let (read, write) = both(json(&body), Duration::from_secs(60)).await;
        let named = matches!(read, RemoteError::NotJson { .. } | RemoteError::Decode { .. });
        assert!(named, "{read:?} for {}", &body[..60]);
        assert!(matches!(write, RemoteError::OutcomeUnknown { .. }), "{write:?}");
    }
    let body =
        r#"{"result":"success","invoices":{"invoice":[{"id":1},{"id":"x"}]},"invoiceid":[1]}"#;
    let (read, write) = both(json(body), Duration::from_secs(60)).await;
    let RemoteError::Decode { path, why } = read else { panic!("{read:?}") };
    assert_eq!(path, "invoices.invoice[1].id");
    assert!(why.contains("number") || why.contains("x"), "{why}");
    let RemoteError::OutcomeUnknown { cause } = write else { panic!("{write:?}") };
    let RemoteError::Decode { path, .. } = &*cause else { panic!("{cause:?}") };
    assert_eq!(path, "invoiceid");
}

#[tokio::test]
async fn text_before_the_json() {
    let noise = "<b>Notice</b>: x {y} in <b>/hook.php</b>\n";
    let expect = || RemoteError::Polluted { excerpt: noise.trim().into() };
    let success = format!(r#"{noise}{{"result":"success","totalresults":3,"invoiceid":3}}"#);
    check_unknown("noise and success", json(&success), expect()).await;
    let error = format!(r#"{noise}{{"result":"error","message":"Client ID Not Found"}}"#);
    check_unknown("noise and refusal", json(&error), expect()).await;

    let upstream = Upstream::start(move |number, _| match number {
        0 => json(&success),
        1 => json(&error),
        _ => json(noise),
    })
    .await;
    let whmcs = remote(Config { tolerate_pollution: true, ..config(&upstream.url) });
    assert_eq!(whmcs.call(GetInvoices::default()).await.unwrap().totalresults.0, 3);
    assert!(whmcs.call(GetInvoices::default()).await.unwrap_err().is_not_found());
    let none = whmcs.call(GetInvoices::default()).await;
    assert!(matches!(none, Err(RemoteError::NotJson { .. })), "{none:?}");
}

#[tokio::test]
async fn refusals_have_meanings() {
    for (status, body, message, permission, not_found) in [
        (
            200,
            r#"{"result":"error","message":"Client ID Not Found"}"#,
            "Client ID Not Found",
            false,
            true,
        ),
        (
            200,
            r#"{"status":"error","message":"Client ID Not Found"}"#,
            "Client ID Not Found",
            false,
            true,
        ),
        (
            403,
            r#"{"result":"error","message":"Invalid IP 1.2.3.4"}"#,
            "Invalid IP 1.2.3.4",
            true,
            false,
        ),
        (403, "result=error;message=Invalid IP 1.2.3.4;", "Invalid IP 1.2.3.4", true, false),
        (
            403,
            r#"{"result":"error","message":"Authentication Failed"}"#,
            "Authentication Failed",
            true,
            false,
        ),
        (
            400,
            r#"{"result":"error","message":"Empty action request"}"#,
            "Empty action request",
            false,
            false,
        ),
        (200, r#"{"warning":"Payment failed"}"#, "Payment failed", false, false),
        (
            200,
            "\u{feff}\n{\"result\":\"error\",\"message\":\"No \\u0022x\\u0022\"}",
            "No \"x\"",
            false,
            false,
        ),
    ] {
        let expect = RemoteError::Refused { message: message.into(), status };
        assert_eq!(expect.is_permission(), permission, "{message}");
        assert_eq!(expect.is_not_found(), not_found, "{message}");
        check_known(message, http(status, "", body), expect).await;
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Upstream::start(|_, _| json(r#"{"result":"success"}"#)).await;
    let local = format!("{}/includes/api.php", elsewhere.url);
    for status in [301, 302, 303, 307, 308] {
        for (to, shown) in [
            (local.as_str(), local.as_str()),
            (
                "http://169.254.169.254/latest/meta-data?x=1#y",
                "http://169.254.169.254/latest/meta-data",
            ),
            ("http://me:word@10.0.0.1/", "http://10.0.0.1/"),
            ("file:///etc/passwd", "file:///etc/passwd"),
            ("", "nowhere"),
        ] {
            let header = match to {
                "" => String::new(),
                to => format!("location: {to}\r\n"),
            };
            let expect = RemoteError::Redirected { status, location: shown.into() };
            check_known(to, http(status, &header, ""), expect).await;
        }
    }
    assert_eq!(elsewhere.count(), 0);
}
