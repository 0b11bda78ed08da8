//! Each task once a day, however many nodes there are, and never forgotten (B35).

use engine::automation::{TASKS, find, plan, set_paused, set_time, tick};
use engine::testing::{TestEngine, each};
use futures::future::join_all;
use jiff::SignedDuration;
use store::args;

use crate::house::{books_add_up, client, service, set};
use crate::scenery::number;

fn at(test: &TestEngine, instant: &str) {
    test.clock.set(instant.parse().unwrap());
}

/// The tasks that ran to their end, by the history.
async fn ran(test: &TestEngine, task: &str) -> Vec<String> {
    let mut c = test.engine.read().await.unwrap();
    let sql = "select on_date from automation_runs
        where task = $1 and finished_at is not null order by id";
    c.column(sql, args![task]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_ten_nodes_do_each_task_once() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        for _ in 0..30 {
            let client = client(&mut act.conn).await;
            service(&mut act.conn, client, "2026-01-05").await;
        }
        act.commit().await.unwrap();
        for _ in 0..3 {
            let nodes: Vec<String> = (0..10).map(|n| format!("node-{n}")).collect();
            let ticks = nodes.iter().map(|node| tick(&test.engine, node));
            for ended in join_all(ticks).await {
                ended.unwrap();
            }
        }
        let sql = "select count(*) from (select task from automation_runs
            group by task, on_date having count(*) > 1) twice";
        assert_eq!(number(&test, sql).await, 0, "{:?}", test.engine);
        for task in TASKS.iter().filter(|task| task.name != "AddLateFees") {
            let wanted = task.is_wanted(&test.engine.settings().await.unwrap());
            assert_eq!(ran(&test, task.name).await.len(), usize::from(wanted), "{task:?}");
        }
        assert_eq!(number(&test, "select count(*) from invoices").await, 30);
        let mails = "select count(*) from emails where subject = 'Customer Invoice'";
        assert_eq!(number(&test, mails).await, 30);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_a_task_runs_at_its_time_and_a_missed_hour_is_caught_up() {
    for test in each().await.unwrap() {
        set(&test, "TimeZone", "America/New_York").await;
        for (instant, expected) in [
            ("2026-01-01T13:59:00Z", &[][..]),
            ("2026-01-01T14:00:00Z", &["2026-01-01"]),
            ("2026-01-01T23:00:00Z", &["2026-01-01"]),
            ("2026-01-02T23:00:00Z", &["2026-01-01", "2026-01-02"]),
            ("2026-01-04T13:00:00Z", &["2026-01-01", "2026-01-02"]),
            ("2026-01-04T14:30:00Z", &["2026-01-01", "2026-01-02", "2026-01-04"]),
        ] {
            at(&test, instant);
            tick(&test.engine, "node").await.unwrap();
            assert_eq!(ran(&test, "CreateInvoices").await, expected, "{instant}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_a_paused_task_waits_and_one_has_a_time_of_its_own() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        set_paused(&mut act, find("CreateInvoices").unwrap(), true).await.unwrap();
        set_time(&mut act, find("invoice & overdue reminders").unwrap(), "17:30").await.unwrap();
        act.commit().await.unwrap();
        tick(&test.engine, "node").await.unwrap();
        assert!(ran(&test, "CreateInvoices").await.is_empty());
        assert!(ran(&test, "InvoiceReminders").await.is_empty());
        let planned = plan(&test.engine).await.unwrap();
        let of = |name: &str| planned.iter().find(|plan| plan.task.name == name).unwrap();
        assert!(of("CreateInvoices").paused && of("CreateInvoices").next_run.is_none());
        let next = of("InvoiceReminders").next_run.unwrap();
        assert_eq!(next.to_string(), "2026-01-01T17:30:00Z");
        at(&test, "2026-01-01T17:30:00Z");
        let mut act = test.act().await.unwrap();
        set_paused(&mut act, find("CreateInvoices").unwrap(), false).await.unwrap();
        act.commit().await.unwrap();
        tick(&test.engine, "node").await.unwrap();
        assert_eq!(ran(&test, "CreateInvoices").await.len(), 1);
        assert_eq!(ran(&test, "InvoiceReminders").await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_the_task_of_a_dead_node_is_taken_over_after_its_lease() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-05").await;
        act.commit().await.unwrap();
        // These ask the world and commit before the task that is looked at.
        for task in ["CurrencyAutoUpdateExchangeRates", "UpdateServerUsage"] {
            set(&test, task, "off").await;
        }
        // The claim and the line of the history are kept, then the node is gone.
        test.engine.die_after(5);
        let _ = tick(&test.engine, "dead").await;
        test.engine.die_after(i64::MAX);
        let unfinished = "select count(*) from automation_runs where finished_at is null";
        assert_eq!(number(&test, unfinished).await, 1);
        tick(&test.engine, "alive").await.unwrap();
        let before = number(&test, "select count(*) from automation_runs").await;
        test.clock.advance(SignedDuration::from_secs(301));
        tick(&test.engine, "alive").await.unwrap();
        assert!(number(&test, "select count(*) from automation_runs").await > before);
        assert_eq!(number(&test, "select count(*) from invoices").await, 1);
        for task in ["AutoClientStatusSync", "CreateInvoices", "InvoiceReminders"] {
            assert_eq!(ran(&test, task).await.len(), 1, "{task}");
        }
    }
}
