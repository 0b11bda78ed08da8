//! Services of clients, as staff works on them.

use axum::http::Method;
use serde_json::{Value, json};

use super::{ann, send};
use crate::rest::operating::running;
use crate::shop::{furnish, sign_up};
use crate::site::{each, post};

#[tokio::test]
async fn staff_operates_a_service_once_for_each_key() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let id = running(&site, &jane).await;
        let ann = ann(&site, r#"["*"]"#).await;
        for part in ["operations", "reverse-dns", "usage"] {
            let path = format!("services/{id}/{part}");
            let told = send((&site, &ann), Method::GET, &path, Value::Null, 200).await;
            assert_eq!(told, jane.get(&site, &format!("/api/v1/{path}")).await, "{part}");
        }
        let path = format!("/api/v1/admin/services/{id}/actions");
        let reboot = || {
            let request = ann.asks(post(&path, json!({"action": "reboot"})));
            site.call(request.header("idempotency-key", "k1"))
        };
        let first = reboot().await.expect(200);
        assert_eq!((&first["action"], &first["state"]), (&json!("reboot"), &json!("done")));
        assert_eq!(reboot().await.expect(200), first);
        let done = ann.get(&site, &path).await;
        let lines = done["items"].as_array().unwrap().iter();
        let restarts = lines.filter(|line| line["description"].to_string().contains("eboot"));
        assert_eq!(restarts.count(), 1, "{done}");
        let odd = json!({"action": "reboot", "image": "x"});
        let problem = site.call(ann.asks(post(&path, odd))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/image");
        // A client is told to wait; the house looks after what it suspended itself.
        site.run("update services set status = 'Suspended'").await;
        let own = format!("/api/v1/services/{id}/actions");
        let refused = site.call(jane.asks(post(&own, json!({"action": "reboot"})))).await;
        assert_eq!(refused.expect(409)["code"], "not-now");
        let reboot = ann.asks(post(&path, json!({"action": "reboot"})));
        site.call(reboot).await.expect(200);
    }
}

#[tokio::test]
async fn staff_tells_the_provider_what_only_staff_may() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let id = running(&site, &jane).await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let at = |part: &str| format!("services/{id}/{part}");
        let fitted = send(who, Method::POST, &at("package"), Value::Null, 200).await;
        assert_eq!(fitted["id"], id);
        let word = json!({"password": "correct horse"});
        send(who, Method::PUT, &at("password"), word, 204).await;
        let told = send(who, Method::GET, &at("functions"), Value::Null, 200).await;
        assert_eq!(told["module"], "fakepanel");
        assert!(told["functions"].as_array().unwrap().contains(&json!("reboot")), "{told}");
        send(who, Method::POST, &at("functions"), json!({"function": "reboot"}), 204).await;
        send(who, Method::POST, &at("functions"), json!({}), 422).await;
        let name = json!({"ip": "203.0.113.77", "name": "host.example.com"});
        send(who, Method::PUT, &at("reverse-dns"), name, 422).await;
        let end = json!({"when": "end_of_period", "reason": "Said on the telephone"});
        send(who, Method::POST, &at("cancellation"), end, 202).await;
        send(who, Method::DELETE, &at("cancellation"), Value::Null, 204).await;
    }
}
