//! What a request looks like on the wire.

use protocol::GetInvoices;
use remote::{Config, Credentials};

use crate::{
    ACCESS_KEY, IDENTIFIER, SECRET, config, remote,
    upstream::{Upstream, json},
};

#[tokio::test]
async fn a_form_with_the_login_in_the_body() {
    let upstream = Upstream::start(|_, _| json(r#"{"result":"success","totalresults":2}"#)).await;
    let whmcs = remote(config(&upstream.url));
    let call =
        GetInvoices { userid: Some(7), status: Some("Paid & 1=2".into()), ..Default::default() };
    let list = whmcs.call(call).await.unwrap();
    assert_eq!(list.totalresults.0, 2);

    let request = upstream.seen().remove(0);
    let mut lines = request.head.lines();
    assert_eq!(lines.next(), Some("POST /includes/api.php HTTP/1.1"));
    for line in ["content-type: application/x-www-form-urlencoded", "accept-encoding: gzip"] {
        assert!(lines.clone().any(|found| found.eq_ignore_ascii_case(line)), "{line}");
    }
    for (name, expect) in [
        ("action", "GetInvoices"),
        ("responsetype", "json"),
        ("identifier", IDENTIFIER),
        ("secret", SECRET),
        ("accesskey", ACCESS_KEY),
        ("userid", "7"),
        ("status", "Paid & 1=2"),
    ] {
        assert_eq!(request.value(name).as_deref(), Some(expect), "{name}");
    }
    assert_eq!(request.value("limitnum"), None);
}

#[tokio::test]
async fn an_administrator_logs_in_with_the_hash() {
    let upstream = Upstream::start(|_, _| json(r#"{"result":"success"}"#)).await;
    let admin = Credentials::Admin { username: "admin".into(), password_md5: "5f4dcc3b".into() };
    let whmcs = remote(Config::new(format!("{}/whmcs/", upstream.url), admin));
    whmcs.call(GetInvoices::default()).await.unwrap();
    let request = upstream.seen().remove(0);
    assert!(request.head.starts_with("POST /whmcs/includes/api.php HTTP/1.1"));
    assert_eq!(request.value("username").as_deref(), Some("admin"));
    assert_eq!(request.value("password").as_deref(), Some("5f4dcc3b"));
    assert_eq!(request.value("identifier"), None);
}

#[tokio::test]
async fn connections_are_used_again_and_answers_unzipped() {
    let upstream = Upstream::start(|_, _| {
        let body = gzip(br#"{"result":"success","totalresults":"3"}"#);
        crate::upstream::http(200, "content-encoding: gzip\r\n", body)
    })
    .await;
    let whmcs = remote(config(&upstream.url));
    for _ in 0..3 {
        let list = whmcs.call(GetInvoices::default()).await.unwrap();
        assert_eq!(list.totalresults.0, 3);
    }
    assert_eq!(upstream.connections(), 1);
}

/// Compresses.
pub(crate) fn gzip(plain: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}
