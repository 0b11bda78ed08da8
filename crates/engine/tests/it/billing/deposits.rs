//! Invoices that add funds or pay others: what they handed on goes back of where it is (B19, B20).

use engine::billing::refund::{NewRefund, check, refund};
use engine::billing::{LineKind, NewLine, credit, issue, moves};
use engine::testing::{TestEngine, each};
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo::{self, Credit, Gateway};
use model::ids::{ClientId, InvoiceId};

use crate::house::{
    books_add_up, credit_of, invoiced, new_client, new_invoice, pay, said, state, usd,
};

fn paying(invoice: InvoiceId, minor: i64) -> NewLine {
    NewLine::new(LineKind::Invoice, invoice.0, "Invoice", usd(minor))
}

fn work(minor: i64) -> NewLine {
    NewLine::new(LineKind::Custom, 0, "Work", usd(minor))
}

fn funds(minor: i64) -> NewLine {
    NewLine::new(LineKind::AddFunds, 0, "Add Funds", usd(minor))
}

async fn issued(test: &TestEngine, client: ClientId, lines: Vec<NewLine>) -> InvoiceId {
    let mut act = test.act().await.unwrap();
    let id = issue::issue(&mut act, new_invoice(client, lines)).await.unwrap();
    act.commit().await.unwrap();
    id
}

fn wish(test: &TestEngine, invoice: InvoiceId, minor: Option<i64>, to: RefundTo) -> NewRefund {
    NewRefund {
        invoice,
        payment: None,
        amount: minor.map(usd),
        to,
        reference: String::new(),
        at: test.engine.now(),
        noted: None,
    }
}

async fn back(
    test: &TestEngine,
    invoice: InvoiceId,
    minor: Option<i64>,
    to: RefundTo,
) -> engine::Result<i64> {
    let mut act = test.act().await?;
    let amount = refund(&mut act, wish(test, invoice, minor, to)).await?;
    act.commit().await?;
    Ok(amount.minor)
}

/// What it gave back of its own lines does not go back again because another invoice, which it
/// paid, gave back a part by itself.
#[tokio::test(flavor = "multi_thread")]
async fn b20_what_pays_others_and_has_lines_of_its_own_gives_back_no_more_than_came() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let part = invoiced(&test, client, 1000).await;
        let all = issued(&test, client, vec![paying(part, 1000), work(300)]).await;
        pay(&test, all, 1300, "ch_1").await.unwrap();
        assert_eq!(back(&test, part, Some(400), Credit).await.unwrap(), 400);
        let much = back(&test, all, Some(901), Gateway).await;
        assert_eq!(said(much), "Amount exceeds the amount paid");
        assert_eq!(back(&test, all, None, Gateway).await.unwrap(), 900);
        assert!(state(&test, part).await.starts_with("Refunded "));
        for to in [Credit, Gateway] {
            let more = back(&test, all, Some(1), to).await;
            assert_eq!(said(more), "Amount exceeds the amount paid", "1300 came, 1300 went");
        }
        books_add_up(&test).await;
    }
}

/// The same with a discount among its own lines.
#[tokio::test(flavor = "multi_thread")]
async fn b20_a_discount_on_what_pays_others_did_not_come() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let part = invoiced(&test, client, 500).await;
        let all = issued(&test, client, vec![paying(part, 500), work(-50)]).await;
        pay(&test, all, 450, "ch_1").await.unwrap();
        assert_eq!(back(&test, part, Some(100), Credit).await.unwrap(), 100);
        assert_eq!(back(&test, all, None, Gateway).await.unwrap(), 350);
        books_add_up(&test).await;
    }
}

/// Funds that were added by an invoice which was paid with others are credit, and go back from it.
#[tokio::test(flavor = "multi_thread")]
async fn b20_funds_that_were_paid_with_other_invoices_go_back_from_the_credit() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let added = issued(&test, client, vec![funds(5000)]).await;
        let part = invoiced(&test, client, 1000).await;
        let lines = vec![paying(added, 5000), paying(part, 1000)];
        let all = issued(&test, client, lines).await;
        pay(&test, all, 6000, "ch_1").await.unwrap();
        assert_eq!(credit_of(&test, client).await, 5000);
        // They are credit already: as credit only the rest goes back.
        let much = back(&test, all, Some(1001), Credit).await;
        assert_eq!(said(much), "Amount exceeds the amount paid");
        assert_eq!(back(&test, all, Some(400), Credit).await.unwrap(), 400);
        assert_eq!(credit_of(&test, client).await, 5400);
        // As money they leave the credit.
        assert_eq!(back(&test, all, Some(2000), Gateway).await.unwrap(), 2000);
        assert_eq!(credit_of(&test, client).await, 3400);
        // What was spent does not go back, as far as a person is asked.
        let mut act = test.act().await.unwrap();
        credit::remove(&mut act, client, usd(2400), "Spent", 0).await.unwrap();
        let allowed = check(&mut act, &wish(&test, all, None, Gateway)).await.unwrap();
        let spent = said(allowed.check_funds());
        assert_eq!(spent, "The client has only 10.00 of the added funds left");
        let allowed = check(&mut act, &wish(&test, all, Some(1000), Gateway)).await.unwrap();
        allowed.check_funds().unwrap();
        drop(act);
        assert_eq!(back(&test, all, None, Gateway).await.unwrap(), 3600);
        assert_eq!(credit_of(&test, client).await, 400, "what went back as credit");
        for id in [added, part, all] {
            assert!(state(&test, id).await.starts_with("Refunded "), "{id}");
        }
        books_add_up(&test).await;
    }
}

/// Otherwise the money would come back as credit, and what it added or paid would stay.
#[tokio::test(flavor = "multi_thread")]
async fn b19_what_handed_its_money_on_is_not_owed_again() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let part = invoiced(&test, client, 1000).await;
        let added = issued(&test, client, vec![funds(5000)]).await;
        let all = issued(&test, client, vec![paying(part, 1000), paying(added, 5000)]).await;
        let own = issued(&test, client, vec![funds(700)]).await;
        let say = async |id, status| {
            let mut act = test.act().await?;
            moves::move_to(&mut act, id, status).await?;
            act.commit().await
        };
        for id in [all, own] {
            say(id, InvoiceStatus::Paid).await.unwrap();
        }
        assert_eq!(credit_of(&test, client).await, 5700);
        for id in [all, own, added] {
            let refused = said(say(id, InvoiceStatus::Unpaid).await);
            assert!(refused.ends_with("cannot become unpaid: refund it instead"), "{refused}");
        }
        // It goes back the way that it came, as far as it is still there.
        say(own, InvoiceStatus::Refunded).await.unwrap();
        assert_eq!(credit_of(&test, client).await, 5000);
        let mut act = test.act().await.unwrap();
        credit::remove(&mut act, client, usd(4500), "Spent", 0).await.unwrap();
        act.commit().await.unwrap();
        let refused = said(say(all, InvoiceStatus::Refunded).await);
        assert_eq!(refused, "The client has only 5.00 of the added funds left");
        books_add_up(&test).await;
    }
}
