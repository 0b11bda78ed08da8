//! When the WHMCS behind misbehaves: what needs it says so within its deadline, the rest is quick.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use remote::{Config, Credentials};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::site::{Site, before_address, before_address_with_staff, get, post};

/// How long the WHMCS may take.
const DEADLINE: Duration = Duration::from_millis(1500);
/// What comes from this process takes no longer, also on a busy machine.
const OWN: Duration = Duration::from_millis(1200);

/// What the WHMCS does with a request.
#[derive(Debug, Clone, Copy)]
enum Does {
    /// Takes it and says nothing.
    Nothing,
    /// Says this and closes.
    Says(&'static str),
    /// Says this, then one byte a second.
    Drips(&'static str),
    /// Says this, then blanks without end.
    Floods(&'static str),
    /// An object of arrays in arrays.
    Nests,
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";

/// Serves that way until the test ends; gives the address.
async fn whmcs(does: Does) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, does));
        }
    });
    url
}

async fn serve(mut stream: TcpStream, does: Does) {
    let mut request = vec![0; 8192];
    let _ = stream.read(&mut request).await;
    match does {
        Does::Nothing => std::future::pending().await,
        Does::Says(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Does::Drips(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            let mut ticks = tokio::time::interval(Duration::from_secs(1));
            loop {
                ticks.tick().await;
                if stream.write_all(b" ").await.is_err() {
                    return;
                }
            }
        }
        Does::Floods(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            while stream.write_all(&[b' '; 65536]).await.is_ok() {}
        }
        Does::Nests => {
            let deep = "[".repeat(100_000);
            let _ = stream.write_all(format!("{HEAD}{{\"currencies\":{deep}").as_bytes()).await;
        }
    }
}

fn config(url: String) -> Config {
    let login = Credentials::ApiKey { identifier: "a".into(), secret: "b".into() };
    Config { deadline: DEADLINE, retries_max: 0, ..Config::new(url, login) }
}

/// What does not need the WHMCS is answered at once.
async fn own_is_quick(site: &Site, name: &str) {
    for (path, status) in
        [("/healthz", 200), ("/openapi.json", 200), ("/api/v1/me", 401), ("/api/v1/none", 404)]
    {
        let started = Instant::now();
        let answer = site.call(get(path)).await;
        assert_eq!(answer.status.as_u16(), status, "{name}: {path}");
        assert!(started.elapsed() < OWN, "{name}: {path} took {:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_bad_answer_is_a_problem_within_the_deadline() {
    let page = "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n\r\n<html>Down</html>";
    let html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Hello</html>";
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"result\":\"success\",";
    let typed = "HTTP/1.1 200 OK\r\n\r\n{\"result\":\"success\",\"currencies\":{\"currency\":7}}";
    let away = "HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest\r\n\r\n";
    let huge = "HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n";
    for (name, does, status, code) in [
        ("black hole", Does::Nothing, 504, "upstream-timeout"),
        ("a byte a second", Does::Drips(HEAD), 504, "upstream-timeout"),
        ("5xx", Does::Says(page), 502, "upstream-failed"),
        ("HTML", Does::Says(html), 502, "upstream-failed"),
        ("cut", Does::Says(cut), 502, "upstream-failed"),
        ("nothing", Does::Says(""), 502, "upstream-failed"),
        ("wrong types", Does::Says(typed), 502, "upstream-failed"),
        ("away to a private address", Does::Says(away), 502, "upstream-failed"),
        ("100 MB announced", Does::Floods(huge), 502, "upstream-failed"),
        ("no end", Does::Floods(HEAD), 502, "upstream-failed"),
        ("deep", Does::Nests, 502, "upstream-failed"),
    ] {
        let site = before_address(config(whmcs(does).await)).await;
        let started = Instant::now();
        let read = async {
            let answer = site.call(get("/api/v1/currencies")).await;
            (answer, started.elapsed())
        };
        let ((answer, took), ()) = tokio::join!(read, own_is_quick(&site, name));
        assert_eq!(answer.status.as_u16(), status, "{name}: {}", answer.json());
        assert_eq!(answer.json()["code"], code, "{name}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let text = String::from_utf8(answer.bytes).unwrap();
        assert!(!text.contains("html") && !text.contains("169.254"), "{name} leaks: {text}");
        assert!(took < DEADLINE + OWN, "{name} took {took:?}");
    }
}

#[tokio::test]
async fn nobody_there_is_a_problem_at_once() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let site = before_address(config(format!("http://{closed}/includes/api.php"))).await;
    let answer = site.call(get("/api/v1/currencies")).await;
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(answer.expect(503)["code"], "upstream-unavailable");
    own_is_quick(&site, "refused").await;
}

/// After five failures in a row the WHMCS is left alone, and callers are told for how long.
#[tokio::test]
async fn the_breaker_spares_everybody_the_waiting() {
    let site = before_address(config(whmcs(Does::Nothing).await)).await;
    let login = || post("/api/v1/auth/login", json!({"email": "a@b.example", "password": "c"}));
    for _ in 0..5 {
        assert_eq!(site.call(get("/api/v1/currencies")).await.status, 504);
    }
    for request in [get("/api/v1/currencies"), login()] {
        let started = Instant::now();
        let answer = site.call(request).await;
        assert!(started.elapsed() < OWN, "{:?}", started.elapsed());
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=15).contains(&wait), "{wait}");
        assert_eq!(answer.expect(503)["code"], "upstream-unavailable");
    }
    own_is_quick(&site, "breaker").await;
}

/// Nobody knows whether such a WHMCS logs staff in: it is asked once.
#[tokio::test]
async fn one_that_does_not_say_what_it_is_is_left_alone_for_a_moment() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            serve(stream, Does::Says("HTTP/1.1 502 Bad Gateway\r\n\r\n")).await;
        }
    });
    let site = before_address_with_staff(config(url), "5=*").await;
    let login =
        || post("/api/v1/auth/staff/login", json!({"email": "a@b.example", "password": "c"}));
    site.call(login()).await.expect(502);
    let answer = site.call(login()).await;
    assert!((1..=5).contains(&answer.header("retry-after").parse().unwrap()));
    answer.expect(503);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}
