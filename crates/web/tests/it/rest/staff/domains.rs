//! Domain names of clients, as staff looks after them.

use axum::http::Method;
use serde_json::{Value, json};

use super::{ann, send};
use crate::pages::domain_addons::jane_with_a_name;
use crate::site::{each, post};

#[tokio::test]
async fn staff_sets_what_the_registrar_has_of_a_name() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let names = ["ns1.example.com", "ns2.example.com"];
        let records = json!({"records": [{"key_tag": 1, "algorithm": 13, "digest_type": 2,
                "digest": "0123456789ABCDEF".repeat(4)}]});
        for (part, body) in [
            ("nameservers", json!({"nameservers": names})),
            ("lock", json!({"is_locked": false})),
            ("lock", json!({"is_locked": true})),
            ("contacts", json!({"registrant": {"city": "Ulm"}})),
            ("ds-records", records),
        ] {
            let path = format!("domains/1/{part}");
            let set = send(who, Method::PUT, &path, body, 200).await;
            assert_eq!(send(who, Method::GET, &path, Value::Null, 200).await, set, "{part}");
            assert_eq!(jane.get(&site, &format!("/api/v1/{path}")).await, set, "{part}");
        }
        // A client has to order it; the house switches it on.
        let on = json!({"is_protected": true});
        assert_eq!(send(who, Method::PUT, "domains/1/id-protection", on.clone(), 200).await, on);
        let off = json!({"renews_itself": false});
        send(who, Method::PUT, "domains/1/auto-renewal", off, 200).await;
        let seen = jane.get(&site, "/api/v1/domains/1").await;
        assert_eq!(
            (&seen["has_id_protection"], &seen["renews_itself"]),
            (&json!(true), &json!(false))
        );
        let code = send(who, Method::POST, "domains/1/transfer-code", Value::Null, 200).await;
        assert!(code["code"].as_str().is_some_and(|code| !code.is_empty()), "{code}");
        for (body, pointer) in [
            (json!({"nameservers": ["ns1.example.com"]}), "/nameservers"),
            (json!({"nameservers": ["a.example.com", "A.example.com"]}), "/nameservers"),
        ] {
            let problem = send(who, Method::PUT, "domains/1/nameservers", body, 422).await;
            assert_eq!(problem["errors"][0]["pointer"], pointer);
        }
    }
}

#[tokio::test]
async fn staff_orders_years_or_has_them_at_once() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let who = (&site, &ann);
        let once = || {
            let body = json!({"years": 2, "payment_method": "faketransfer"});
            let request = post("/api/v1/admin/domains/1/renewals", body);
            site.call(ann.asks(request).header("idempotency-key", "renew-1"))
        };
        let answer = once().await;
        let at = answer.header("location").to_owned();
        let made = answer.expect(201);
        assert_eq!(at, format!("/api/v1/admin/orders/{}", made["order_id"]));
        assert_eq!(once().await.expect(201), made);
        let invoice = jane.get(&site, &format!("/api/v1/invoices/{}", made["invoice_id"])).await;
        assert_eq!(invoice["total"]["amount"], "19.00", "{invoice}");

        let before = jane.get(&site, "/api/v1/domains/1").await["expires_on"].clone();
        let renew = json!({"action": "renew", "years": 1});
        let renewed = send(who, Method::POST, "domains/1/commands", renew, 200).await;
        assert!(renewed["expires_on"].as_str() > before.as_str(), "{before} {renewed}");
        for (body, pointer) in [
            (json!({"action": "register", "years": 1}), "/years"),
            (json!({"action": "renew", "code": "s3cret"}), "/code"),
            (json!({"action": "renew", "years": 11}), "/years"),
            (json!({"action": "sell"}), "/action"),
        ] {
            let problem = send(who, Method::POST, "domains/1/commands", body, 422).await;
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        // It is there already, so there is nothing to register or to move here.
        for action in ["register", "transfer"] {
            let path = "/api/v1/admin/domains/1/commands";
            let answer = site.call(ann.asks(post(path, json!({"action": action})))).await;
            assert!((400..500).contains(&answer.status.as_u16()), "{action}: {}", answer.json());
        }
    }
}
