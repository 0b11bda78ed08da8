//! Invoices of clients as files, and paid with what is there.

use axum::http::Method;
use protocol::wire::Amount;
use protocol::{AddCredit, AddPayMethod};
use serde_json::json;

use super::{ann, send};
use crate::shop::{furnish, sign_up};
use crate::site::{each, get};

#[tokio::test]
async fn staff_pays_an_invoice_with_what_the_client_has() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let call = AddCredit {
            clientid: 1,
            description: "A gift".to_owned(),
            amount: Amount::parse("2.50").unwrap(),
            ..AddCredit::default()
        };
        site.system.call(call).await.unwrap();
        let call = AddPayMethod {
            clientid: 1,
            card_number: Some("4242424242424242".into()),
            card_expiry: Some("1230".to_owned()),
            ..AddPayMethod::default()
        };
        site.system.call(call).await.unwrap();
        let at = format!("invoices/{invoice}/collections");
        for (body, pointer) in [
            (json!({"from": "credit", "amount": "x"}), "/amount"),
            (json!({"from": "pay_method", "amount": "1.00"}), "/amount"),
            (json!({"from": "nowhere"}), "/from"),
        ] {
            let problem = send(who, Method::POST, &at, body, 422).await;
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        let part = send(who, Method::POST, &at, json!({"from": "credit"}), 200).await;
        assert_eq!(part["is_paid"], false, "{part}");
        let whole = send(who, Method::POST, &at, json!({"from": "pay_method"}), 200).await;
        assert_eq!((&whole["is_paid"], &whole["status"]), (&json!(true), &json!("Paid")));
        let seen = jane.get(&site, &format!("/api/v1/invoices/{invoice}")).await;
        let mut moved = seen["transactions"].as_array().unwrap().iter();
        assert!(moved.any(|each| each["amount_in"]["amount"] == "3.50"), "{seen}");
        send(who, Method::POST, &at, json!({"from": "credit"}), 409).await;
    }
}

#[tokio::test]
async fn staff_has_the_files_that_the_client_has() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let ann = ann(&site, r#"["*"]"#).await;
        site.run("insert into settings (key, value) values ('TaxCode', '12-3456789')").await;
        site.system.engine.engine.settings_changed();
        for (part, kind) in [("pdf", "application/pdf"), ("xml", "application/xml")] {
            let path = format!("invoices/{invoice}/{part}");
            let own = site.call(jane.asks(get(&format!("/api/v1/{path}")))).await;
            let seen = site.call(ann.asks(get(&format!("/api/v1/admin/{path}")))).await;
            assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, kind));
            assert_eq!(seen.bytes, own.bytes, "{part}");
        }
    }
}
