//! Reads and changes with a condition: `If-None-Match`, `If-Match`, and HEAD.

use axum::http::Method;
use serde_json::{Value, json};

use crate::shop::{furnish, sign_up};
use crate::site::{ask, each, get, one, post};

#[tokio::test]
async fn a_change_is_made_only_to_what_was_read() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let eve = sign_up(&site, "eve@example.com").await;
        let body = json!({"first_name": "Kim", "last_name": "Roe", "email": "kim@example.com"});
        let contact = site.call(jane.asks(post("/api/v1/contacts", body))).await.expect(201);
        let path = format!("/api/v1/contacts/{}", contact["id"]);
        let tag = site.call(jane.asks(get(&path))).await.header("etag").to_owned();
        let change = |city: &str, tag: &str| {
            let body = json!({"city": city});
            jane.asks(ask(Method::PATCH, &path).json(&body)).header("if-match", tag)
        };
        for (city, condition, status) in [
            ("A", "\"other\"", 412),
            ("B", &*format!("W/{tag}"), 412),
            ("C", &*format!("\"x\", {tag}"), 200),
            // That tag is the old one by now.
            ("D", &*tag, 412),
            ("E", "*", 200),
        ] {
            let answer = site.call(change(city, condition)).await;
            let problem = answer.json();
            assert_eq!(answer.status.as_u16(), status, "{city}: {problem}");
            if status == 412 {
                assert_eq!(problem["code"], "precondition-failed");
            }
        }
        assert_eq!(jane.get(&site, &path).await["city"], "E");
        // Who may not read it learns nothing, and what is no change has no condition.
        let foreign = ask(Method::DELETE, &path).header("if-match", "*");
        assert_eq!(site.call(eve.asks(foreign.clone())).await.status, 404);
        assert_eq!(site.call(foreign.clone()).await.status, 401);
        let read = jane.asks(get(&path)).header("if-match", "\"other\"");
        assert_eq!(site.call(read).await.status, 200);
        assert_eq!(site.call(jane.asks(foreign)).await.status, 204);
        assert_eq!(site.call(change("F", "*")).await.status, 404);
    }
}

/// Of many who read the same and change it at once, one wins.
#[tokio::test]
async fn of_equal_conditions_one_holds() {
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    let tag = site.call(jane.asks(get("/api/v1/profile"))).await.header("etag").to_owned();
    let change = |city: usize| {
        let body = json!({"city": format!("Town {city}")});
        let request = ask(Method::PATCH, "/api/v1/profile").json(&body).header("if-match", &tag);
        site.call(jane.asks(request))
    };
    let answers = futures::future::join_all((0..8).map(change)).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    let refused = answers.iter().filter(|answer| answer.status == 412).count();
    assert_eq!((done, refused), (1, 7));
}

/// Every read has a tag that knows it again, and a HEAD with the same one and without a body.
#[tokio::test]
async fn every_read_is_known_again() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let document: Value = site.call(get("/openapi.json")).await.expect(200);
    let mut read = 0;
    for (method, path, _) in super::document::operations(&document) {
        let alone = !path.contains('{') && !path.starts_with("/api/v1/admin/");
        if method != "get" || !alone || path.ends_with("/convert") {
            continue;
        }
        let first = site.call(jane.asks(get(&path))).await;
        if first.status != 200 {
            // It wants a parameter.
            assert_eq!(first.status, 422, "{path}: {}", first.json());
            continue;
        }
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path}");
        let again = site.call(jane.asks(get(&path)).header("if-none-match", &tag)).await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        let head = site.call(jane.asks(ask(Method::HEAD, &path))).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0), "{path}");
        assert_eq!(head.header("etag"), tag, "{path}");
        assert_eq!(head.header("content-length"), first.bytes.len().to_string(), "{path}");
        read += 1;
    }
    assert!(read > 15, "{read}");
}
