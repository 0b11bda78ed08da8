//! What was bought.

use serde_json::json;

use crate::shop::{furnish, sign_up};
use crate::site::{each, get};

#[tokio::test]
async fn what_was_bought_is_there() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        assert_eq!(jane.get(&site, "/api/v1/services").await["items"], json!([]));
        let placed = jane.order(&site).await;
        let id = &placed["service_ids"][0];
        let list = jane.get(&site, "/api/v1/services").await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), id));
        let service = jane.get(&site, &format!("/api/v1/services/{id}")).await;
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        for (field, expected) in [
            ("product_id", json!(1)),
            ("order_id", placed["id"].clone()),
            ("name", json!("Starter")),
            ("group", json!("Hosting")),
            ("status", json!("Pending")),
            ("domain", json!("jane.example")),
            ("cycle", json!("Monthly")),
            ("first_amount", usd("6.00")),
            ("recurring_amount", usd("5.00")),
            ("registered_on", json!("2026-01-01")),
            ("next_due_on", json!("2026-01-01")),
            ("dedicated_ip", json!(null)),
            ("addons", json!([])),
        ] {
            assert_eq!(service[field], expected, "{field}");
        }
        let text = service.to_string();
        assert!(!text.contains("password") && !text.contains("notes"), "{text}");
    }
}

#[tokio::test]
async fn currencies_and_ways_to_pay_are_listed() {
    for site in each().await {
        furnish(&site).await;
        let currencies = site.call(get("/api/v1/currencies")).await.expect(200);
        assert_eq!(currencies["total"], 3);
        assert_eq!(currencies["items"][0]["code"], "USD");
        let ways = site.call(get("/api/v1/payment-methods")).await.expect(200);
        let expected = json!([
            {"id": "fakecard", "name": "Card"},
            {"id": "faketransfer", "name": "Transfer"},
        ]);
        assert_eq!(ways["items"], expected);
    }
}
