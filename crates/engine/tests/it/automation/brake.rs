//! A run that would do unusually much waits for a person (B27).

use engine::automation::{approve, find, tick};
use engine::jobs;
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use store::args;

use super::due::day;
use crate::house::{client, service};
use crate::scenery::number;

async fn overdue(test: &TestEngine, count: usize) {
    let mut act = test.act().await.unwrap();
    for _ in 0..count {
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-01").await;
    }
    act.commit().await.unwrap();
}

async fn suspended(test: &TestEngine) -> i64 {
    number(test, "select count(*) from services where status = 'Suspended'").await
}

#[tokio::test(flavor = "multi_thread")]
async fn b27_too_many_suspensions_wait_for_a_person() {
    for test in each().await.unwrap() {
        overdue(&test, 11).await;
        day(&test, "2026-01-05").await;
        day(&test, "2026-01-06").await;
        assert_eq!(suspended(&test).await, 0);
        let mails = test.world.mailer.subjects();
        let alerts = mails.iter().filter(|subject| subject.contains("waits for you")).count();
        assert_eq!(alerts, 1, "{mails:?}");
        let sql = "select error from automation_runs where task = 'AutoSuspensions'
            and on_date = '2026-01-06'";
        let errors: Vec<String> =
            test.engine.read().await.unwrap().column(sql, args![]).await.unwrap();
        assert_eq!(
            errors,
            ["It would touch 11 things with 11 running services; 10 are let through unasked"]
        );
        let mut act = test.act().await.unwrap();
        approve(&mut act, find("AutoSuspensions").unwrap()).await.unwrap();
        act.commit().await.unwrap();
        tick(&test.engine, "test").await.unwrap();
        jobs::run_until_idle(&test.engine).await.unwrap();
        assert_eq!(suspended(&test).await, 11);
        let open = "select count(*) from automation_brakes where closed_at is null";
        assert_eq!(number(&test, open).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b27_a_clock_that_leaps_suspends_nobody() {
    for test in each().await.unwrap() {
        overdue(&test, 1).await;
        day(&test, "2026-01-02").await;
        test.clock.advance(SignedDuration::from_hours(24 * 400));
        tick(&test.engine, "test").await.unwrap();
        jobs::run_until_idle(&test.engine).await.unwrap();
        assert_eq!(suspended(&test).await, 0);
        let said = "select count(*) from activity where description
            = 'Automation Stopped: Overdue Suspensions - The last run was 400 days ago, on 2026-01-02'";
        assert_eq!(number(&test, said).await, 1);
        // The clock is set right: the brake is no reason to do less than before.
        day(&test, "2026-01-06").await;
        assert_eq!(suspended(&test).await, 1);
    }
}
