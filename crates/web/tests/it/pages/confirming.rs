//! Payments that a client approves on a page of ours, in the place of the client's bank.

use engine::testing::FakeAnswer;
use protocol::{AddPayMethod, GetInvoice};
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, Person, furnish, sign_up};
use crate::site::{Site, before_another, each_engine, post};

/// Jane with an invoice over 6.00 and a card, and how forms name that.
async fn jane_owes(site: &Site) -> (Person, String) {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let call = AddPayMethod {
        clientid: 1,
        card_number: Some("4242424242424242".into()),
        card_expiry: Some("1230".to_owned()),
        ..AddPayMethod::default()
    };
    let card = site.system.call(call).await.unwrap().paymethodid.0;
    jane.order(site).await;
    (jane, format!("kept-{card}"))
}

fn asks_here(site: &Site) {
    site.system.engine.world.gateway.answer_next(FakeAnswer::AskedHere);
}

async fn status(site: &Site) -> String {
    site.system.call(GetInvoice { invoiceid: 1 }).await.unwrap().status.0
}

/// Pays the invoice with the card; gives the page that asks.
async fn sent_to(jane: &mut Browser<'_>, card: &str) -> String {
    asks_here(jane.site);
    jane.page("/billing/invoices/1").await;
    let fields = [("method", card), ("gateway", "fakecard")];
    let answer = jane.post("/billing/invoices/1/pay", &fields).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_payment_is_approved_or_declined_once_and_leads_back_to_its_invoice() {
    for (word, said, then) in
        [("approve", "invoice is paid", "Paid"), ("decline", "payment was declined", "Unpaid")]
    {
        for site in each_engine().await {
            let (_, card) = jane_owes(&site).await;
            let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
            let path = sent_to(&mut jane, &card).await;
            assert!(path.starts_with("/payment/confirm/fakecard-"), "{path}");
            let page = jane.page(&path).await;
            for part in ["Approve", "Decline", "$6.00", "•••• 4242"] {
                assert!(page.contains(part), "{part}: {page}");
            }
            assert_eq!(status(&site).await, "Unpaid");
            let answer = jane.post(&path, &[("answer", word)]).await;
            assert_eq!(answer.header("location"), "/billing/invoices/1", "{}", text(&answer));
            let invoice = jane.page("/billing/invoices/1").await;
            assert!(invoice.contains(said), "{invoice}");
            assert_eq!(status(&site).await, then);
            // It is good once, whatever is said then.
            assert_eq!(jane.get(&path).await.status, 404);
            assert_eq!(jane.post(&path, &[("answer", "approve")]).await.status, 404);
            assert_eq!(status(&site).await, then);
        }
    }
}

#[tokio::test]
async fn whoever_has_the_address_may_answer_with_a_form_of_ours_and_nobody_else() {
    for site in each_engine().await {
        let (_, card) = jane_owes(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let path = sent_to(&mut jane, &card).await;
        for wrong in ["forged", "fakecard-9", "faketransfer-1", "fakecard-", "nobody-1"] {
            let wrong = format!("/payment/confirm/{wrong}");
            assert_eq!(jane.get(&wrong).await.status, 404, "{wrong}");
        }
        let mut bank = Browser::on(&site);
        assert_eq!(bank.post(&path, &[("answer", "approve")]).await.status, 403);
        assert_eq!(status(&site).await, "Unpaid");
        assert!(bank.page(&path).await.contains("Approve"));
        assert_eq!(bank.post(&path, &[("answer", "approve")]).await.status, 303);
        assert_eq!(status(&site).await, "Paid");
    }
}

#[tokio::test]
async fn what_was_paid_meanwhile_or_is_switched_off_is_not_asked() {
    for site in each_engine().await {
        let (_, card) = jane_owes(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let first = sent_to(&mut jane, &card).await;
        assert!(jane.page(&first).await.contains("Approve"));
        site.run("delete from gateways where module = 'fakecard'").await;
        assert_eq!(jane.get(&first).await.status, 404);
        site.run("insert into gateways (module, name, position) values ('fakecard', 'Card', 0)")
            .await;
        jane.page("/billing/invoices/1").await;
        let fields = [("method", card.as_str()), ("gateway", "fakecard")];
        jane.post("/billing/invoices/1/pay", &fields).await;
        assert_eq!(status(&site).await, "Paid");
        assert_eq!(jane.get(&first).await.status, 404);
    }
    let site = before_another().await;
    let mut anybody = Browser::on(&site);
    assert_eq!(anybody.get("/payment/confirm/fakecard-1").await.status, 404);
}

#[tokio::test]
async fn programs_get_the_same_address_and_the_last_page_of_an_order_leads_there() {
    for site in each_engine().await {
        let (jane, card) = jane_owes(&site).await;
        asks_here(&site);
        let body = json!({
            "method": "fakecard",
            "card": {"number": "4242424242424242", "expiry": "12/30", "cvv": "123"},
        });
        let ask = jane.asks(post("/api/v1/invoices/1/payments", body));
        let told = site.call(ask).await.expect(200);
        assert_eq!(told["is_paid"], false, "{told}");
        let to = told["redirect_url"].as_str().unwrap();
        let path = to.strip_prefix("http://localhost:8080").unwrap();
        assert!(Browser::on(&site).page(path).await.contains("Approve"));

        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page("/order/1").await;
        asks_here(&site);
        let fields = [("cycle", "monthly"), ("host", "a.example"), ("method", &*card)];
        let answer = jane.post("/order/1", &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = jane.page(answer.header("location")).await;
        assert!(last.contains("href=\"/payment/confirm/fakecard-"), "{last}");
        assert!(!last.contains("was not charged"), "{last}");

        jane.page("/order/1").await;
        jane.post("/cart/add/1", &[("cycle", "monthly"), ("host", "b.example")]).await;
        jane.page("/checkout").await;
        asks_here(&site);
        let answer = jane.post("/checkout", &[("method", &*card)]).await;
        let to = answer.header("location");
        assert!(to.starts_with("/payment/confirm/fakecard-"), "{to}: {}", text(&answer));
    }
}
