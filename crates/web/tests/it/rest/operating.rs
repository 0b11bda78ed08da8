//! What clients do to their running services.

use protocol::{AcceptOrder, ModuleCreate};
use serde_json::{Value, json};

use crate::shop::{Person, furnish, sign_up};
use crate::site::{Site, each, post};

/// A service of the first product, made at the panel of the fake world.
pub(crate) async fn running(site: &Site, person: &Person) -> Value {
    site.run("update products set module = 'fakepanel'").await;
    let placed = person.order(site).await;
    let order = placed["id"].as_u64().unwrap();
    let call =
        AcceptOrder { orderid: order, autosetup: Some(true.into()), ..AcceptOrder::default() };
    site.system.call(call).await.unwrap();
    let service = placed["service_ids"][0].as_u64().unwrap();
    let made = site.system.call(ModuleCreate { serviceid: service }).await;
    let said = made.err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(said.is_empty() || said.contains("already"), "{said}");
    json!(service)
}

#[tokio::test]
async fn a_service_is_restarted_once_for_each_key() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let id = running(&site, &jane).await;
        let path = format!("/api/v1/services/{id}");
        let can = jane.get(&site, &format!("{path}/operations")).await;
        let can = can["operations"].as_array().unwrap().clone();
        if site.is_remote() {
            // The module of the fake world is in nobody's table of other people's modules; a
            // WHMCS that has our own actions uses our own words.
            assert!(can.contains(&json!("reboot")), "{can:?}");
        }
        let reboot = || {
            let body = json!({"action": "reboot"});
            jane.asks(post(&format!("{path}/actions"), body)).header("idempotency-key", "k1")
        };
        let first = site.call(reboot()).await.expect(200);
        assert_eq!((&first["action"], &first["state"]), (&json!("reboot"), &json!("done")));
        assert_eq!(site.call(reboot()).await.expect(200), first);
        let body = json!({"action": "console"});
        let other = jane.asks(post(&format!("{path}/actions"), body));
        assert_eq!(site.call(other.header("idempotency-key", "k1")).await.status, 409);
        let done = jane.get(&site, &format!("{path}/actions")).await;
        let lines = done["items"].as_array().unwrap();
        let restarts: Vec<_> =
            lines.iter().filter(|line| line["description"].to_string().contains("eboot")).collect();
        assert_eq!(restarts.len(), 1, "{done}");
        assert_eq!(restarts[0]["by"], "Jane Doe", "{done}");
        for (body, status) in [
            (json!({"action": "fly"}), 422),
            (json!({"action": "reboot", "image": "x"}), 422),
            (json!({"action": "reset_password"}), 422),
        ] {
            let answer = site.call(jane.asks(post(&format!("{path}/actions"), body.clone()))).await;
            assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.json());
        }
    }
}

#[tokio::test]
async fn an_address_of_a_service_gets_a_name() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let id = running(&site, &jane).await;
        let path = format!("/api/v1/services/{id}/reverse-dns");
        let told = jane.get(&site, &path).await;
        let ip = told["addresses"][0]["ip"].as_str().unwrap().to_owned();
        assert_eq!(told["addresses"][1]["name"], Value::Null);
        let put = |body: Value| {
            let request = crate::site::ask(axum::http::Method::PUT, &path).json(&body);
            site.call(jane.asks(request))
        };
        let named = put(json!({"ip": ip, "name": "Mail.Example.com"})).await.expect(200);
        assert_eq!(named["addresses"][0], json!({"ip": ip, "name": "mail.example.com"}));
        assert_eq!(named, jane.get(&site, &path).await);
        let back = put(json!({"ip": ip, "name": null})).await.expect(200);
        assert_eq!(back, told);
        for (body, pointer) in [
            (json!({"ip": "203.0.113.77", "name": "host.example.com"}), "/ip"),
            (json!({"ip": ip, "name": "no name"}), "/name"),
        ] {
            let problem = put(body).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
    }
}

#[tokio::test]
async fn a_service_that_does_not_run_cannot_be_restarted() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let path = format!("/api/v1/services/{}/actions", placed["service_ids"][0]);
        let answer = site.call(jane.asks(post(&path, json!({"action": "reboot"})))).await;
        assert_eq!(answer.expect(409)["code"], "not-now");
        let path = format!("/api/v1/services/{}/reverse-dns", placed["service_ids"][0]);
        let body = json!({"ip": "203.0.113.7", "name": "host.example.com"});
        let request = crate::site::ask(axum::http::Method::PUT, &path).json(&body);
        assert_eq!(site.call(jane.asks(request)).await.expect(409)["code"], "not-now");
    }
}
