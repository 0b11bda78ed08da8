//! What a payment means for a service (B19).

use engine::hosting::lifecycle::{order_suspension, order_termination, service_paid};
use engine::jobs::run_until_idle;
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use jiff::civil::date;
use model::dates::Period;
use model::hosting::service::ServiceStatus;
use model::ids::ServiceId;

use crate::scenery::{make, service};

async fn pay(test: &TestEngine, id: ServiceId, month: i8) {
    let period = Period { from: date(2026, month, 1), to_exclusive: date(2026, month + 1, 1) };
    let mut act = test.act().await.unwrap();
    service_paid(&mut act, id, Some(period)).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_a_payment_moves_the_due_date_once_and_sets_up_what_waits_for_it() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        pay(&test, id, 1).await;
        pay(&test, id, 1).await;
        let paid = service(&test, id).await;
        assert_eq!(paid.next_due_on, Some(date(2026, 2, 1)));
        assert_eq!(paid.status, ServiceStatus::Pending, "the payment does not wait for the panel");
        run_until_idle(&test.engine).await.unwrap();
        let created = service(&test, id).await;
        assert_eq!(created.status, ServiceStatus::Active);
        assert!(created.provisioned_at.is_some());
        assert!(!created.username.is_empty());
        assert_eq!(test.world.provisioner.service_count(), 1);
        assert_eq!(test.world.provisioner.calls().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_an_overdue_service_is_suspended_and_a_payment_lifts_it() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        pay(&test, id, 1).await;
        run_until_idle(&test.engine).await.unwrap();
        let mut act = test.act().await.unwrap();
        order_suspension(&mut act, id, date(2026, 2, 1)).await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        let suspended = service(&test, id).await;
        assert_eq!(suspended.status, ServiceStatus::Suspended);
        assert_eq!(suspended.suspend_reason, "Overdue on Payment");
        assert!(suspended.suspended_for_overdue);
        pay(&test, id, 2).await;
        run_until_idle(&test.engine).await.unwrap();
        let lifted = service(&test, id).await;
        assert_eq!(lifted.status, ServiceStatus::Active);
        assert_eq!((lifted.suspend_reason.as_str(), lifted.suspended_for_overdue), ("", false));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_a_payment_in_between_saves_the_service() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        pay(&test, id, 1).await;
        run_until_idle(&test.engine).await.unwrap();
        let due = date(2026, 2, 1);
        let mut act = test.act().await.unwrap();
        order_suspension(&mut act, id, due).await.unwrap();
        order_termination(&mut act, id, Some(due), "overdue").await.unwrap();
        act.commit().await.unwrap();
        pay(&test, id, 2).await;
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_no_module_runs_is_moved_in_the_books() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "").await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        pay(&test, id, 1).await;
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
        let mut act = test.act().await.unwrap();
        order_termination(&mut act, id, None, "by hand").await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        let ended = service(&test, id).await;
        assert_eq!(ended.status, ServiceStatus::Terminated);
        assert_eq!(ended.terminated_on, Some(date(2026, 1, 1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_that_fails_is_left_alone_and_what_waits_for_it_is_done_later() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        test.world.faults.down("fakepanel");
        let mut waiting = Vec::new();
        for n in 1..=6 {
            let id = scenery.service(&test, ServiceStatus::Pending).await;
            pay(&test, id, 1).await;
            let report = run_until_idle(&test.engine).await.unwrap();
            let expected = if n < 6 { (0, 1) } else { (1, 0) };
            assert_eq!((report.postponed, report.retried), expected, "service {n}");
            waiting.push(id);
        }
        assert_eq!(test.engine.left_alone().len(), 1);
        test.world.faults.up("fakepanel");
        for _ in 0..2 {
            test.clock.advance(SignedDuration::from_secs(61));
            run_until_idle(&test.engine).await.unwrap();
        }
        for id in waiting {
            assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
        }
        assert!(test.engine.left_alone().is_empty());
    }
}
