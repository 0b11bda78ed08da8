//! Reports of gateways: signed over their bytes, taken once, in any order.

use engine::testing::{FakeAnswer, paid_outcome};
use ports::fake::FakeGateway;
use ports::payment::ChargeOutcome;
use serde_json::json;

use crate::shop::{Person, furnish, sign_up};
use crate::site::{Answer, Ask, Site, ask, each, post};

const DOOR: &str = "/hooks/fakecard";
const OLD_DOOR: &str = "/modules/gateways/callback/fakecard.php";

fn report(door: &str, body: &str, signature: &str) -> Ask {
    let report = ask(axum::http::Method::POST, door).bytes(body.as_bytes());
    report.header("fake-signature", signature)
}

async fn signed(site: &Site, door: &str, body: &str) -> Answer {
    site.call(report(door, body, &FakeGateway::sign(body.as_bytes()))).await
}

/// Jane, whose charge waits for the bank; the number of the invoice and the key of the charge.
async fn waiting(site: &Site) -> (Person, i64, String) {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let invoice = jane.order(site).await["invoice_id"].as_i64().unwrap();
    site.system.engine.world.gateway.answer_next(FakeAnswer::Pending);
    let card = json!({"number": "4242424242424242", "expiry": "12/30", "cvv": "123"});
    let path = format!("/api/v1/invoices/{invoice}/payments");
    let body = json!({"method": "fakecard", "card": card});
    let told = site.call(jane.asks(post(&path, body))).await.expect(200);
    assert_eq!(told["is_paid"], false, "{told}");
    let charges = site.system.engine.world.gateway.charges();
    (jane, invoice, charges.last().unwrap().idempotency_key.clone())
}

async fn paid_in(site: &Site, jane: &Person, invoice: i64) -> (String, u64) {
    let shown = jane.get(site, &format!("/api/v1/invoices/{invoice}")).await;
    let all = jane.get(site, "/api/v1/transactions").await;
    (shown["status"].as_str().unwrap().to_owned(), all["total"].as_u64().unwrap())
}

#[tokio::test]
async fn a_report_is_taken_once_and_only_from_the_gateway() {
    for site in each().await {
        if site.is_remote() {
            assert_eq!(signed(&site, DOOR, "evt_1 key").await.status, 501);
            continue;
        }
        let (jane, invoice, key) = waiting(&site).await;
        let body = format!("evt_1 {key}");
        site.system.engine.world.gateway.settle(&key, paid_outcome("pi_1"));

        let signature = FakeGateway::sign(body.as_bytes());
        for (what, door, sent, signature, status) in [
            ("unsigned", DOOR, body.as_str(), "", 400),
            ("other bytes", DOOR, &format!("{body} "), signature.as_str(), 400),
            ("no such gateway", "/hooks/nobody", &body, &signature, 404),
            ("sends no reports", "/hooks/faketransfer", &body, &signature, 404),
            ("no name", "/hooks/..%2f..", &body, &signature, 404),
            ("no file of old", "/modules/gateways/callback/fakecard", &body, &signature, 404),
        ] {
            let answer = site.call(report(door, sent, signature)).await;
            assert_eq!(answer.status, status, "{what}");
        }
        assert_eq!(paid_in(&site, &jane, invoice).await, ("Payment Pending".to_owned(), 0));

        // The same report again, another of the same charge, and by the old address.
        for (door, body) in
            [(DOOR, &body), (DOOR, &body), (DOOR, &format!("evt_2 {key}")), (OLD_DOOR, &body)]
        {
            assert_eq!(signed(&site, door, body).await.status, 200);
            assert_eq!(paid_in(&site, &jane, invoice).await, ("Paid".to_owned(), 1));
        }
        for strange in ["evt_3 never-heard-of", "not a report"] {
            assert_eq!(signed(&site, DOOR, strange).await.status, 200, "{strange}");
        }
        assert_eq!(site.call(ask(axum::http::Method::GET, DOOR)).await.status, 405);
    }
}

#[tokio::test]
async fn a_report_that_comes_too_late_changes_nothing() {
    for site in each().await {
        if site.is_remote() {
            continue;
        }
        let (jane, invoice, key) = waiting(&site).await;
        let gateway = &site.system.engine.world.gateway;
        gateway.settle(&key, paid_outcome("pi_1"));
        assert_eq!(signed(&site, DOOR, &format!("evt_2 {key}")).await.status, 200);
        // What the report says is old: the gateway is asked, and knows better.
        let old = format!("evt_1 {key} pending");
        assert_eq!(signed(&site, DOOR, &old).await.status, 200);
        assert_eq!(paid_in(&site, &jane, invoice).await, ("Paid".to_owned(), 1));
        gateway.settle(&key, ChargeOutcome::Pending { reference: "pi_1".to_owned() });
        assert_eq!(signed(&site, DOOR, &format!("evt_3 {key}")).await.status, 200);
        assert_eq!(paid_in(&site, &jane, invoice).await, ("Paid".to_owned(), 1));
    }
}

/// B18: a report is about the charge that we asked for, or is left to a person.
#[tokio::test]
async fn a_report_of_another_amount_or_currency_is_not_booked() {
    for site in each().await {
        if site.is_remote() {
            continue;
        }
        let (jane, invoice, key) = waiting(&site).await;
        let charges = site.system.engine.world.gateway.charges();
        let (asked, code) = {
            let amount = charges.last().unwrap().amount;
            (amount.to_string(), amount.currency.code().to_owned())
        };
        site.system.engine.world.gateway.settle(&key, paid_outcome("pi_1"));
        for (amount, code, status) in [
            ("0.01", code.as_str(), "Payment Pending"),
            (asked.as_str(), "JPY", "Payment Pending"),
            (asked.as_str(), "CHF", "Payment Pending"),
            (asked.as_str(), code.as_str(), "Paid"),
        ] {
            let report = format!("evt_{amount}{code} {key} {amount} {code}");
            assert_eq!(signed(&site, DOOR, &report).await.status, 200, "{report}");
            assert_eq!(paid_in(&site, &jane, invoice).await.0, status, "{report}");
        }
    }
}
