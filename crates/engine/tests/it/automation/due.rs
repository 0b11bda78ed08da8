//! What the tasks pick up, and what they leave alone and say why.

use engine::automation::{self, Item, Wanted, find, run_now, tick};
use engine::jobs;
use engine::testing::{TestEngine, each};
use store::args;

use crate::house::{self, books_add_up, client, service, set};

/// Nine o'clock of a day: the tasks that are due, then the jobs.
pub(super) async fn day(test: &TestEngine, on: &str) {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
    tick(&test.engine, "test").await.unwrap();
    jobs::run_until_idle(&test.engine).await.unwrap();
}

/// What one task says it did.
pub(super) async fn items(test: &TestEngine, task: &str) -> Vec<Item> {
    let cx = test.engine.cx(test.caller());
    let wanted = Wanted { tasks: vec![find(task).unwrap()], ..Wanted::default() };
    let ran = run_now(&cx, &wanted).await.unwrap();
    ran.into_iter().flat_map(|ran| ran.outcome.items).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn due_invoice_generation_picks_up_active_services_with_a_past_next_due_date() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let late = service(&mut act.conn, client, "2025-11-20").await;
        for (status, anchor) in [("Suspended", "2025-12-31"), ("Terminated", "2025-11-20")] {
            let id = service(&mut act.conn, client, anchor).await;
            let sql = "update services set status = $2 where id = $1";
            act.conn.exec(sql, args![id, status]).await.unwrap();
        }
        act.commit().await.unwrap();
        let made = items(&test, "Generate Due Invoices").await;
        let invoices = made.iter().filter(|item| item.what == "invoice");
        let invoices: Vec<_> = invoices.map(|item| item.text.as_str()).collect();
        assert_eq!(invoices, ["Invoice due on 2025-11-20", "Invoice due on 2025-12-31"]);
        let mut c = test.engine.read().await.unwrap();
        let sql = "select period_from from billed_periods where item_id = $1";
        let from: Vec<String> = c.column(sql, args![late]).await.unwrap();
        assert_eq!(from, ["2025-11-20"], "one period, the oldest");
        assert!(items(&test, "CreateInvoices").await.is_empty(), "B7: once");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b9_what_waits_says_so_when_a_client_is_asked_about() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-05").await;
        act.commit().await.unwrap();
        let cx = test.engine.cx(test.caller());
        let wanted = Wanted {
            tasks: vec![find("CreateInvoices").unwrap()],
            client: Some(client),
            ..Wanted::default()
        };
        let first = run_now(&cx, &wanted).await.unwrap().remove(0).outcome;
        assert_eq!(first.counters.get("invoice"), Some(&1), "{:?}", first.items);
        let again = run_now(&cx, &wanted).await.unwrap().remove(0).outcome;
        let why: Vec<_> = again.items.iter().map(|item| item.skipped.as_deref()).collect();
        assert_eq!(why, [Some("an earlier invoice of it is unpaid")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b25_reminders_and_notices_are_mailed_once_each() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-20").await;
        act.commit().await.unwrap();
        set(&test, "AutoSuspension", "off").await;
        let mut sent = Vec::new();
        for on in 1..=31 {
            let on = format!("2026-01-{on:02}");
            day(&test, &on).await;
            let mails = test.world.mailer.take();
            sent.extend(mails.into_iter().map(|mail| format!("{on} {}", mail.subject)));
        }
        sent.retain(|mail| !mail.contains("Customer Invoice") && !mail.contains("Invoice 1 was"));
        assert_eq!(
            sent,
            [
                "2026-01-13 Invoice 1 is due soon",
                "2026-01-21 Invoice 1 is overdue",
                "2026-01-23 Second notice: invoice 1 is overdue",
                "2026-01-25 Last notice: invoice 1 is overdue",
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b12_a_late_fee_is_asked_for_once_on_an_invoice_of_its_own() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-02").await;
        act.commit().await.unwrap();
        for (key, value) in [("InvoiceLateFeeAmount", "10"), ("LateFeeMinimum", "2.50")] {
            set(&test, key, value).await;
        }
        for on in ["2026-01-01", "2026-01-08", "2026-01-09", "2026-01-10", "2026-03-01"] {
            day(&test, on).await;
        }
        let mut c = test.engine.read().await.unwrap();
        let sql = "select i.total_minor from invoices i join invoice_items l
                on l.invoice_id = i.id where l.type = 'LateFee'";
        let fees: Vec<i64> = c.column(sql, args![]).await.unwrap();
        assert_eq!(fees, [250]);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_exceptions_keep_services_running_and_are_named() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let mut made = Vec::new();
        for change in [
            "update services set cycle = cycle where id = $1",
            "update services set override_auto_suspend = 1 where id = $1",
            "update services set override_auto_suspend = 1,
                override_suspend_until = '2026-01-09' where id = $1",
            "update clients set suspend_terminate_exempt = 1
                where id = (select client_id from services where id = $1)",
            "insert into setting_overrides (subject, subject_id, setting, value)
                select 'product', product_id, 'AutoSuspensionDays', '30' from services
                where id = $1",
            "insert into setting_overrides (subject, subject_id, setting, value)
                select 'client', client_id, 'AutoSuspensionDays', '2' from services
                where id = $1",
        ] {
            let client = client(&mut act.conn).await;
            let id = service(&mut act.conn, client, "2026-01-05").await;
            act.conn.exec(change, args![id]).await.unwrap();
            made.push(id);
        }
        act.commit().await.unwrap();
        test.engine.settings_changed();
        test.clock.set("2026-01-10T09:00:00Z".parse().unwrap());
        let items = items(&test, "AutoSuspensions").await;
        let said: Vec<_> = items
            .iter()
            .filter(|item| item.what == "suspend")
            .map(|item| {
                let place = made.iter().position(|id| id.0 == item.id).unwrap();
                (place, item.skipped.as_deref())
            })
            .collect();
        assert_eq!(
            said,
            [
                (0, None),
                (1, Some("the service is not to be suspended")),
                (2, None),
                (3, Some("the client is exempt")),
                (5, None),
            ]
        );
        jobs::run_until_idle(&test.engine).await.unwrap();
        let sql = "select count(*) from services where status = 'Suspended'";
        assert_eq!(crate::scenery::number(&test, sql).await, 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b36_a_forecast_for_all_leaves_nobody_out_to_whom_something_happens() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let mut clients = Vec::new();
        for anchor in ["2025-12-20", "2026-01-03", "2026-01-20", "2026-03-01"] {
            let client = client(&mut act.conn).await;
            service(&mut act.conn, client, anchor).await;
            clients.push(client);
        }
        // Nothing is sold to this one: only its status changes.
        clients.push(client(&mut act.conn).await);
        act.commit().await.unwrap();
        let told = async |tasks: &[&str], client, until: &str| {
            let asked = automation::Forecast {
                tasks: tasks.iter().map(|task| find(task).unwrap()).collect(),
                from: house::day("2026-01-01"),
                until: house::day(until),
                client,
                charges_succeed: true,
            };
            let ran = automation::forecast(&test.engine, &asked).await.unwrap();
            let items = ran.into_iter().flat_map(|ran| ran.outcome.items);
            let line = |item: Item| (item.client, item.on, item.what, item.text, item.skipped);
            let mut lines: Vec<_> = items.map(line).collect();
            lines.sort();
            lines
        };
        let mut found = std::collections::BTreeSet::new();
        for tasks in [&[][..], &["CreateInvoices"]] {
            for until in ["2026-01-01", "2026-01-10", "2026-03-05"] {
                let mut each_alone = Vec::new();
                for client in &clients {
                    each_alone.extend(told(tasks, Some(*client), until).await);
                }
                each_alone.sort();
                assert_eq!(told(tasks, None, until).await, each_alone, "{tasks:?} {until}");
                found.extend(each_alone.into_iter().map(|line| line.2));
            }
        }
        for what in ["invoice", "reminder", "overdue notice", "suspend", "client status"] {
            assert!(found.contains(what), "{what}: {found:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b36_a_dry_run_says_what_the_run_then_does_and_keeps_nothing() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        for anchor in ["2025-12-20", "2026-01-03", "2026-03-01"] {
            let client = client(&mut act.conn).await;
            service(&mut act.conn, client, anchor).await;
        }
        act.commit().await.unwrap();
        let asked = automation::Forecast {
            tasks: Vec::new(),
            from: house::day("2026-01-01"),
            until: house::day("2026-01-01"),
            client: None,
            charges_succeed: true,
        };
        let dry = automation::forecast(&test.engine, &asked).await.unwrap();
        let count = |sql: &'static str| crate::scenery::number(&test, sql);
        assert_eq!(count("select count(*) from invoices").await, 0);
        assert_eq!(count("select count(*) from jobs").await, 0);
        let real = run_now(&test.engine.cx(test.caller()), &Wanted::default()).await.unwrap();
        let lines = |ran: &[automation::Ran]| {
            let items = ran.iter().flat_map(|ran| &ran.outcome.items);
            let mut lines: Vec<String> = items
                .filter(|item| item.client.is_some() && item.skipped.is_none())
                .map(|item| format!("{} {} {:?}", item.task, item.what, item.amount))
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(lines(&dry), lines(&real));
        assert!(!lines(&dry).is_empty());
    }
}
