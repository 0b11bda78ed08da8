//! Offers, from the draft to the invoice.

use axum::http::Method;
use serde_json::{Value, json};

use super::{ann, send};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn staff_writes_sends_and_takes_an_offer() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let lines = json!([
            {"description": "Rack", "quantity": "2", "unit_price": "30.00"},
            {"description": "Cabling", "unit_price": "10.00", "discount": "50"},
        ]);
        let body = json!({"client_id": 1, "subject": "Racks", "valid_until": "2026-02-01",
            "lines": lines, "notes": "As we said", "staff_notes": "Knows the prices"});
        let made = send(who, Method::POST, "quotes", body.clone(), 201).await;
        assert_eq!((&made["stage"], &made["client_id"]), (&json!("Draft"), &json!(1)), "{made}");
        assert_eq!(made["total"], json!({"amount": "65.00", "currency": "USD"}), "{made}");
        assert_eq!(made["staff_notes"], "Knows the prices");
        let at = format!("quotes/{}", made["id"]);
        let own = format!("/api/v1/{at}");
        assert_eq!(send(who, Method::GET, &at, Value::Null, 200).await, made);
        // Nobody else sees a draft.
        assert_eq!(site.call(jane.asks(crate::site::get(&own))).await.status, 404);
        let line = json!({"description": "Travel", "unit_price": "5.00"});
        let change = json!({"subject": "Two racks", "lines": [line]});
        let changed = send(who, Method::PATCH, &at, change, 200).await;
        assert_eq!(
            (&changed["subject"], &changed["total"]["amount"]),
            (&json!("Two racks"), &json!("70.00"))
        );
        let sent = send(who, Method::POST, &format!("{at}/send"), Value::Null, 200).await;
        assert_eq!(sent["stage"], "Delivered", "{sent}");
        let seen = jane.get(&site, &own).await;
        assert_eq!(seen["subject"], "Two racks");
        assert!(!seen.to_string().contains("Knows the prices"), "{seen}");
        let file = crate::site::get(&format!("/api/v1/admin/{at}/pdf"));
        let file = site.call(who.1.asks(file)).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
        let taken = send(who, Method::POST, &format!("{at}/accept"), Value::Null, 200).await;
        let invoice = jane.get(&site, &format!("/api/v1/invoices/{}", taken["invoice_id"])).await;
        assert_eq!(invoice["total"]["amount"], "70.00", "{invoice}");
        send(who, Method::PATCH, &at, json!({"subject": "Three racks"}), 409).await;

        let second = send(who, Method::POST, "quotes", body.clone(), 201).await;
        let list = send(who, Method::GET, "quotes?client_id=1&stage=Draft", Value::Null, 200).await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &second["id"]));
        let gone = format!("quotes/{}", second["id"]);
        send(who, Method::DELETE, &gone, Value::Null, 204).await;
        send(who, Method::GET, &gone, Value::Null, 404).await;
        for (change, pointer) in [
            (json!({"valid_until": "soon"}), "/valid_until"),
            (json!({"stage": "Gone"}), "/stage"),
            (
                json!({"lines": [{"description": "x", "unit_price": "1.0.0"}]}),
                "/lines/0/unit_price",
            ),
            (json!({"lines": [{"id": 1, "description": "x", "unit_price": "1"}]}), "/lines"),
        ] {
            let mut odd = body.clone();
            odd.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let problem = send(who, Method::POST, "quotes", odd, 422).await;
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
    }
}
