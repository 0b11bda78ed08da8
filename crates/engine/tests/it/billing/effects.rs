//! What a paid line brings about, exactly once (B19).

use engine::billing::{LineKind, NewLine, cancel, effects, issue};
use engine::testing::{TestEngine, each};
use jiff::civil::Date;
use model::dates::Period;
use model::ids::{InvoiceId, ServiceId};
use store::args;
use store::billing::dunning;

use crate::house::{
    books_add_up, client, credit_of, day, invoiced, new_client, new_invoice, pay, service, state,
    usd,
};

fn january() -> Period {
    Period { from: day("2026-01-01"), to_exclusive: day("2026-02-01") }
}

async fn next_due(test: &TestEngine, id: ServiceId) -> Date {
    let mut conn = test.engine.read().await.unwrap();
    conn.scalar("select next_due_on from services where id = $1", args![id]).await.unwrap()
}

async fn jobs(test: &TestEngine, kind: &str) -> i64 {
    let mut conn = test.engine.read().await.unwrap();
    conn.scalar("select count(*) from jobs where kind = $1", args![kind]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_the_due_date_moves_to_the_end_of_the_paid_period_once() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-01").await;
        let sql = "update services set status = 'Pending' where id = $1";
        act.conn.exec(sql, args![service]).await.unwrap();
        let mut line = NewLine::new(LineKind::Hosting, service.0, "VPS", usd(1000));
        line.period = Some(january());
        let id = issue::issue(&mut act, new_invoice(client, vec![line])).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(next_due(&test, service).await, day("2026-01-01"));
        test.clock.advance_days(40);
        pay(&test, id, 1000, "a").await.unwrap();
        assert_eq!(next_due(&test, service).await, day("2026-02-01"), "not from the payment day");
        assert_eq!(jobs(&test, "service.create").await, 1);
        let mut act = test.act().await.unwrap();
        let sql = "update services set next_due_on = '2026-01-01' where id = $1";
        act.conn.exec(sql, args![service]).await.unwrap();
        effects::take(&mut act, id).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(next_due(&test, service).await, day("2026-01-01"), "not a second time");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_added_funds_become_credit() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let line = NewLine::new(LineKind::AddFunds, 0, "Add Funds", usd(5000));
        let id = issue::issue(&mut act, new_invoice(client, vec![line])).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(credit_of(&test, client).await, 0);
        pay(&test, id, 5000, "a").await.unwrap();
        assert_eq!(credit_of(&test, client).await, 5000);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_one_payment_pays_several_invoices() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        let first = invoiced(&test, client, 1000).await;
        let second = invoiced(&test, client, 500).await;
        let line = |id: InvoiceId, minor| {
            NewLine::new(LineKind::Invoice, id.0, format!("Invoice #{id}"), usd(minor))
        };
        let mut act = test.act().await.unwrap();
        let lines = vec![line(first, 1000), line(second, 500)];
        let all = issue::issue(&mut act, new_invoice(client, lines)).await.unwrap();
        act.commit().await.unwrap();
        // One of them is paid by itself meanwhile: what comes for it all the same becomes credit.
        pay(&test, second, 500, "b").await.unwrap();
        assert_eq!(state(&test, all).await, "Unpaid total 1000 credit 0 paid 0");
        pay(&test, all, 1500, "a").await.unwrap();
        for id in [first, second, all] {
            assert!(state(&test, id).await.starts_with("Paid "), "{id}");
        }
        assert_eq!(credit_of(&test, client).await, 500);
        books_add_up(&test).await;
    }
}

/// One with something of its own beside them is charged, reminded of and fined like any other.
#[tokio::test(flavor = "multi_thread")]
async fn b19_an_invoice_only_collects_when_each_line_is_another_invoice() {
    for test in each().await.unwrap() {
        let client = new_client(&test).await;
        let part = invoiced(&test, client, 1000).await;
        let collected = NewLine::new(LineKind::Invoice, part.0, "Invoice", usd(1000));
        let own = NewLine::new(LineKind::Custom, 0, "Work", usd(500));
        let mut act = test.act().await.unwrap();
        for (lines, expected) in [
            (vec![collected.clone()], true),
            (vec![collected, own.clone()], false),
            (vec![own], false),
        ] {
            let id = issue::issue(&mut act, new_invoice(client, lines)).await.unwrap();
            let row = dunning::one(&mut act.conn, id).await.unwrap().unwrap();
            assert_eq!(row.only_collects, expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_what_is_paid_by_itself_is_not_asked_for_twice() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        let mut parts = Vec::new();
        for minor in [1000, 500, 300] {
            parts.push(invoiced(&test, client, minor).await);
        }
        let mut act = test.act().await.unwrap();
        let line = |(id, minor): (&InvoiceId, i64)| {
            NewLine::new(LineKind::Invoice, id.0, "Invoice", usd(minor))
        };
        let lines = parts.iter().zip([1000, 500, 300]).map(line).collect();
        let all = issue::issue(&mut act, new_invoice(client, lines)).await.unwrap();
        act.commit().await.unwrap();
        pay(&test, parts[0], 400, "a").await.unwrap();
        assert_eq!(state(&test, all).await, "Unpaid total 1400 credit 0 paid 0", "a part of one");
        pay(&test, all, 1000, "b").await.unwrap();
        assert_eq!(state(&test, all).await, "Unpaid total 1400 credit 0 paid 1000");
        let mut act = test.act().await.unwrap();
        cancel::cancel(&mut act, parts[1]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, all).await, "Paid total 900 credit 0 paid 900", "with the rest");
        for (part, expected) in parts.iter().zip(["Paid ", "Cancelled ", "Paid "]) {
            assert!(state(&test, *part).await.starts_with(expected), "{part}");
        }
        assert_eq!(credit_of(&test, client).await, 100);
        let part = invoiced(&test, client, 200).await;
        let mut act = test.act().await.unwrap();
        let lines = vec![line((&part, 200))];
        let one = issue::issue(&mut act, new_invoice(client, lines)).await.unwrap();
        act.commit().await.unwrap();
        pay(&test, part, 200, "c").await.unwrap();
        assert!(state(&test, one).await.starts_with("Cancelled "), "nothing is left of it");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_an_invoice_over_nothing_is_paid_at_once() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-01").await;
        let mut line = NewLine::new(LineKind::Hosting, service.0, "Free month", usd(0));
        line.period = Some(january());
        let id = issue::issue(&mut act, new_invoice(client, vec![line])).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Paid total 0 credit 0 paid 0");
        assert_eq!(next_due(&test, service).await, day("2026-02-01"));
        books_add_up(&test).await;
    }
}
