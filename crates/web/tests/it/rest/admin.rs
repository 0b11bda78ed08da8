//! What staff does, within its role.

use serde_json::json;

use crate::shop::{PASSWORD, Person, furnish, person, sign_up, staff};
use crate::site::{Site, each, get, post};

async fn ann(site: &Site, actions: &str) -> Person {
    staff(site, actions).await;
    let login = json!({"email": "ann", "password": PASSWORD});
    person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200))
}

#[tokio::test]
async fn staff_accepts_an_order_and_books_its_payment() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        let queue = ann.get(&site, "/api/v1/admin/orders?status=Pending").await;
        assert_eq!((&queue["total"], &queue["items"][0]["total"]), (&json!(1), &usd("6.00")));
        let path = format!("/api/v1/admin/orders/{}/status", placed["id"]);
        let accept = ann.asks(post(&path, json!({"status": "Active"})));
        assert_eq!(site.call(accept).await.expect(200)["status"], "Active");
        let path = format!("/api/v1/admin/invoices/{}/payments", placed["invoice_id"]);
        let body = json!({"gateway": "faketransfer", "reference": "bank-1", "date": "2026-01-01"});
        let paid = site.call(ann.asks(post(&path, body))).await.expect(200);
        assert_eq!((&paid["status"], &paid["balance"]), (&json!("Paid"), &usd("0.00")));
        let list = ann.get(&site, "/api/v1/admin/invoices?status=Paid").await;
        assert_eq!(list["items"][0]["id"], placed["invoice_id"]);
        let clients = ann.get(&site, "/api/v1/admin/clients?search=jane").await;
        let id = &clients["items"][0]["id"];
        let client = ann.get(&site, &format!("/api/v1/admin/clients/{id}")).await;
        assert_eq!(client["email"], "jane@example.com");
        let stats = ann.get(&site, "/api/v1/admin/stats?timeline_days=2").await;
        assert_eq!(stats["orders"]["today"], 1);
        let log = ann.get(&site, "/api/v1/admin/activity").await;
        assert!(log["total"].as_u64().unwrap() > 2, "{log}");
        for path in ["clients/99", "orders/99", "invoices/99"] {
            let answer = site.call(ann.asks(get(&format!("/api/v1/admin/{path}")))).await;
            assert_eq!(answer.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn a_role_is_a_limit() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["GetOrders"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        ann.get(&site, "/api/v1/admin/orders").await;
        for path in ["clients", "invoices", "stats", "activity"] {
            let answer = site.call(ann.asks(get(&format!("/api/v1/admin/{path}")))).await;
            assert_eq!(answer.expect(403)["code"], "not-permitted", "{path}");
        }
        let path = format!("/api/v1/admin/orders/{}/status", placed["id"]);
        for status in ["Active", "Cancelled", "Fraud"] {
            let change = ann.asks(post(&path, json!({"status": status})));
            assert_eq!(site.call(change).await.status, 403, "{status}");
        }
        let order = jane.get(&site, &format!("/api/v1/orders/{}", placed["id"])).await;
        assert_eq!(order["status"], "Pending");
    }
}
