//! What renewing a late domain name costs beside its price (B33).

use engine::billing::generate::{Wanted, run};
use engine::testing::{TestEngine, each};
use model::ids::{ClientId, InvoiceId};
use store::args;
use store::billing::invoice_items;

use crate::house::{books_add_up, client, pay, read};

/// A name that was to be renewed on 1 March, of an ending with fees of 5 and 80.
async fn late(test: &TestEngine, status: &str) -> ClientId {
    let mut act = test.act().await.unwrap();
    let client = client(&mut act.conn).await;
    let sql = "insert into tlds (name, grace_fee_minor, redemption_fee_minor)
        values ('.com', 500, 8000)";
    act.conn.exec(sql, args![]).await.unwrap();
    let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
            expires_on, next_due_on, first_payment_minor, recurring_minor, status, created_at,
            updated_at)
        values ($1, 'Register', 'late.com', 1, '2025-03-01', '2025-03-01', '2026-03-01',
            '2026-03-01', 1200, 1400, $2, 0, 0)";
    act.conn.exec(sql, args![client, status]).await.unwrap();
    act.commit().await.unwrap();
    client
}

async fn run_on(test: &TestEngine, on: &str) -> Vec<InvoiceId> {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
    run(&test.engine.cx(test.caller()), "GenInvoices", &Wanted::default()).await.unwrap()
}

async fn lines(test: &TestEngine, id: InvoiceId) -> Vec<(String, i64)> {
    let mut conn = test.engine.read().await.unwrap();
    let lines = invoice_items::of_invoice(&mut conn, id).await.unwrap();
    lines.into_iter().map(|line| (line.r#type.to_string(), line.amount_minor)).collect()
}

async fn set_status(test: &TestEngine, status: &str) {
    let mut act = test.act().await.unwrap();
    act.conn.exec("update domains set status = $1", args![status]).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b33_a_late_renewal_has_its_fees_beside_it() {
    for (status, expected) in [
        ("Active", vec![("Domain", 1400)]),
        ("Grace", vec![("Domain", 1400), ("DomainGraceFee", 500)]),
        (
            "Redemption",
            vec![("Domain", 1400), ("DomainGraceFee", 500), ("DomainRedemptionFee", 8000)],
        ),
    ] {
        for test in each().await.unwrap() {
            late(&test, status).await;
            let made = run_on(&test, "2026-03-10").await;
            assert_eq!(made.len(), 1, "{status}");
            let expected: Vec<_> =
                expected.iter().map(|(kind, minor)| ((*kind).to_owned(), *minor)).collect();
            assert_eq!(lines(&test, made[0]).await, expected);
            assert!(run_on(&test, "2026-03-11").await.is_empty(), "asked for once");
            books_add_up(&test).await;
        }
    }
}

/// B16: the invoice of the renewal was made in time and does not change.
#[tokio::test(flavor = "multi_thread")]
async fn b33_fees_of_a_name_that_was_invoiced_in_time_follow_one_by_one() {
    for test in each().await.unwrap() {
        late(&test, "Active").await;
        let renewal = run_on(&test, "2026-02-25").await[0];
        let mut found = Vec::new();
        for (on, status) in [
            ("2026-03-05", "Grace"),
            ("2026-03-06", "Grace"),
            ("2026-04-05", "Redemption"),
            ("2026-04-06", "Redemption"),
        ] {
            set_status(&test, status).await;
            for id in run_on(&test, on).await {
                found.extend(lines(&test, id).await.into_iter().map(|line| (on, line)));
            }
        }
        let expected = [
            ("2026-03-05", ("DomainGraceFee".to_owned(), 500)),
            ("2026-04-05", ("DomainRedemptionFee".to_owned(), 8000)),
        ];
        assert_eq!(found, expected);
        assert_eq!(read(&test, renewal).await.total_minor, 1400, "as it was issued");
        pay(&test, renewal, 1400, "late").await.unwrap();
        assert!(run_on(&test, "2026-04-07").await.is_empty(), "paid for: late in words only");
        books_add_up(&test).await;
    }
}
