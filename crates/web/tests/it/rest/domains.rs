//! Domain names of a client, over the API: how long they go on, who owns them, how they move here.

use serde_json::{Value, json};

use crate::pages::domain_addons::jane_with_a_name;
use crate::shop::{Person, furnish, sign_up};
use crate::site::{Answer, Site, ask, before_stock, each, get, post};
use axum::http::Method;
use protocol::AddPayMethod;

async fn put(site: &Site, person: &Person, path: &str, body: &Value) -> Answer {
    site.call(person.asks(ask(Method::PUT, path).json(body))).await
}

#[tokio::test]
async fn a_name_is_renewed_or_let_end() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let path = "/api/v1/domains/1/auto-renewal";
        let off = json!({"renews_itself": false});
        assert_eq!(put(&site, &jane, path, &off).await.expect(200), off);
        assert_eq!(jane.get(&site, "/api/v1/domains/1").await["renews_itself"], false);
        put(&site, &jane, path, &json!({"renews_itself": true})).await.expect(200);

        let renew = |body: Value| jane.asks(post("/api/v1/domains/1/renewals", body));
        for (body, pointer) in [
            (json!({"years": 0}), "/years"),
            (json!({"years": 11}), "/years"),
            (json!({}), ""),
            (json!({"years": 1, "payment_method": "nope"}), ""),
        ] {
            let problem = site.call(renew(body.clone())).await.expect(422);
            let found = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert!(found.starts_with(pointer), "{body}: {problem}");
        }
        // A key makes it one order, whatever is lost on the way.
        let once = || {
            let body = json!({"years": 2, "payment_method": "faketransfer"});
            renew(body).header("idempotency-key", "renew-1")
        };
        let answer = site.call(once()).await;
        let at = answer.header("location").to_owned();
        let made = answer.expect(201);
        assert_eq!(at, format!("/api/v1/orders/{}", made["order_id"]));
        let invoice = jane.get(&site, &format!("/api/v1/invoices/{}", made["invoice_id"])).await;
        assert_eq!(invoice["total"]["amount"], "19.00", "{invoice}");
        assert_eq!(site.call(once()).await.expect(201), made);
    }
}

#[tokio::test]
async fn who_owns_a_name_is_read_and_changed() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let path = "/api/v1/domains/1/contacts";
        let before = jane.get(&site, path).await;
        let change = json!({"registrant": {"city": "Ulm & <b>", "company_name": "Doe Ltd"}});
        let after = put(&site, &jane, path, &change).await.expect(200);
        assert_eq!(after["registrant"]["city"], "Ulm & <b>");
        assert_eq!(after["registrant"]["company_name"], "Doe Ltd");
        for name in ["first_name", "email", "country"] {
            assert_eq!(after["registrant"][name], before["registrant"][name], "{name}");
        }
        assert_eq!(after["tech"], before["tech"], "nobody spoke of it");
        assert_eq!(jane.get(&site, path).await, after);
        for (body, pointer) in [
            (json!({}), "/registrant"),
            (json!({"registrant": {}}), "/registrant"),
            (json!({"registrant": {"age": 7}}), ""),
        ] {
            let problem = put(&site, &jane, path, &body).await.expect(422);
            let found = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert!(found.starts_with(pointer), "{body}: {problem}");
        }
    }
}

#[tokio::test]
async fn what_a_move_needs_is_said_before_it_is_ordered() {
    for site in each().await {
        jane_with_a_name(&site).await;
        let list = |name: &str| get(&format!("/api/v1/domain-transfer-checklist?name={name}"));
        let standing = |answer: &Value, step: &str| {
            let steps = answer["steps"].as_array().unwrap();
            let found = steps.iter().find(|each| each["step"] == step).unwrap();
            found["state"].as_str().unwrap().to_owned()
        };
        site.system.engine.world.registrar.registry.take("there.com");
        let taken = site.call(list("there.com")).await.expect(200);
        assert_eq!(standing(&taken, "registered"), "done", "{taken}");
        assert_eq!(standing(&taken, "offered"), "done", "{taken}");
        assert_eq!(standing(&taken, "code"), "open");
        let free = site.call(list("free-name.com")).await.expect(200);
        assert_eq!(standing(&free, "registered"), "open", "{free}");
        assert_eq!(free["is_ready"], false);
        let here = site.call(list("jane.com")).await.expect(409);
        assert_eq!(here["errors"][0]["pointer"], "?name", "{here}");
        site.call(list("x")).await.expect(422);
    }
}

#[tokio::test]
async fn what_somebody_pays_with_is_chosen_and_forgotten() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        for number in ["4242424242424242", "4012888888881881"] {
            let call = AddPayMethod {
                clientid: 1,
                card_number: Some(number.into()),
                card_expiry: Some("1230".to_owned()),
                ..AddPayMethod::default()
            };
            site.system.call(call).await.unwrap();
        }
        let rows = jane.get(&site, "/api/v1/pay-methods").await["items"].clone();
        let ids: Vec<u64> =
            rows.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect();
        let at = |id: u64| format!("/api/v1/pay-methods/{id}");
        let prefer = |id: u64, on: bool| {
            jane.asks(ask(Method::PATCH, &at(id)).json(&json!({"is_default": on})))
        };
        assert_eq!(site.call(prefer(ids[1], true)).await.status, 204);
        site.call(prefer(ids[1], false)).await.expect(422);
        let gone = site.call(jane.asks(ask(Method::DELETE, &at(ids[0])))).await;
        assert_eq!(gone.status, 204);
        let left = jane.get(&site, "/api/v1/pay-methods").await["items"].clone();
        assert_eq!(left.as_array().unwrap().len(), 1);
        assert_eq!(left[0]["id"], ids[1]);
        let again = site.call(jane.asks(ask(Method::DELETE, &at(ids[0])))).await;
        assert_eq!(again.status, 404);
    }
}

#[tokio::test]
async fn statuses_of_tickets_are_told_without_how_many() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in sites {
        let rows = site.call(get("/api/v1/ticket-statuses")).await.expect(200);
        let names: Vec<_> =
            rows["items"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
        assert!(names.contains(&&json!("Open")) && names.contains(&&json!("Closed")), "{rows}");
        assert!(rows["items"][0].get("count").is_none());
    }
}

#[tokio::test]
async fn name_servers_are_different_ones() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let body = json!({"nameservers": ["ns1.example.com", "NS1.example.com"]});
        let refused = put(&site, &jane, "/api/v1/domains/1/nameservers", &body).await;
        assert_eq!(refused.expect(422)["errors"][0]["pointer"], "/nameservers");
    }
}

#[tokio::test]
async fn records_of_a_zone_that_is_kept_elsewhere_are_not_to_be_had() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let path = "/api/v1/domains/1/dns-records";
        assert!(site.call(jane.asks(get(path))).await.status.is_client_error());
        for (body, pointer) in [
            (json!({"type": "X", "value": "192.0.2.1"}), "/type"),
            (json!({"type": "A", "value": " "}), "/value"),
            (json!({"type": "A", "value": "192.0.2.1", "ttl": 1}), "/ttl"),
        ] {
            let problem = site.call(jane.asks(post(path, body))).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], pointer);
        }
    }
}
