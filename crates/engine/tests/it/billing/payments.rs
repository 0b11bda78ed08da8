//! Payments, credit and refunds (B10, B18, B20).

use engine::billing::refund::{NewRefund, refund};
use engine::billing::{credit, issue, payments};
use engine::testing::{TestEngine, each};
use model::billing::journal::RefundTo;
use model::ids::{ClientId, InvoiceId, TransactionId};

use crate::house::{
    books_add_up, credit_of, invoice, invoiced, new_client, pay, payment, read, said, state, usd,
};

async fn give(test: &TestEngine, client: ClientId, minor: i64) {
    let mut act = test.act().await.unwrap();
    credit::add(&mut act, client, usd(minor), "Gift", 0).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_parts_add_up_and_the_excess_becomes_credit() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        pay(&test, id, 400, "a").await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 1000 credit 0 paid 400");
        pay(&test, id, 700, "b").await.unwrap();
        assert_eq!(state(&test, id).await, "Paid total 1000 credit 0 paid 1000");
        assert_eq!(credit_of(&test, client).await, 100);
        assert!(read(&test, id).await.paid_at.is_some());
        pay(&test, id, 50, "late").await.unwrap();
        assert_eq!(credit_of(&test, client).await, 150, "money for a paid invoice is credit");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_a_gateways_payment_is_recorded_once() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        let other = invoiced(&test, client, 1000).await;
        pay(&test, id, 400, "ch_1").await.unwrap();
        for invoice in [id, other] {
            let again = pay(&test, invoice, 400, "ch_1").await;
            assert_eq!(said(again), "Transaction ID must be Unique");
        }
        assert_eq!(state(&test, id).await, "Unpaid total 1000 credit 0 paid 400");
        pay(&test, id, 100, "").await.unwrap();
        pay(&test, id, 100, "").await.unwrap();
        assert_eq!(read(&test, id).await.paid_minor, 600, "without a reference each one counts");
        let nothing = pay(&test, id, 0, "zero").await;
        assert!(said(nothing).contains("greater than zero"));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_fees_are_the_gateways() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        let mut act = test.act().await.unwrap();
        let mut new = payment(&act, id, 1000, "ch_1");
        new.fees = usd(59);
        payments::record(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        let mut conn = test.engine.read().await.unwrap();
        let balances = store::billing::journal::balances(&mut conn).await.unwrap();
        let found: Vec<_> =
            balances.iter().map(|row| (row.account.to_string(), row.balance_minor)).collect();
        assert_eq!(
            found,
            [
                ("Accounts Receivable".to_owned(), 0),
                ("Fees".to_owned(), 59),
                ("Gateway Clearing".to_owned(), 941),
                ("Income".to_owned(), -1000)
            ]
        );
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_credit_is_applied_at_issue_as_far_as_it_goes() {
    for test in each().await.unwrap() {
        // credit, then the state of an invoice over 1000 and the credit left
        for (minor, expected, left) in [
            (0, "Unpaid total 1000 credit 0 paid 0", 0),
            (300, "Unpaid total 1000 credit 300 paid 0", 0),
            (1000, "Paid total 1000 credit 1000 paid 0", 0),
            (1500, "Paid total 1000 credit 1000 paid 0", 500),
        ] {
            let client = new_client(&test).await;
            if minor > 0 {
                give(&test, client, minor).await;
            }
            let mut act = test.act().await.unwrap();
            let mut new = invoice(client, &[("Work", 1000, false)]);
            new.apply_credit = true;
            let id = issue::issue(&mut act, new).await.unwrap();
            act.commit().await.unwrap();
            assert_eq!(state(&test, id).await, expected);
            assert_eq!(credit_of(&test, client).await, left);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_credit_is_never_overdrawn() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        give(&test, client, 500).await;
        let id = invoiced(&test, client, 1000).await;
        let small = invoiced(&test, client, 100).await;
        for (invoice, minor, expected) in [
            (id, Some(501), "Amount exceeds customer credit balance"),
            (small, Some(101), "Amount Exceeds Invoice Balance"),
            (id, Some(0), "Credit Amount to apply must be greater than zero"),
            (InvoiceId(999), Some(1), "Invoice ID Not Found"),
        ] {
            let mut act = test.act().await.unwrap();
            let refused = credit::apply(&mut act, invoice, minor.map(usd)).await;
            assert_eq!(said(refused), expected);
        }
        let mut act = test.act().await.unwrap();
        let applied = credit::apply(&mut act, id, None).await.unwrap();
        assert_eq!((applied.to_invoice, applied.settles), (usd(500), false));
        let removed = credit::remove(&mut act, client, usd(1), "Too much", 0).await;
        assert_eq!(said(removed), "Amount exceeds customer credit balance");
        drop(act);
        books_add_up(&test).await;
    }
}

async fn back(
    test: &TestEngine,
    invoice: InvoiceId,
    payment: Option<TransactionId>,
    minor: Option<i64>,
    to: RefundTo,
) -> engine::Result<i64> {
    let mut act = test.act().await?;
    let amount = minor.map(usd);
    let (reference, at) = (String::new(), act.now);
    let new = NewRefund { invoice, payment, amount, to, reference, at, noted: None };
    let amount = refund(&mut act, new).await?;
    act.commit().await?;
    Ok(amount.minor)
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_never_more_goes_back_than_was_paid() {
    use RefundTo::{Credit, Gateway};
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        give(&test, client, 300).await;
        let mut act = test.act().await.unwrap();
        let mut new = invoice(client, &[("Work", 1000, false)]);
        new.apply_credit = true;
        let id = issue::issue(&mut act, new).await.unwrap();
        let new = payment(&act, id, 700, "ch_1");
        let paid = payments::record(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        let exceeds = "Amount exceeds the amount paid";
        let too_much = back(&test, id, Some(paid), Some(701), Gateway).await;
        assert_eq!(said(too_much), exceeds);
        assert_eq!(back(&test, id, Some(paid), Some(200), Gateway).await.unwrap(), 200);
        let too_much = back(&test, id, Some(paid), Some(501), Gateway).await;
        assert_eq!(said(too_much), exceeds, "of what is left of the payment");
        assert_eq!(back(&test, id, Some(paid), None, Gateway).await.unwrap(), 500);
        assert_eq!(state(&test, id).await, "Paid total 1000 credit 300 paid 700");
        let more = back(&test, id, None, None, Gateway).await;
        assert!(said(more).contains("greater than zero"), "credit is not paid out");
        assert_eq!(back(&test, id, None, None, Credit).await.unwrap(), 300);
        assert_eq!(state(&test, id).await, "Refunded total 1000 credit 300 paid 700");
        assert_eq!(credit_of(&test, client).await, 300);
        let again = back(&test, id, None, Some(1), Credit).await;
        assert_eq!(said(again), "Only a paid invoice can be refunded");
        books_add_up(&test).await;
    }
}
