//! The credentials are in the body and nowhere else: no URL, header, error, `Debug` or log.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use protocol::{AddClient, CreateInvoice, GetInvoices, ValidateLogin};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    ACCESS_KEY, IDENTIFIER, SECRET, config, remote,
    upstream::{Upstream, http, json},
};

const PASSWORD: &str = "hunter2-of-the-client";

fn check(name: &str, text: &str) {
    let encoded = protocol::Form::parse(format!("x={text}").as_bytes());
    let decoded = encoded.ok().and_then(|mut form| form.take_text("x")).unwrap_or_default();
    for text in [text, &decoded] {
        for word in [IDENTIFIER, SECRET, ACCESS_KEY, PASSWORD] {
            assert!(!text.contains(word), "{word} is in {name}: {text}");
        }
    }
}

/// Keeps what is written to the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn secrets_are_only_in_bodies() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let _quiet = tracing::subscriber::set_default(subscriber);

    // Servers that quote the request in all the ways they can.
    for status in [200, 403, 500] {
        for kind in 0..5 {
            let upstream = Upstream::start(move |_, request| {
                let echo = &request.body;
                let (secret, password) = (request.value("secret"), request.value("password2"));
                let plain = format!("{secret:?} {password:?}");
                match kind {
                    0 => http(status, "", format!("<pre>{echo} {plain}</pre>")),
                    1 => http(status, "", format!("{echo} {plain}{{\"result\":\"success\"}}")),
                    2 => {
                        let message = plain.replace('"', "");
                        let said = format!("{echo} {message}");
                        let answer = protocol::answer::error_json(&said, None);
                        http(status, "", answer)
                    }
                    3 => json(format!(r#"{{"result":"success","totalresults":"{echo}"}}"#)),
                    _ => http(302, &format!("location: /x/{echo}?{echo}\r\n"), ""),
                }
            })
            .await;
            let config = config(&upstream.url);
            check("Debug of the configuration", &format!("{config:?}"));
            let whmcs = remote(config);
            check("Debug of the client", &format!("{whmcs:?}"));
            let call = AddClient { password2: Some(PASSWORD.into()), ..Default::default() };
            let write = whmcs.call(call).await.map(drop);
            let login = ValidateLogin { password2: PASSWORD.into(), ..Default::default() };
            let login = whmcs.call(login).await.map(drop);
            let read = whmcs.call(GetInvoices::default()).await.map(drop);
            for error in [write, login, read].into_iter().filter_map(Result::err) {
                check("an error", &format!("{error} {error:?}"));
            }
            for request in upstream.seen() {
                check("the head of a request", &request.head);
                assert!(request.head.starts_with("POST /includes/api.php HTTP/1.1\r\n"));
            }
            assert_eq!(upstream.count(), 3);
        }
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    check("the log", &log);
    assert!(log.contains("action=\"AddClient\" status=302"), "{log}");
}

#[tokio::test]
async fn the_log_tells_action_status_duration_and_outcome() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .without_time()
        .with_writer(log.clone())
        .finish();
    let _quiet = tracing::subscriber::set_default(subscriber);
    let upstream = Upstream::start(|number, _| match number {
        0 => json(r#"{"result":"success"}"#),
        1 => json(r#"{"result":"error","message":"Client ID Not Found"}"#),
        _ => http(502, "", "<h1>Bad Gateway</h1>"),
    })
    .await;
    let whmcs = remote(config(&upstream.url));
    for _ in 0..3 {
        let _ = whmcs.call(CreateInvoice { userid: 424_242, ..Default::default() }).await;
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<_> = log.lines().filter(|line| line.contains(" remote::ask")).collect();
    let expect = [
        ("DEBUG", "status=200", "outcome=\"ok\""),
        ("DEBUG", "status=200", "outcome=\"refused\""),
        ("WARN", "status=502", "outcome=\"outcome_unknown\""),
    ];
    assert_eq!(ours.len(), expect.len(), "{log}");
    for (line, (level, status, outcome)) in ours.iter().zip(expect) {
        for part in [level, "action=\"CreateInvoice\"", status, "duration_ms=", outcome] {
            assert!(line.contains(part), "{part} is not in {line}");
        }
    }
    assert!(!log.contains("424242") && !log.contains("Client ID"), "{log}");
}
