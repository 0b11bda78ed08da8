//! What the description says of the sides of each operation is so before a stock WHMCS.

use serde_json::json;

use super::{PUBLIC, belongings, body_of, operations, place};
use crate::shop::{furnish, sign_up};
use crate::site::{ask, before_stock, get};

#[tokio::test]
async fn operations_work_before_the_sides_that_they_name() {
    let site = before_stock().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let janes = belongings(&site, &jane).await;
    let document = site.call(get("/openapi.json")).await.expect(200);
    let (mut offered, mut not) = (0, 0);
    for (method, path, op) in operations(&document) {
        let sides = &op["x-hostler-sides"];
        assert!(sides.is_array(), "{method} {path} does not say its sides");
        // Not tried: what is for staff, what ends things, and what needs a reply to be rated.
        let (with_id, has_body) = (path.contains('{'), op["requestBody"].is_object());
        let untried = path.starts_with("/api/v1/admin/") || path.ends_with("/ratings");
        if untried || method == "delete" || (has_body && !with_id) || path.contains("/auth/") {
            continue;
        }
        let of_all = json!(1);
        let id = if with_id && !PUBLIC.contains(&&*path) { janes.of(&path) } else { &of_all };
        let mut request = ask(method.to_uppercase().parse().unwrap(), &place(&path, id));
        if has_body {
            let name = op["operationId"].as_str().unwrap_or_default();
            request = request.json(&if name.contains("vote") {
                json!({"useful": true})
            } else {
                body_of(name)
            });
        }
        let answer = site.call(jane.asks(request)).await;
        let is_offered = answer.status != 501;
        let said = answer.json();
        match sides[0].as_str() {
            Some("whmcs") => assert!(is_offered, "{method} {path}: {said}"),
            Some("hostler") => assert!(!is_offered, "{method} {path}: {} {said}", answer.status),
            _ => continue,
        }
        offered += u32::from(is_offered);
        not += u32::from(!is_offered);
    }
    assert!(offered > 30 && not > 10, "{offered} {not}");
}
