//! Passing forms on, for actions that are not in the protocol.

use protocol::Pairs;
use remote::RemoteError;

use crate::{
    IDENTIFIER, SECRET, config, remote,
    upstream::{Upstream, http, json},
};

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    let mut all = Pairs::new();
    for (name, value) in pairs {
        all.push(*name, *value);
    }
    all
}

#[tokio::test]
async fn bytes_come_back_as_they_are() {
    let body = "<x>not \u{e9}ven JSON</x>";
    let upstream =
        Upstream::start(move |_, _| http(200, "content-type: application/xml\r\n", body)).await;
    let whmcs = remote(config(&upstream.url));
    let form = pairs(&[("responsetype", "xml"), ("list[0]", "a b"), ("list[1]", "")]);
    let answer = whmcs.call_form(" getproductsactive ", form).await.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.content_type.as_deref(), Some("application/xml"));
    assert_eq!(answer.body, body.as_bytes());
    let request = upstream.seen().remove(0);
    assert_eq!(request.value("action").as_deref(), Some("getproductsactive"));
    assert_eq!(request.value("responsetype").as_deref(), Some("xml"));
    assert!(request.body.starts_with("responsetype=xml&list%5B0%5D=a+b&list%5B1%5D=&"));
}

#[tokio::test]
async fn the_caller_cannot_speak_as_somebody_else() {
    let upstream = Upstream::start(|_, _| json(r#"{"result":"success"}"#)).await;
    let whmcs = remote(config(&upstream.url));
    let form = pairs(&[
        ("identifier", "mine"),
        ("secret[x]", "mine"),
        (" username", "mine"),
        ("Password", "mine"),
        ("accesskey", "mine"),
        ("action", "DeleteClient"),
        ("password2", "kept"),
    ]);
    whmcs.call_form("custom", form).await.unwrap();
    let request = upstream.seen().remove(0);
    assert!(!request.body.contains("mine") && !request.body.contains("DeleteClient"));
    assert_eq!(request.value("identifier").as_deref(), Some(IDENTIFIER));
    assert_eq!(request.value("secret").as_deref(), Some(SECRET));
    assert_eq!(request.value("password2").as_deref(), Some("kept"));
    assert_eq!(request.value("responsetype").as_deref(), Some("json"));
}

#[tokio::test]
async fn refusals_are_passed_on_and_failures_are_not() {
    for (status, body) in [
        (200, r#"{"result":"error","message":"Client ID Not Found"}"#),
        (403, r#"{"result":"error","message":"Authentication Failed"}"#),
    ] {
        let upstream = Upstream::start(move |_, _| http(status, "", body)).await;
        let answer = remote(config(&upstream.url)).call_form("custom", Pairs::new()).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, &answer.body[..]), (status, body.as_bytes()));
    }
    let upstream = Upstream::start(|_, _| http(500, "", "<h1>no</h1>")).await;
    let whmcs = remote(config(&upstream.url));
    let write = whmcs.call_form("custom", Pairs::new()).await;
    assert!(matches!(write, Err(RemoteError::OutcomeUnknown { .. })), "{write:?}");
    let read = whmcs.call_form("getinvoices", Pairs::new()).await;
    assert!(matches!(read, Err(RemoteError::Server { status: 500, .. })), "{read:?}");
}

#[tokio::test]
async fn names_that_are_none_are_not_sent() {
    let upstream = Upstream::start(|_, _| json(r#"{"result":"success"}"#)).await;
    let whmcs = remote(config(&upstream.url));
    for name in ["", " ", "a b", "../api", "x&secret=1", "x\n", "é", &"x".repeat(65)] {
        let found = whmcs.call_form(name, Pairs::new()).await;
        match name.trim() {
            "x" => assert!(found.is_ok(), "blanks around a name do not matter"),
            _ => assert_eq!(found, Err(RemoteError::BadAction), "{name:?}"),
        }
    }
    assert_eq!(upstream.count(), 1);
}
