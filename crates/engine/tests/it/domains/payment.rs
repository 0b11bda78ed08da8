//! What a payment brings about for a domain (B19).

use engine::domains::lifecycle::domain_paid;
use engine::jobs::run_until_idle;
use engine::testing::TestEngine;
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use model::billing::invoice::LineType;
use model::dates::Period;
use model::domains::status::DomainStatus;
use model::ids::DomainId;
use ports::fake::Mishap;

use super::calls::{add, pending, read};
use crate::scenery::number;

async fn pay(test: &TestEngine, id: DomainId, kind: LineType, from: Date, to_exclusive: Date) {
    let mut act = test.act().await.unwrap();
    domain_paid(&mut act, id, kind, Some(Period { from, to_exclusive })).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_a_paid_name_is_registered_and_renewed_once() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let (first, second, third) = (date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1));
        for _ in 0..2 {
            pay(&test, id, LineType::DomainRegister, first, second).await;
            run_until_idle(&test.engine).await.unwrap();
        }
        let row = read(&test, id).await;
        assert_eq!((row.status, row.expires_on), (DomainStatus::Active, Some(second)));
        assert_eq!(row.next_due_on, Some(second), "the end of the paid years");
        for _ in 0..2 {
            pay(&test, id, LineType::Domain, second, third).await;
            run_until_idle(&test.engine).await.unwrap();
        }
        let row = read(&test, id).await;
        assert_eq!((row.expires_on, row.next_due_on), (Some(third), Some(third)));
        assert_eq!(test.world.registrar.calls(), ["register one.com", "renew one.com"]);
    }
}

/// Who pays for more years than the name usually has gets as many.
#[tokio::test(flavor = "multi_thread")]
async fn b19_a_name_is_renewed_for_the_years_that_were_paid() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let (first, second) = (date(2026, 1, 1), date(2027, 1, 1));
        pay(&test, id, LineType::DomainRegister, first, second).await;
        run_until_idle(&test.engine).await.unwrap();
        let mut from = second;
        for to in [date(2030, 1, 1), date(2031, 1, 1)] {
            pay(&test, id, LineType::Domain, from, to).await;
            run_until_idle(&test.engine).await.unwrap();
            let row = read(&test, id).await;
            assert_eq!((row.expires_on, row.next_due_on), (Some(to), Some(to)));
            from = to;
        }
    }
}

/// The worker dies or hears nothing after the renewal: another attempt of the job renews no more.
#[tokio::test(flavor = "multi_thread")]
async fn b19_a_job_tried_again_renews_no_more() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let (first, second, third) = (date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1));
        pay(&test, id, LineType::DomainRegister, first, second).await;
        run_until_idle(&test.engine).await.unwrap();
        pay(&test, id, LineType::Domain, second, third).await;
        test.world.faults.next(Mishap::LoseAnswer);
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(read(&test, id).await.expires_on, Some(second), "nobody knows yet");
        // First the settlement, then the second attempt of the job.
        for _ in 0..3 {
            test.clock.advance(SignedDuration::from_mins(5));
            run_until_idle(&test.engine).await.unwrap();
        }
        assert_eq!(read(&test, id).await.expires_on, Some(third));
        // As if the worker had died before it noted that the job was done.
        let mut act = test.act().await.unwrap();
        let again = "update jobs set done_at = null, locked_until = 0 where kind = 'domain.renew'";
        act.conn.batch(again).await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(read(&test, id).await.expires_on, Some(third));
        assert_eq!(test.world.registrar.calls(), ["register one.com", "renew one.com"]);
        assert_eq!(number(&test, "select count(*) from jobs where failed_at is not null").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_a_registrar_waits_for_people() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let mut act = test.act().await.unwrap();
        act.conn.batch("update domains set registrar = ''").await.unwrap();
        act.commit().await.unwrap();
        pay(&test, id, LineType::DomainRegister, date(2026, 1, 1), date(2027, 1, 1)).await;
        run_until_idle(&test.engine).await.unwrap();
        let row = read(&test, id).await;
        assert_eq!((row.status, row.next_due_on), (DomainStatus::Pending, Some(date(2027, 1, 1))));
    }
}

/// Two clients paid for one name: the first has it registered, the other is told to the staff.
#[tokio::test(flavor = "multi_thread")]
async fn b32_a_name_paid_for_twice_is_registered_once() {
    for test in engine::testing::each().await.unwrap() {
        let first = pending(&test, "one.com").await;
        let client = read(&test, first).await.client_id;
        let second = add(&test, client, "one.com").await;
        let (from, to) = (date(2026, 1, 1), date(2027, 1, 1));
        for id in [first, second] {
            pay(&test, id, LineType::DomainRegister, from, to).await;
        }
        run_until_idle(&test.engine).await.unwrap();
        for _ in 0..3 {
            test.clock.advance(SignedDuration::from_mins(5));
            run_until_idle(&test.engine).await.unwrap();
        }
        assert_eq!(test.world.registrar.calls(), ["register one.com"]);
        let mut found = [read(&test, first).await.status, read(&test, second).await.status];
        found.sort_by_key(|status| *status == DomainStatus::Pending);
        assert_eq!(found, [DomainStatus::Active, DomainStatus::Pending]);
        let sql = "select count(*) from module_queue where service_type = 'domain'
            and completed_at is null
            and last_error = 'The domain one.com is already registered with us'";
        assert_eq!(number(&test, sql).await, 1);
    }
}
