//! S42 and S43: what cannot be taken back asks for a fresh proof of who somebody is.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::operating::running;
use crate::pages::domain_addons::jane_with_a_name;
use crate::shop::{PASSWORD, Person, furnish, person, sign_up};
use crate::site::{Site, before_stock, each, post};

/// Eleven minutes later the sign-in is too long ago, and the access token still good.
fn later(site: &Site) {
    site.clock.advance(SignedDuration::from_mins(11));
}

async fn asked(site: &Site, jane: &Person, path: &str, body: &Value) -> (u16, Value) {
    let answer = site.call(jane.asks(post(path, body.clone()))).await;
    (answer.status.as_u16(), answer.json())
}

/// Asks in each way that gives no proof, then with the password; gives that answer.
async fn proven(site: &Site, jane: &Person, path: &str, body: Value) -> (u16, Value) {
    let with = |password: Value| {
        let mut body = body.clone();
        body["current_password"] = password;
        body
    };
    let long = "x".repeat(2_000);
    for body in [body.clone(), with(Value::Null), with(json!("")), with(json!("wrong"))] {
        let (status, problem) = asked(site, jane, path, &body).await;
        assert_eq!((status, &problem["code"]), (403, &json!("proof-required")), "{body}");
        assert_eq!(problem["errors"][0]["pointer"], "/current_password", "{problem}");
    }
    assert_eq!(asked(site, jane, path, &with(json!(long))).await.0, 422);
    let mallory = sign_up(site, "mallory@example.com").await;
    let (status, problem) = asked(site, &mallory, path, &with(json!(PASSWORD))).await;
    assert_eq!((status, &problem["code"]), (404, &json!("not-found")), "of somebody else");
    asked(site, jane, path, &with(json!(PASSWORD))).await
}

#[tokio::test]
async fn s43_a_transfer_code_is_told_after_a_fresh_proof() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in sites {
        let jane = jane_with_a_name(&site).await;
        let path = "/api/v1/domains/1/transfer-code";
        let fresh = asked(&site, &jane, path, &json!({})).await;
        assert_eq!(fresh.0, 200, "whoever just signed in has shown it: {}", fresh.1);
        later(&site);
        let (status, said) = proven(&site, &jane, path, json!({})).await;
        assert_eq!((status, said["code"].as_str().map(str::len)), (200, Some(16)), "{said}");
        // Whoever has no password signs in again, in whichever way.
        let login = json!({"email": "jane@example.com", "password": PASSWORD});
        let again = person(&site.call(post("/api/v1/auth/login", login)).await.expect(200));
        assert_eq!(asked(&site, &again, path, &json!({})).await.0, 200);
    }
}

#[tokio::test]
async fn s42_a_reinstallation_asks_for_a_fresh_proof_and_nothing_less_does() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let id = running(&site, &jane).await;
        let path = format!("/api/v1/services/{id}/actions");
        later(&site);
        let (status, said) = asked(&site, &jane, &path, &json!({"action": "reboot"})).await;
        assert_eq!(status, 200, "{said}");
        let (status, said) = proven(&site, &jane, &path, json!({"action": "reinstall"})).await;
        // The proof is taken; what the fake panel does not open to clients is the next to say no.
        assert_eq!((status, &said["errors"][0]["pointer"]), (422, &json!("/action")), "{said}");
    }
}

/// Passwords cannot be tried out here either.
#[tokio::test]
async fn s42_a_proof_is_not_tried_out() {
    let site = each().await.remove(0);
    let jane = jane_with_a_name(&site).await;
    later(&site);
    let mut last = Value::Null;
    for _ in 0..50 {
        let body = json!({"current_password": "wrong"});
        last = asked(&site, &jane, "/api/v1/domains/1/transfer-code", &body).await.1;
        if last["code"] != "proof-required" {
            break;
        }
    }
    assert_eq!(last["code"], "rate-limited", "{last}");
}
