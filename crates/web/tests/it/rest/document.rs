//! The description of the API, and its reference page.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::site::{get, one};

/// Every operation of the document: method, path, description.
pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let item = item.as_object().unwrap().clone();
            let methods = item.into_iter().filter(|(_, op)| op.is_object());
            methods.map(|(method, op)| (method, path.clone(), op))
        })
        .collect()
}

#[tokio::test]
async fn every_operation_is_described() {
    let site = one().await;
    let document = site.call(get("/openapi.json")).await.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "/");
    let schemes = document["components"]["securitySchemes"].as_object().unwrap();
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["bearer", "cookie"]);
    let tags: BTreeSet<_> = document["tags"].as_array().unwrap().iter().map(name_of).collect();
    let mut ids = BTreeSet::new();
    for (method, path, op) in operations(&document) {
        let at = format!("{method} {path}");
        assert!(path.starts_with("/api/v1/"), "{at}");
        let id = op["operationId"].as_str().unwrap_or_else(|| panic!("{at} has no id"));
        assert!(id.contains('_') && ids.insert(id.to_owned()), "{at}: {id}");
        assert!(op["summary"].is_string(), "{at}");
        assert!(tags.contains(op["tags"][0].as_str().unwrap_or_default()), "{at}");
        let problem = &op["responses"]["default"]["content"]["application/problem+json"];
        assert!(problem.is_object(), "{at} does not say how it fails");
    }
}

fn name_of(tag: &Value) -> &str {
    tag["name"].as_str().unwrap()
}

/// The script is part of the answer, and the policy lets nothing else be fetched.
#[tokio::test]
async fn the_reference_page_asks_nobody_else() {
    let site = one().await;
    let page = site.call(get("/docs")).await;
    let html = String::from_utf8(page.bytes.clone()).unwrap();
    assert!(!html.contains("http"), "{html}");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("connect-src 'self'"));
    let script = site.call(get("/docs/scalar.js")).await;
    assert!(script.bytes.len() > 1_000_000);
    assert!(script.header("content-type").starts_with("text/javascript"));
}
