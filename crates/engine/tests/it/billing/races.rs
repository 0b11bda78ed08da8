//! Many at once: 64 in parallel, several rounds, on both databases.

use std::sync::Arc;

use engine::billing::capture::{Captured, Source, capture};
use engine::billing::generate::{Wanted, run};
use engine::billing::pay_methods::{self, SentCard, keep_card};
use engine::billing::refund::{NewRefund, refund};
use engine::billing::{cancel, credit, issue, payments};
use engine::testing::{TestEngine, each};
use engine::{Fault, Result};
use model::billing::invoice::PayMethodType;
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use store::args;

use crate::house::{
    books_add_up, client, credit_of, invoice, invoiced, new_client, pay, payment, rounds, service,
    set, state, usd,
};

const AT_ONCE: usize = 64;

/// Runs the same thing 64 times at once; how many were done, and the sentences of the refusals.
async fn at_once<F, W>(test: &Arc<TestEngine>, work: W) -> (usize, Vec<String>)
where
    F: Future<Output = Result<()>> + Send + 'static,
    W: Fn(Arc<TestEngine>, usize) -> F,
{
    let running: Vec<_> = (0..AT_ONCE).map(|n| tokio::spawn(work(Arc::clone(test), n))).collect();
    let (mut done, mut said) = (0, Vec::new());
    for task in running {
        match task.await.unwrap() {
            Ok(()) => done += 1,
            Err(Fault::Refused(refusal)) => said.push(refusal.said.into_owned()),
            Err(broken) => panic!("{broken:?}"),
        }
    }
    (done, said)
}

async fn both() -> Vec<Arc<TestEngine>> {
    each().await.unwrap().into_iter().map(Arc::new).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_one_payment_told_by_many_is_recorded_once() {
    for test in both().await {
        for round in 0..rounds() {
            let client = new_client(&test).await;
            let id = invoiced(&test, client, 1000).await;
            let (done, said) = at_once(&test, |test, _| async move {
                pay(&test, id, 1000, &format!("ch_{round}")).await
            })
            .await;
            assert_eq!(done, 1);
            assert!(said.iter().all(|said| said == "Transaction ID must be Unique"), "{said:?}");
            assert_eq!(state(&test, id).await, "Paid total 1000 credit 0 paid 1000");
            assert_eq!(credit_of(&test, client).await, 0);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_many_payments_of_one_invoice_lose_no_cent() {
    for test in both().await {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 1000).await;
        let (done, _) =
            at_once(&test, |test, n| async move { pay(&test, id, 100, &format!("p{n}")).await })
                .await;
        assert_eq!(done, AT_ONCE);
        assert_eq!(state(&test, id).await, "Paid total 1000 credit 0 paid 1000");
        assert_eq!(credit_of(&test, client).await, 6400 - 1000);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_credit_spent_by_many_is_never_overdrawn() {
    for test in both().await {
        for _ in 0..rounds() {
            let client = new_client(&test).await;
            let mut act = test.act().await.unwrap();
            credit::add(&mut act, client, usd(1000), "Gift", 0).await.unwrap();
            act.commit().await.unwrap();
            let mut ids = Vec::new();
            for _ in 0..AT_ONCE {
                ids.push(invoiced(&test, client, 300).await);
            }
            let ids = Arc::new(ids);
            let (done, said) = at_once(&test, |test, n| {
                let id = ids[n];
                async move {
                    let mut act = test.act().await?;
                    credit::apply(&mut act, id, Some(usd(100))).await?;
                    act.commit().await
                }
            })
            .await;
            assert_eq!(done, 10, "{said:?}");
            assert_eq!(credit_of(&test, client).await, 0);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b17_numbers_taken_by_many_leave_no_gap() {
    for test in both().await {
        let mut clients = Vec::new();
        for _ in 0..4 {
            clients.push(new_client(&test).await);
        }
        let clients = Arc::new(clients);
        let mut kept = 0;
        for _ in 0..rounds() {
            let (done, _) = at_once(&test, |test, n| {
                let client = clients[n % clients.len()];
                async move {
                    let mut act = test.act().await?;
                    issue::issue(&mut act, invoice(client, &[("Work", 100, false)])).await?;
                    // Every third one changes its mind: its number must not be lost.
                    if n % 3 == 0 {
                        return Err(engine::not_now("changed its mind"));
                    }
                    act.commit().await
                }
            })
            .await;
            kept += done;
        }
        let mut conn = test.engine.read().await.unwrap();
        let sql = "select number from invoices order by length(number), number";
        let numbers: Vec<String> = conn.column(sql, args![]).await.unwrap();
        let expected: Vec<String> = (1..=kept).map(|n| n.to_string()).collect();
        assert_eq!(numbers, expected);
        drop(conn);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b17_numbers_given_by_many_payments_leave_no_gap() {
    for test in both().await {
        set(&test, "EnableProformaInvoicing", "on").await;
        let mut clients = Vec::new();
        for _ in 0..4 {
            clients.push(new_client(&test).await);
        }
        for round in 0..rounds() {
            let mut ids = Vec::new();
            for n in 0..AT_ONCE / 2 {
                ids.push(invoiced(&test, clients[n % clients.len()], 100).await);
            }
            // Two payments for each: whichever comes first brings the number.
            let (done, said) = at_once(&test, |test, n| {
                let id = ids[n / 2];
                async move { pay(&test, id, 100, &format!("r{round}-{n}")).await }
            })
            .await;
            assert_eq!(done, AT_ONCE, "{said:?}");
        }
        let mut conn = test.engine.read().await.unwrap();
        let sql = "select number from invoices order by length(number), number";
        let numbers: Vec<String> = conn.column(sql, args![]).await.unwrap();
        let expected: Vec<String> =
            (1..=AT_ONCE / 2 * rounds()).map(|number| number.to_string()).collect();
        assert_eq!(numbers, expected);
        drop(conn);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b7_overlapping_runs_invoice_each_period_once() {
    for test in both().await {
        let mut act = test.act().await.unwrap();
        for _ in 0..6 {
            let client = client(&mut act.conn).await;
            for anchor in ["2026-01-01", "2026-01-01", "2026-01-10"] {
                service(&mut act.conn, client, anchor).await;
            }
        }
        act.commit().await.unwrap();
        for round in 0..rounds() {
            let (done, _) = at_once(&test, |test, _| async move {
                let cx = test.engine.cx(test.caller());
                run(&cx, "GenInvoices", &Wanted::default()).await.map(drop)
            })
            .await;
            assert_eq!(done, AT_ONCE);
            let mut conn = test.engine.read().await.unwrap();
            let sql = "select count(*) from billed_periods";
            let periods: i64 = conn.scalar(sql, args![]).await.unwrap();
            assert_eq!(periods, 18 * i64::try_from(round + 1).unwrap());
            let sql = "select id from invoices where status = 'Unpaid' order by id";
            let open: Vec<InvoiceId> = conn.column(sql, args![]).await.unwrap();
            drop(conn);
            for id in open {
                let minor = crate::house::read(&test, id).await.total_minor;
                pay(&test, id, minor, &format!("r{round}-{id}")).await.unwrap();
            }
            test.clock.advance_days(31);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b23_an_invoice_is_never_charged_by_two() {
    for test in both().await {
        let client = new_client(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into gateways (module, name) values ('fakecard', 'Card')";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        let cx = test.engine.cx(test.caller());
        let card = SentCard { number: "4242424242424242", expiry: "1230" };
        let kind = PayMethodType::RemoteCreditCard;
        let row = keep_card(&cx, client, kind, None, card).await.unwrap();
        let mut act = test.act().await.unwrap();
        pay_methods::add(&mut act, &row, true).await.unwrap();
        act.commit().await.unwrap();
        for _ in 0..rounds() {
            let id = invoiced(&test, client, 1000).await;
            let before = test.world.gateway.takings().len();
            let (_, _) = at_once(&test, |test, _| async move {
                let cx = test.engine.cx(test.caller());
                match capture(&cx, "CapturePayment", id, Source::Default).await? {
                    Captured::Paid { .. } => Ok(()),
                    other => Err(engine::not_now(format!("{other:?}"))),
                }
            })
            .await;
            assert_eq!(test.world.gateway.takings().len(), before + 1);
            assert_eq!(state(&test, id).await, "Paid total 1000 credit 0 paid 1000");
        }
        assert_eq!(credit_of(&test, client).await, 0);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_a_payment_given_back_by_many_goes_back_once() {
    for test in both().await {
        for round in 0..rounds() {
            let client = new_client(&test).await;
            let id = invoiced(&test, client, 1000).await;
            pay(&test, id, 1000, &format!("paid-{round}")).await.unwrap();
            let (done, _) = at_once(&test, |test, _| async move {
                let mut act = test.act().await?;
                let new = NewRefund {
                    invoice: id,
                    payment: None,
                    amount: Some(usd(300)),
                    to: RefundTo::Credit,
                    reference: String::new(),
                    at: act.now,
                    noted: None,
                };
                refund(&mut act, new).await?;
                act.commit().await
            })
            .await;
            assert_eq!(done, 3);
            assert_eq!(credit_of(&test, client).await, 900);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_everything_at_once_leaves_the_books_in_order() {
    for test in both().await {
        let client = new_client(&test).await;
        let id = invoiced(&test, client, 10_000).await;
        at_once(&test, |test, n| async move {
            let mut act = test.act().await?;
            match n % 5 {
                0 => drop(issue::issue(&mut act, invoice(client, &[("A", 700, false)])).await?),
                1 => {
                    let new = payment(&act, id, 777, &format!("mix-{n}"));
                    payments::record(&mut act, new).await?;
                }
                2 => drop(credit::add(&mut act, client, usd(250), "Gift", 0).await?),
                3 => drop(credit::apply(&mut act, id, Some(usd(50))).await?),
                _ if n == 64 - 1 || n == 4 => cancel::cancel(&mut act, id).await?,
                _ => drop(credit::remove(&mut act, client, usd(40), "Oops", 0).await?),
            }
            act.commit().await
        })
        .await;
        books_add_up(&test).await;
    }
}
