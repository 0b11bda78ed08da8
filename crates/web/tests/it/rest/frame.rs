//! What every answer carries, and what happens to requests that fit nowhere.

use axum::http::Method;
use futures::StreamExt;
use protocol::FORM_BYTES_MAX;
use serde_json::json;

use crate::shop::sign_up;
use crate::site::{REQUESTS_PER_MINUTE, ask, get, one, post};

#[tokio::test]
async fn what_fits_nowhere_is_a_problem() {
    let site = one().await;
    let login = "/api/v1/auth/login";
    let json = ("content-type", "application/json");
    for (request, status, code, pointer) in [
        (get("/api/v1/nothing"), 404, "not-found", ""),
        (get("/api/v1"), 404, "not-found", ""),
        (get(login), 405, "method-not-allowed", ""),
        (get("/api/v1/me"), 401, "not-authenticated", ""),
        (get("/api/v1/me").bearer("x"), 401, "not-authenticated", ""),
        (post(login, json!({"email": "a"})), 422, "invalid-input", "/password"),
        (post(login, json!({"email": "a", "password": 1})), 422, "invalid-input", "/password"),
        (
            post(login, json!({"email": "a", "password": "b", "admin": true})),
            422,
            "invalid-input",
            "/admin",
        ),
        (
            post(login, json!({"email": "a", "password": "b".repeat(1025)})),
            422,
            "invalid-input",
            "/password",
        ),
        (ask(Method::POST, login).header(json.0, json.1).bytes(b"{"), 400, "malformed-request", ""),
        (
            ask(Method::POST, login).header(json.0, json.1).bytes(b"{\"email\":\"\xff\"}"),
            400,
            "malformed-request",
            "",
        ),
        (ask(Method::POST, login).bytes(b"email=a"), 415, "unsupported-media-type", ""),
        (
            ask(Method::POST, login)
                .header("content-type", "application/x-www-form-urlencoded")
                .bytes(b"email=a&password=b"),
            415,
            "unsupported-media-type",
            "",
        ),
        (
            ask(Method::POST, login).header(json.0, json.1).bytes(&vec![b' '; FORM_BYTES_MAX + 1]),
            413,
            "too-large",
            "",
        ),
    ] {
        let answer = site.call(request.clone()).await;
        let problem = answer.json();
        assert_eq!(answer.status.as_u16(), status, "{request:?}: {problem}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{request:?}");
        assert_eq!(problem["status"], status, "{request:?}");
        assert_eq!(problem["code"], code, "{request:?}: {problem}");
        assert_eq!(problem["type"], format!("urn:hostler:problem:{code}"));
        let at = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
        assert_eq!(at, pointer, "{request:?}: {problem}");
    }
}

#[tokio::test]
async fn every_answer_is_dressed() {
    let site = one().await;
    let answer = site.call(get("/api/v1/me").header("x-request-id", "abc-1")).await;
    for (name, value) in [
        ("x-request-id", "abc-1"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("www-authenticate", "Bearer"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let ids: Vec<String> = [get("/api/v1/me"), get("/api/v1/me").header("x-request-id", "a b")]
        .into_iter()
        .map(|request| async { site.call(request).await.header("x-request-id").to_owned() })
        .collect::<futures::stream::FuturesOrdered<_>>()
        .collect()
        .await;
    assert!(ids.iter().all(|id| id.len() == 16) && ids[0] != ids[1], "{ids:?}");
}

#[tokio::test]
async fn only_named_origins_may_use_it_from_their_pages() {
    let site = one().await;
    for (origin, allowed) in [("https://app.example", true), ("https://evil.example", false)] {
        let preflight = ask(Method::OPTIONS, "/api/v1/me")
            .header("origin", origin)
            .header("access-control-request-method", "GET");
        let preflight = site.call(preflight).await;
        let answer = site.call(get("/api/v1/me").header("origin", origin)).await;
        let expected = if allowed { origin } else { "" };
        assert_eq!(preflight.header("access-control-allow-origin"), expected);
        assert_eq!(answer.header("access-control-allow-origin"), expected);
        // Whatever stands in these lists, only the pages of named origins may use it.
        for name in ["authorization", "content-type", "idempotency-key", "if-match"] {
            let may_be_sent = preflight.header("access-control-allow-headers").contains(name);
            assert!(may_be_sent, "{name}");
        }
        for name in ["content-disposition", "etag", "ratelimit-remaining", "retry-after"] {
            let may_be_read = answer.header("access-control-expose-headers").contains(name);
            assert!(may_be_read, "{name}");
        }
    }
}

/// One account that asks too often is stopped; others from the same network are not.
#[tokio::test]
async fn an_account_may_ask_so_often() {
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    let kim = sign_up(&site, "kim@example.com").await;
    for left in (0..REQUESTS_PER_MINUTE).rev() {
        let answer = site.call(jane.asks(get("/api/v1/me"))).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-remaining"), left.to_string());
    }
    let answer = site.call(jane.asks(get("/api/v1/me"))).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    assert_eq!(answer.expect(429)["code"], "rate-limited");
    assert_eq!(site.call(kim.asks(get("/api/v1/me"))).await.status, 200);
    site.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(site.call(jane.asks(get("/api/v1/me"))).await.status, 200);
}
