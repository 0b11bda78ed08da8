//! Events of a WHMCS behind are checked, told apart from repetitions, and passed on.

use std::process::Stdio;

use axum::http::Method;
use engine::system::web_hooks::sign;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::site::{Ask, RELAY_SECRET, Site, ask, one};

fn message(site: &Site, id: &str, body: &str) -> Ask {
    let second = ports::Clock::now(&*site.clock).as_second();
    ask(Method::POST, "/hooks/whmcs")
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", &second.to_string())
        .header("webhook-signature", &sign(RELAY_SECRET, id, second, body).unwrap())
        .bytes(body.as_bytes())
}

#[tokio::test]
async fn an_event_is_passed_on_once_to_each() {
    let site = one().await;
    let hooks = &site.system.engine.world.hooks;
    let first = site.call(message(&site, "m1", r#"{"type":"ClientAdd"}"#)).await;
    assert_eq!(first.status, 204);
    let calls = hooks.take();
    let urls: Vec<_> = calls.iter().map(|call| call.url.as_str()).collect();
    assert_eq!(urls, ["https://one.example/", "https://two.example/"]);
    assert_eq!(calls[0].body, r#"{"type":"ClientAdd"}"#);
    assert_eq!(site.call(message(&site, "m1", r#"{"type":"ClientAdd"}"#)).await.status, 204);
    assert!(hooks.take().is_empty(), "a repetition");

    // The second does not take it: the other side is told to come again, for that one only.
    hooks.answer_next(200);
    hooks.answer_next(500);
    assert_eq!(site.call(message(&site, "m2", "{}")).await.status, 502);
    hooks.take();
    assert_eq!(site.call(message(&site, "m2", "{}")).await.status, 204);
    let urls: Vec<_> = hooks.take().into_iter().map(|call| call.url).collect();
    assert_eq!(urls, ["https://two.example/"]);
}

#[tokio::test]
async fn an_unsigned_event_goes_nowhere() {
    let site = one().await;
    for request in
        [ask(Method::POST, "/hooks/whmcs").bytes(b"{}"), message(&site, "m1", "{}").bytes(b"{ }")]
    {
        assert_eq!(site.call(request).await.status, 401);
    }
    assert!(site.system.engine.world.hooks.take().is_empty());
}

/// The hook file itself, with stand-ins for WHMCS around it. A machine without PHP cannot say.
#[tokio::test]
async fn the_hook_file_tells_what_happens() {
    let file = |name: &str| format!("{}/../../hooks/whmcs/{name}", env!("CARGO_MANIFEST_DIR"));
    let checked = Command::new("php").args(["-l", &file("hostler.php")]).output().await;
    let Ok(checked) = checked else {
        eprintln!("there is no php here");
        return;
    };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let site = one().await;
    // The file signs with the time of its machine.
    let second = Command::new("php").args(["-r", "echo time();"]).output().await.unwrap();
    let second: i64 = String::from_utf8_lossy(&second.stdout).trim().parse().unwrap();
    let passed = second - ports::Clock::now(&*site.clock).as_second();
    site.clock.advance(jiff::SignedDuration::from_secs(passed));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks/whmcs", listener.local_addr().unwrap());
    let service = site.router.clone().into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let run = Command::new("php")
        .args([&file("test.php"), &url, RELAY_SECRET])
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let said: Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
    assert_eq!((&said["waited"], &said["said"]), (&0.into(), &Value::Array(Vec::new())), "{said}");
    let calls = site.system.engine.world.hooks.take();
    let body: Value = serde_json::from_str(&calls[0].body).unwrap();
    assert_eq!((&body["type"], &body["client_id"]), (&"ClientAdd".into(), &7.into()));
    assert!(!calls[0].body.contains("secret word"), "{body}");
}
