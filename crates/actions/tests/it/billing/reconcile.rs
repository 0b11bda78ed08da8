//! The records of a gateway, compared with our books.

use actions::testing::{TestActions, each};
use engine::billing::capture;
use engine::testing::Mishap;
use jiff::SignedDuration;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use ports::payment::{
    CardEntry, Charge, ChargeOutcome, ChargeSource, GatewayEvent, GatewayNews, PaymentGateway,
    Refund, RefundOutcome,
};
use serde_json::{Value, json};

use super::{ask, books_add_up, furnish, refused};

const CARD: &str = "card_number=4242424242424242&card_expiry=1230";

/// A client with a card, and an invoice over 10.00.
async fn invoiced(test: &TestActions) -> (i64, i64) {
    let client = furnish(test).await;
    ask(test, "AddPayMethod", &format!("clientid={client}&type=CreditCard&{CARD}")).await;
    let query = format!("userid={client}&itemdescription1=A&itemamount1=10");
    let invoice = ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
    (client, invoice)
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

/// What a run of the task did: what of each item, and how it is told.
async fn compared(test: &TestActions) -> Vec<(String, String)> {
    let ran = ask(test, "RunAutomation", "task=ReconcileGateways").await;
    let items = ran["tasks"][0]["items"].as_array().cloned().unwrap_or_default();
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    items.iter().map(|item| (text(item, "what"), text(item, "description"))).collect()
}

async fn open(test: &TestActions) -> Vec<Value> {
    let list = ask(test, "GetGatewayDifferences", "status=Open").await;
    list["differences"]["difference"].as_array().cloned().unwrap_or_default()
}

async fn to_dos(test: &TestActions) -> i64 {
    ask(test, "GetToDoItems", "").await["totalresults"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_a_gateway_that_is_left_alone_is_not_asked_for_its_records() {
    for test in each().await.unwrap() {
        let (_, invoice) = invoiced(&test).await;
        let skipped = async || {
            let ran = ask(&test, "RunAutomation", "task=ReconcileGateways").await;
            ran["tasks"][0]["items"].to_string()
        };
        test.engine.world.faults.down("fakecard");
        for _ in 0..5 {
            ask(&test, "CapturePayment", &format!("invoiceid={invoice}")).await;
        }
        let told = skipped().await;
        assert!(told.contains("left alone for a while"), "{told}");
        test.engine.world.faults.up("fakecard");
        test.engine.clock.advance(SignedDuration::from_secs(60));
        let told = skipped().await;
        assert!(!told.contains("left alone"), "{told}");
        assert_eq!(test.engine.engine.left_alone(), []);
    }
}

/// Somebody charges a card at the gateway, with a key that nobody here gave.
async fn charged_elsewhere(test: &TestActions, key: &str, minor: i64) -> String {
    let number = ports::Secret::new("4242424242424242");
    let (expiry_month, expiry_year) = CardEntry::read_expiry("1230").unwrap();
    let holder = String::new();
    let card = CardEntry { number, expiry_month, expiry_year, security_code: None, holder };
    let charge = Charge {
        idempotency_key: key.to_owned(),
        amount: money(minor),
        invoice: InvoiceId(1),
        client: ClientId(1),
        source: ChargeSource::Card(card),
        description: String::new(),
    };
    match test.engine.world.gateway.charge(charge).await.unwrap() {
        ChargeOutcome::Paid { reference, .. } => reference,
        other => panic!("paid, not {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_lost_on_the_way_is_booked_once() {
    for test in each().await.unwrap() {
        let (_, invoice) = invoiced(&test).await;
        test.engine.world.faults.next(Mishap::LoseAnswer);
        ask(&test, "CapturePayment", &format!("invoiceid={invoice}")).await;
        let status = async || {
            let read = ask(&test, "GetInvoice", &format!("invoiceid={invoice}")).await;
            read["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(compared(&test).await, [], "it may still be under way");
        assert_eq!(status().await, "Unpaid");
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let found = compared(&test).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "booked", "{found:?}");
        assert_eq!(status().await, "Paid");
        // Somebody gives a part of it back on the gateway's own pages.
        let refund = Refund {
            idempotency_key: "elsewhere".to_owned(),
            reference: "fakecard-1".to_owned(),
            amount: money(400),
        };
        let back = test.engine.world.gateway.refund(refund).await.unwrap();
        assert!(matches!(back, RefundOutcome::Refunded { .. }), "{back:?}");
        let found = compared(&test).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("A refund of 4.00 USD"), "{found:?}");
        test.engine.clock.advance(SignedDuration::from_hours(30));
        assert_eq!(compared(&test).await, [], "now both have the same");
        let list = ask(&test, "GetTransactions", &format!("invoiceid={invoice}")).await;
        assert_eq!(list["totalresults"], json!(2), "{list}");
        assert_eq!((open(&test).await, to_dos(&test).await), (Vec::new(), 0));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_explain_is_told_once_and_looked_into() {
    for test in each().await.unwrap() {
        let (client, invoice) = invoiced(&test).await;
        let strange = charged_elsewhere(&test, "strange", 700).await;
        let smaller = charged_elsewhere(&test, "smaller", 300).await;
        for (transid, amount) in [("typed", "2.00"), (smaller.as_str(), "5.00")] {
            let pay = format!(
                "invoiceid={invoice}&gateway=fakecard&transid={transid}&amount={amount}&noemail=1"
            );
            ask(&test, "AddInvoicePayment", &pay).await;
        }
        test.engine.clock.advance(SignedDuration::from_hours(7));
        assert_eq!(compared(&test).await.len(), 3);
        let mut found: Vec<_> = open(&test)
            .await
            .iter()
            .map(|row| (row["transid"].clone(), row["kind"].clone(), row["userid"].clone()))
            .collect();
        found.sort_by_key(|(transid, ..)| transid.to_string());
        let mut expected = vec![
            (json!(strange), json!("Not Booked"), json!(0)),
            (json!(smaller), json!("Amount"), json!(client)),
            (json!("typed"), json!("Not There"), json!(client)),
        ];
        expected.sort_by_key(|(transid, ..)| transid.to_string());
        assert_eq!(found, expected);
        assert_eq!(to_dos(&test).await, 1, "one item for all of a gateway");
        test.engine.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(compared(&test).await, [], "nobody is told twice");
        assert_eq!(to_dos(&test).await, 1);
        ask(&test, "CloseGatewayDifference", "differenceid=1&notes=A+terminal").await;
        let again = refused(&test, "CloseGatewayDifference", "differenceid=1").await;
        assert_eq!(again, "The difference is closed");
        let absent = refused(&test, "CloseGatewayDifference", "differenceid=99").await;
        assert_eq!(absent, "Difference ID Not Found");
        let closed = ask(&test, "GetGatewayDifferences", "status=Closed&gateway=fakecard").await;
        assert_eq!(closed["differences"]["difference"][0]["notes"], json!("A terminal"));
        assert_eq!(open(&test).await.len(), 2);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_fails_afterwards_is_for_a_person() {
    for test in each().await.unwrap() {
        let (_, invoice) = invoiced(&test).await;
        ask(&test, "CapturePayment", &format!("invoiceid={invoice}")).await;
        ask(&test, "RefundInvoice", &format!("invoiceid={invoice}&type=gateway")).await;
        for reference in ["refund-1", "refund-1", "unknown"] {
            let event = GatewayEvent {
                event: "e".to_owned(),
                idempotency_key: None,
                amount: None,
                what: GatewayNews::RefundFailed { reference: reference.to_owned() },
            };
            let mut act = test.engine.act().await.unwrap();
            capture::news(&mut act, "fakecard", event).await.unwrap();
            act.commit().await.unwrap();
        }
        let found = open(&test).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["invoiceid"], json!(invoice));
        let text = found[0]["description"].as_str().unwrap();
        assert!(text.contains("10.00 USD"), "{text}");
        assert_eq!(to_dos(&test).await, 1);
    }
}
