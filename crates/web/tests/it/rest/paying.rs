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
        let (status, refused) = pay(&site, &jane, &invoice, json!({"method": "shells"})).await;
        let pointer = &refused["errors"][0]["pointer"];
        assert_eq!((status, pointer), (422, &json!("/method")), "{refused}");
        // Whoever names a part would not want the whole to be taken.
        for method in ["fakecard", "faketransfer", "paymethod"] {
            let body = json!({"method": method, "amount": "2.50"});
            let (status, refused) = pay(&site, &jane, &invoice, body).await;
            let pointer = &refused["errors"][0]["pointer"];
            assert_eq!((status, pointer), (422, &json!("/amount")), "{method}: {refused}");
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

#[tokio::test]
async fn what_is_wrong_with_a_card_is_pointed_at() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        for (number, expiry, cvv, pointer) in [
            ("4242424242424241", "12/30", "123", "/card/number"),
            ("4242424242424242", "01/20", "123", "/card/expiry"),
            ("4242424242424242", "never", "123", "/card/expiry"),
            ("4242424242424242", "12/30", "12", "/card/cvv"),
        ] {
            let card = json!({"number": number, "expiry": expiry, "cvv": cvv});
            let body = json!({"method": "fakecard", "card": card});
            let (status, problem) = pay(&site, &jane, &invoice, body).await;
            let found = (status, &problem["errors"][0]["pointer"]);
            assert_eq!(found, (422, &json!(pointer)), "{problem}");
        }
    }
}

#[tokio::test]
async fn credit_is_bought_and_invoices_are_paid_together() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let funds = |amount: &str| {
            let body = json!({"amount": amount, "payment_method": "faketransfer"});
            jane.asks(post("/api/v1/funds", body))
        };
        for amount in ["0", "x", "1.00"] {
            let answer = site.call(funds(amount)).await;
            assert!([409, 422].contains(&answer.status.as_u16()), "{amount}");
            let problem = answer.json();
            assert_eq!(problem["errors"][0]["pointer"], "/amount", "{amount}: {problem}");
        }
        let answer = site.call(funds("25.00")).await;
        let place = answer.header("location").to_owned();
        let id = answer.expect(201)["id"].clone();
        assert_eq!(place, format!("/api/v1/invoices/{id}"));
        assert_eq!(jane.get(&site, &place).await["total"]["amount"], "25.00");

        let one = jane.order(&site).await["invoice_id"].clone();
        let two = jane.order(&site).await["invoice_id"].clone();
        let together =
            |ids: Value| jane.asks(post("/api/v1/invoices/combined", json!({"invoice_ids": ids})));
        site.call(together(json!([one]))).await.expect(422);
        let made = site.call(together(json!([one, two]))).await.expect(201);
        let shown = jane.get(&site, &format!("/api/v1/invoices/{}", made["id"])).await;
        assert_eq!(shown["total"]["amount"], "12.00");
    }
}
