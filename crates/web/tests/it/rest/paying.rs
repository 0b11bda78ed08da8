//! Paying an invoice: through gateways, from credit, with what is kept.

use protocol::AddCredit;
use protocol::wire::Amount;
use serde_json::{Value, json};

use crate::shop::{Person, furnish, sign_up};
use crate::site::{Site, each, post};

async fn pay(site: &Site, person: &Person, invoice: &Value, body: Value) -> (u16, Value) {
    let path = format!("/api/v1/invoices/{invoice}/payments");
    let answer = site.call(person.asks(post(&path, body))).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn a_card_pays_once() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let card = json!({"number": "4242424242424242", "expiry": "12/30", "cvv": "123"});
        let body = json!({"method": "fakecard", "card": card});
        let (status, paid) = pay(&site, &jane, &invoice, body.clone()).await;
        assert_eq!(
            (status, &paid["is_paid"], &paid["status"]),
            (200, &json!(true), &json!("Paid"))
        );
        let shown = jane.get(&site, &format!("/api/v1/invoices/{invoice}")).await;
        assert_eq!(shown["status"], "Paid");
        assert_eq!(shown["balance"]["amount"], "0.00");
        let moved = json!({"amount": "6.00", "currency": "USD"});
        assert_eq!(shown["transactions"][0]["amount_in"], moved);
        let (status, again) = pay(&site, &jane, &invoice, body).await;
        assert_eq!((status, &again["code"]), (409, &json!("not-now")), "{again}");
        let all = jane.get(&site, "/api/v1/transactions").await;
        assert_eq!((&all["total"], &all["items"][0]["amount_in"]), (&json!(1), &moved));
    }
}

#[tokio::test]
async fn a_transfer_waits_for_the_bank() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let (status, told) = pay(&site, &jane, &invoice, json!({"method": "faketransfer"})).await;
        assert_eq!((status, &told["is_paid"]), (200, &json!(false)), "{told}");
        assert!(told["message"].is_string(), "{told}");
        let (status, _) = pay(&site, &jane, &invoice, json!({"method": "unknown"})).await;
        assert!([409, 422].contains(&status), "{status}");
    }
}

#[tokio::test]
async fn credit_pays_what_it_can() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        // Credit that is there already pays an invoice as it is issued.
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let client = jane.get(&site, "/api/v1/me").await["client_id"].as_u64().unwrap();
        let call = AddCredit {
            clientid: client,
            description: "A gift".to_owned(),
            amount: Amount::parse("7.00").unwrap(),
            ..AddCredit::default()
        };
        site.system.call(call).await.unwrap();
        for (amount, expected) in [(json!("x"), 422), (json!("-1"), 422), (json!(1), 422)] {
            let body = json!({"method": "credit", "amount": amount});
            assert_eq!(pay(&site, &jane, &invoice, body).await.0, expected, "{amount}");
        }
        let (status, part) =
            pay(&site, &jane, &invoice, json!({"method": "credit", "amount": "2.50"})).await;
        assert_eq!((status, &part["is_paid"]), (200, &json!(false)), "{part}");
        let (status, whole) = pay(&site, &jane, &invoice, json!({"method": "credit"})).await;
        assert_eq!((status, &whole["is_paid"]), (200, &json!(true)), "{whole}");
        let profile = jane.get(&site, "/api/v1/profile").await;
        assert_eq!(profile["credit"]["amount"], "1.00");
    }
}
