//! Renewal invoices (B4, B6–B9, B11).

use engine::billing::generate::{Wanted, run};
use engine::testing::{TestEngine, each};
use jiff::civil::Date;
use model::ids::InvoiceId;
use store::args;
use store::billing::{invoice_items, renewals};

use crate::house::{books_add_up, client, day, invoiced, new_client, pay, read, service, set};

/// Sets the clock to nine o'clock of a day and makes what is due.
async fn run_on(test: &TestEngine, on: &str) -> Vec<InvoiceId> {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
    run(&test.engine.cx(test.caller()), "GenInvoices", &Wanted::default()).await.unwrap()
}

async fn periods(test: &TestEngine, id: InvoiceId) -> Vec<(Date, Date)> {
    let mut conn = test.engine.read().await.unwrap();
    let lines = invoice_items::of_invoice(&mut conn, id).await.unwrap();
    lines.iter().filter_map(|line| Some((line.period_from?, line.period_to?))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b6_an_invoice_comes_fourteen_days_before_it_is_due() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-03-01").await;
        act.commit().await.unwrap();
        assert!(run_on(&test, "2026-02-14").await.is_empty());
        let made = run_on(&test, "2026-02-15").await;
        assert_eq!(made.len(), 1);
        let row = read(&test, made[0]).await;
        assert_eq!((row.due_on, row.issued_on), (day("2026-03-01"), day("2026-02-15")));
        assert_eq!(row.gateway, "banktransfer", "the client's usual way to pay");
        let mut conn = test.engine.read().await.unwrap();
        let lines = invoice_items::of_invoice(&mut conn, made[0]).await.unwrap();
        assert_eq!(lines[0].description, "VPS Small - example.com (2026-03-01 - 2026-03-31)");
        assert!(run_on(&test, "2026-02-16").await.is_empty(), "B7: once");
        assert!(run_on(&test, "2026-05-16").await.is_empty(), "B9: the first is unpaid");
        books_add_up(&test).await;
    }
}

/// With billing days to be held against or without.
#[tokio::test(flavor = "multi_thread")]
async fn b6_each_client_with_something_due_is_found_once() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let mut clients = Vec::new();
        for anchors in [&["2026-01-05", "2026-01-02"][..], &["2026-02-01"], &["2026-01-04"]] {
            let client = client(&mut act.conn).await;
            for anchor in anchors {
                service(&mut act.conn, client, anchor).await;
            }
            clients.push(client);
        }
        let erased = client(&mut act.conn).await;
        service(&mut act.conn, erased, "2026-01-03").await;
        let sql = "update clients set erased_at = 1 where id = $1";
        act.conn.exec(sql, args![erased]).await.unwrap();
        let until = day("2026-01-10");
        let found = renewals::clients_due(&mut act.conn, until, false).await.unwrap();
        assert_eq!(found, [clients[0], clients[2]]);
        let rows = renewals::clients_due_since(&mut act.conn, until, false).await.unwrap();
        let rows: Vec<_> = rows.iter().map(|row| (row.client_id, row.first_on)).collect();
        let since = [(clients[0], day("2026-01-02")), (clients[2], day("2026-01-04"))];
        assert_eq!(rows, since);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b4_periods_are_counted_from_the_anchor() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-31").await;
        act.commit().await.unwrap();
        let mut found = Vec::new();
        for on in ["2026-01-20", "2026-02-20", "2026-03-20", "2026-04-20"] {
            for id in run_on(&test, on).await {
                found.extend(periods(&test, id).await);
                pay(&test, id, 1000, &format!("pay-{id}")).await.unwrap();
            }
        }
        let expected = [
            ("2026-01-31", "2026-02-28"),
            ("2026-02-28", "2026-03-31"),
            ("2026-03-31", "2026-04-30"),
            ("2026-04-30", "2026-05-31"),
        ];
        assert_eq!(found, expected.map(|(from, to)| (day(from), day(to))));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b8_lines_share_an_invoice_unless_they_are_to_be_separate() {
    for test in each().await.unwrap() {
        for (separate, expected) in [(0, 2), (1, 3)] {
            let mut act = test.act().await.unwrap();
            let client = client(&mut act.conn).await;
            for anchor in ["2026-01-05", "2026-01-05", "2026-01-06"] {
                service(&mut act.conn, client, anchor).await;
            }
            let sql = "update clients set separate_invoices = $2 where id = $1";
            act.conn.exec(sql, args![client, separate]).await.unwrap();
            act.commit().await.unwrap();
            assert_eq!(run_on(&test, "2026-01-01").await.len(), expected);
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b9_continuous_invoicing_catches_up_one_period_a_run() {
    for test in each().await.unwrap() {
        set(&test, "ContinuousInvoiceGeneration", "on").await;
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-01").await;
        act.commit().await.unwrap();
        let mut found = Vec::new();
        for _ in 0..5 {
            for id in run_on(&test, "2026-03-10").await {
                found.extend(periods(&test, id).await);
            }
        }
        let expected = [
            ("2026-01-01", "2026-02-01"),
            ("2026-02-01", "2026-03-01"),
            ("2026-03-01", "2026-04-01"),
        ];
        assert_eq!(found, expected.map(|(from, to)| (day(from), day(to))));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b6_only_what_runs_is_invoiced() {
    for test in each().await.unwrap() {
        for (status, expected) in [
            ("Active", 1),
            ("Suspended", 1),
            ("Pending", 0),
            ("Completed", 0),
            ("Cancelled", 0),
            ("Terminated", 0),
            ("Fraud", 0),
        ] {
            let mut act = test.act().await.unwrap();
            let client = client(&mut act.conn).await;
            let service = service(&mut act.conn, client, "2026-01-01").await;
            let sql = "update services set status = $2 where id = $1";
            act.conn.exec(sql, args![service, status]).await.unwrap();
            act.commit().await.unwrap();
            assert_eq!(run_on(&test, "2026-01-01").await.len(), expected, "{status}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_a_promotion_recurs_for_so_many_renewals() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-01").await;
        let sql = "insert into promotions (code, code_folded, type, value, recurring, recur_for)
            values ('TEN', 'ten', 'Percentage', 100000, 1, 2) returning id";
        let promotion: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "update services set promotion_id = $2 where id = $1";
        act.conn.exec(sql, args![service, promotion]).await.unwrap();
        act.commit().await.unwrap();
        let mut totals = Vec::new();
        for on in ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"] {
            for id in run_on(&test, on).await {
                let total = read(&test, id).await.total_minor;
                totals.push(total);
                pay(&test, id, total, &format!("pay-{id}")).await.unwrap();
            }
        }
        assert_eq!(totals, [900, 900, 1000, 1000]);
        books_add_up(&test).await;
    }
}

/// The price that a promotion sets is the price of one.
#[tokio::test(flavor = "multi_thread")]
async fn b11_a_price_override_counts_each_of_several() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-01").await;
        let sql = "insert into promotions (code, code_folded, type, value, recurring)
            values ('SEVEN', 'seven', 'Price Override', 700, 1) returning id";
        let promotion: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "update services set promotion_id = $2, quantity = 3, recurring_minor = 3000
            where id = $1";
        act.conn.exec(sql, args![service, promotion]).await.unwrap();
        act.commit().await.unwrap();
        let made = run_on(&test, "2026-01-01").await;
        assert_eq!(read(&test, made[0]).await.total_minor, 2_100);
        books_add_up(&test).await;
    }
}

/// Several in one run: each by its own upgrade, and its promotion by what that says of itself.
#[tokio::test(flavor = "multi_thread")]
async fn b31_what_waits_for_its_renewal_is_invoiced_as_what_it_becomes() {
    const OLD: &[(&str, i64)] = &[("VPS Small", 1000), ("Promotional Code: GO", -100)];
    const KEPT: &[(&str, i64)] = &[("VPS Big", 5000), ("Promotional Code: STAY", -500)];
    for test in each().await.unwrap() {
        set(&test, "UpgradeMode", "at renewal").await;
        let payer = new_client(&test).await;
        let own = invoiced(&test, payer, 700).await;
        let mut act = test.act().await.unwrap();
        let other = service(&mut act.conn, payer, "2027-01-01").await;
        let product_of = "select product_id from services where id = $1";
        let product: i64 = act.conn.scalar(product_of, args![other]).await.unwrap();
        let sql = "update products set name = 'VPS Big' where id = $1";
        act.conn.exec(sql, args![product]).await.unwrap();
        for (code, folded, stays) in [("GO", "go", 0), ("STAY", "stay", 1)] {
            let sql = "insert into promotions (code, code_folded, type, value, recurring,
                    lifetime_promo)
                values ($1, $2, 'Percentage', 100000, 1, $3)";
            act.conn.exec(sql, args![code, folded, stays]).await.unwrap();
        }
        let mut expected = Vec::new();
        for (code, upgrade, lines) in [
            ("GO", Some(("2026-01-01", None)), &[("VPS Big", 5000)][..]),
            ("STAY", Some(("2026-01-01", None)), KEPT),
            ("GO", Some(("2026-01-02", None)), OLD),
            ("GO", Some(("2026-01-01", Some(own))), OLD),
            ("GO", None, OLD),
        ] {
            expected.push(lines.to_vec());
            let client = client(&mut act.conn).await;
            let service = service(&mut act.conn, client, "2026-01-01").await;
            let sql = "update services set promotion_id = (select id from promotions
                where code = $2) where id = $1";
            act.conn.exec(sql, args![service, code]).await.unwrap();
            let Some((effective_on, invoice)) = upgrade else { continue };
            let before: i64 = act.conn.scalar(product_of, args![service]).await.unwrap();
            let sql = "insert into upgrades (service_id, client_id, invoice_id, kind,
                    old_product_id, product_id, cycle, recurring_minor, anchor_on, effective_on,
                    due_minor, status, created_at)
                values ($1, $2, $3, 'product', $4, $5, 'Monthly', 5000, '2026-01-01', $6, 0,
                    'Pending', 0)";
            let values = args![service, client, invoice, before, product, effective_on];
            act.conn.exec(sql, values).await.unwrap();
        }
        act.commit().await.unwrap();
        let made = run_on(&test, "2026-01-01").await;
        let mut conn = test.engine.read().await.unwrap();
        for (id, expected) in made.iter().zip(&expected) {
            let lines = invoice_items::of_invoice(&mut conn, *id).await.unwrap();
            let mut found = Vec::new();
            for line in &lines {
                let what = line.description.split(" - ").next().unwrap();
                found.push((what, line.amount_minor));
            }
            assert_eq!(found, *expected);
        }
        assert_eq!(made.len(), expected.len());
        drop(conn);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b36_a_dry_run_says_what_would_happen_and_keeps_nothing() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-01").await;
        act.commit().await.unwrap();
        let cx = test.engine.cx(test.caller().dry());
        let would = run(&cx, "GenInvoices", &Wanted::default()).await.unwrap();
        assert_eq!(would.len(), 1);
        let mut conn = test.engine.read().await.unwrap();
        let count: i64 = conn.scalar("select count(*) from invoices", args![]).await.unwrap();
        assert_eq!(count, 0);
        drop(conn);
        assert_eq!(run_on(&test, "2026-01-01").await.len(), would.len(), "the forecast comes true");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b6_addons_and_domains_are_renewed_beside_services() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-02-01").await;
        let sql = "insert into service_addons (client_id, service_id, name, anchor_on,
                registered_on, recurring_minor, cycle, next_due_on, status, created_at, updated_at)
            values ($1, $2, 'Backup', '2026-02-01', '2026-02-01', 300, 'Quarterly', '2026-02-01',
                'Active', 0, 0)";
        act.conn.exec(sql, args![client, service]).await.unwrap();
        for (name, do_not_renew) in [("example.com", 0), ("gone.example", 1)] {
            let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
                    next_due_on, first_payment_minor, recurring_minor, status, do_not_renew,
                    created_at, updated_at)
                values ($1, 'Register', $2, 2, '2024-02-01', '2024-02-01', '2026-02-01', 900, 1800,
                    'Active', $3, 0, 0)";
            act.conn.exec(sql, args![client, name, do_not_renew]).await.unwrap();
        }
        act.commit().await.unwrap();
        let made = run_on(&test, "2026-01-20").await;
        assert_eq!(made.len(), 1);
        let mut conn = test.engine.read().await.unwrap();
        let lines = invoice_items::of_invoice(&mut conn, made[0]).await.unwrap();
        let texts: Vec<_> =
            lines.iter().map(|line| (line.description.as_str(), line.amount_minor)).collect();
        assert_eq!(
            texts,
            [
                ("VPS Small - example.com (2026-02-01 - 2026-02-28)", 1000),
                ("Backup - example.com (2026-02-01 - 2026-04-30)", 300),
                ("Domain Renewal - example.com - 2 Years (2026-02-01 - 2028-01-31)", 1800),
            ]
        );
        drop(conn);
        pay(&test, made[0], 3100, "all").await.unwrap();
        let mut conn = test.engine.read().await.unwrap();
        let sql = "select next_due_on from domains where name = 'example.com'";
        let due: Date = conn.scalar(sql, args![]).await.unwrap();
        assert_eq!(due, day("2028-02-01"));
        drop(conn);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_cancelled_is_not_renewed() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-01").await;
        let sql = "insert into cancellation_requests
                (service_id, client_id, type, created_at, updated_at)
            values ($1, $2, 'End of Billing Period', 0, 0)";
        act.conn.exec(sql, args![service, client]).await.unwrap();
        act.commit().await.unwrap();
        assert!(run_on(&test, "2026-01-01").await.is_empty());
        let mut act = test.act().await.unwrap();
        let sql = "update cancellation_requests set closed_at = 1";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(run_on(&test, "2026-01-01").await.len(), 1);
    }
}
