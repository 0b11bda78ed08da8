//! What people say of invoices and money by hand (B15, B19, B21).

use engine::billing::edit::{self, Edit};
use engine::billing::refund::{NewRefund, refund};
use engine::billing::{LineKind, NewLine, issue, moves, payments};
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use model::money::Percent;
use store::args;

use crate::house::{
    books_add_up, credit_of, invoice, invoiced, new_client, pay, payment, read, set, state, tax,
    usd,
};

async fn say(test: &TestEngine, invoice: InvoiceId, status: InvoiceStatus) {
    let mut act = test.act().await.unwrap();
    moves::move_to(&mut act, invoice, status).await.unwrap();
    act.commit().await.unwrap();
}

/// No money came in, so none is there to spend, however often somebody changes their mind.
#[tokio::test(flavor = "multi_thread")]
async fn b15_what_was_only_said_to_be_paid_makes_no_credit() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        for _ in 0..3 {
            say(&test, id, InvoiceStatus::Paid).await;
            assert_eq!(state(&test, id).await, "Paid total 1000 credit 0 paid 1000");
            say(&test, id, InvoiceStatus::Unpaid).await;
            assert_eq!(state(&test, id).await, "Unpaid total 1000 credit 0 paid 0");
            assert_eq!(credit_of(&test, client).await, 0);
        }
        books_add_up(&test).await;
        pay(&test, id, 1000, "ch_1").await.unwrap();
        let mut act = test.act().await.unwrap();
        let back = NewRefund {
            invoice: id,
            payment: None,
            amount: None,
            to: RefundTo::Gateway,
            reference: String::new(),
            at: act.now,
            noted: None,
        };
        let amount = refund(&mut act, back).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(amount, usd(1000), "what did arrive goes back whole");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b15_money_that_arrived_becomes_credit_when_its_invoice_is_owed_again() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        pay(&test, id, 400, "ch_1").await.unwrap();
        say(&test, id, InvoiceStatus::Paid).await;
        say(&test, id, InvoiceStatus::Unpaid).await;
        assert_eq!(state(&test, id).await, "Unpaid total 1000 credit 0 paid 0");
        assert_eq!(credit_of(&test, client).await, 400, "600 were only said");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_an_invoice_was_paid_when_its_money_came() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        let mut act = test.act().await.unwrap();
        let came = act.now - SignedDuration::from_hours(240);
        let mut new = payment(&act, id, 1000, "ch_1");
        new.at = came;
        payments::record(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(read(&test, id).await.paid_at, Some(came.as_second()));
        books_add_up(&test).await;
    }
}

/// Nobody touched its line: that is taxed as it was, whatever the house and its client are now.
#[tokio::test(flavor = "multi_thread")]
async fn b16_an_issued_invoice_that_is_changed_is_taxed_as_it_was_issued() {
    for test in each().await.unwrap() {
        set(&test, "TaxEnabled", "on").await;
        set(&test, "allow_editing_issued_invoices", "on").await;
        let client = new_client(&test).await;
        let mut act = test.act().await.unwrap();
        tax(&mut act.conn, 1, "VAT", "", 20).await;
        let new = invoice(client, &[("Work", 1000, true)]);
        let id = issue::issue(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 1200 credit 0 paid 0");
        set(&test, "TaxType", "Inclusive").await;
        let mut act = test.act().await.unwrap();
        let exempt = "update clients set tax_exempt = 1 where id = $1";
        act.conn.exec(exempt, args![client]).await.unwrap();
        let more = |taxed| {
            let line = NewLine::new(LineKind::Custom, 0, "More", usd(100));
            Edit { added: vec![NewLine { taxed, ..line }], ..Edit::default() }
        };
        edit::edit(&mut act, id, more(false)).await.unwrap();
        edit::edit(&mut act, id, more(true)).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 1420 credit 0 paid 0");
        // Another rate is a word about the client as it is now.
        let mut act = test.act().await.unwrap();
        let rate = Some(Percent::parse("10").unwrap());
        edit::edit(&mut act, id, Edit { rate, ..Edit::default() }).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 1200 credit 0 paid 0", "exempt");
        books_add_up(&test).await;
    }
}

/// Some gateways give a part of their fees back.
#[tokio::test(flavor = "multi_thread")]
async fn b21_a_fee_below_zero_is_booked_as_such() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        let mut act = test.act().await.unwrap();
        let mut new = payment(&act, id, 1000, "ch_1");
        new.fees = usd(-40);
        payments::record(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        books_add_up(&test).await;
    }
}
