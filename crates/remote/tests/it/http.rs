//! What a request looks like on the wire.

use std::time::Duration;

use protocol::{CreateInvoice, GetInvoices};
use remote::{Config, Credentials, RemoteError};

use crate::{
    ACCESS_KEY, IDENTIFIER, SECRET, config, remote,
    upstream::{Reply, Upstream, json},
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
    let host = upstream.url.replace("http://", "host: ");
    let form = "content-type: application/x-www-form-urlencoded";
    for line in [&*host, form, "accept-encoding: gzip"] {
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

#[tokio::test]
async fn an_answer_in_pieces_leaves_its_connection_for_the_next() {
    let pieces = [r#"{"result":"success","#, r#""totalresults":3}"#];
    let chunk = |piece: &&str| format!("{:x}\r\n{piece}\r\n", piece.len());
    let chunks: String = pieces.iter().map(chunk).collect();
    let reply = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    let upstream = Upstream::start(move |_, _| Reply::Bytes(reply.clone().into_bytes())).await;
    let whmcs = remote(config(&upstream.url));
    for _ in 0..3 {
        let list = whmcs.call(GetInvoices::default()).await.unwrap();
        assert_eq!(list.totalresults.0, 3);
    }
    assert_eq!(upstream.connections(), 1);
}

/// A write must not be sent where nobody can say what became of it.
#[tokio::test]
async fn a_connection_that_the_server_closed_is_not_used_again() {
    let body = r#"{"result":"success","invoiceid":1}"#;
    let length = body.len();
    for close in ["", "connection: close\r\n"] {
        let head = format!("HTTP/1.1 200 OK\r\n{close}content-length: {length}\r\n\r\n");
        let reply = [head.as_bytes(), body.as_bytes()].concat();
        let upstream = Upstream::start(move |_, _| Reply::Close(reply.clone())).await;
        let whmcs = remote(config(&upstream.url));
        for number in 1..=3 {
            whmcs.call(CreateInvoice::default()).await.unwrap();
            assert_eq!((upstream.count(), upstream.connections()), (number, number), "{close}");
        }
    }
}

/// What comes late belongs to nobody, and is not taken for the answer to something else.
#[tokio::test]
async fn a_call_that_was_given_up_leaves_no_connection() {
    let upstream = Upstream::start(|number, _| match number {
        0 => Reply::Stall(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{".to_vec()),
        _ => json(r#"{"result":"success","totalresults":3}"#),
    })
    .await;
    let whmcs = remote(config(&upstream.url));
    let hasty = whmcs.with_deadline(Duration::from_millis(60));
    assert_eq!(hasty.call(GetInvoices::default()).await, Err(RemoteError::Timeout));
    assert_eq!(whmcs.call(GetInvoices::default()).await.unwrap().totalresults.0, 3);
    assert_eq!(upstream.connections(), 2);
}

/// Compresses.
pub(crate) fn gzip(plain: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}
