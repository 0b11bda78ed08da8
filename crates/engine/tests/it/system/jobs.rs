//! The job queue: patience, leases, mails.

use engine::Job;
use engine::jobs::{LeftAlone, run_forever, run_until_idle, work_once};
use engine::system::mail::{self, NewMail};
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use ports::Refused;
use ports::fake::Mishap;
use ports::mail::MailOutcome;
use serde_json::json;
use store::system::jobs;

use crate::scenery::number;

async fn enqueue_mail(test: &TestEngine, key: Option<&str>) {
    let mut act = test.act().await.unwrap();
    let new = NewMail {
        to: "jane@example.com".into(),
        subject: "Hello".into(),
        text: "Hello Jane".into(),
        ..NewMail::default()
    };
    mail::enqueue(&mut act, &new, key.map(str::to_owned)).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_sent_once_per_key_and_tried_again_when_it_did_not_leave() {
    for test in each().await.unwrap() {
        enqueue_mail(&test, Some("welcome:1")).await;
        enqueue_mail(&test, Some("welcome:1")).await;
        test.world.faults.next(Mishap::NotSent);
        let first = run_until_idle(&test.engine).await.unwrap();
        assert_eq!((first.done, first.retried), (0, 1));
        assert!(test.world.mailer.outbox().is_empty());
        test.clock.advance(SignedDuration::from_secs(29));
        assert_eq!(run_until_idle(&test.engine).await.unwrap().jobs(), 0, "not yet");
        test.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(run_until_idle(&test.engine).await.unwrap().done, 1);
        let sent = test.world.mailer.take();
        assert_eq!(sent.len(), 1);
        let id = &sent[0].message_id;
        assert!(id.starts_with("<hostler-1-0-0-0-") && id.ends_with("@example.com>"), "{id}");
        // What was sent may have had a secret in it; the key stays, so that it is sent once.
        let kept = "select count(*) from jobs where payload = '{}' and unique_key = 'welcome:1'";
        assert_eq!(number(&test, kept).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_is_given_up_and_says_why() {
    for test in each().await.unwrap() {
        test.world.mailer.answer_next(MailOutcome::Refused(Refused::new("550", "No such user")));
        enqueue_mail(&test, None).await;
        let mut act = test.act().await.unwrap();
        let odd = Job { kind: "nonsense", payload: json!({}), unique_key: None };
        act.enqueue(odd).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(run_until_idle(&test.engine).await.unwrap().given_up, 2);
        let mut c = test.engine.read().await.unwrap();
        let sql = "select last_error from jobs where failed_at is not null order by id";
        let errors: Vec<String> = c.column(sql, store::args![]).await.unwrap();
        assert_eq!(errors, ["No such user (550)", "nobody does jobs of the kind nonsense"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_dead_worker_is_done_by_another_after_its_lease() {
    for test in each().await.unwrap() {
        enqueue_mail(&test, None).await;
        let now = test.engine.now().as_second();
        let mut c = test.home.db.write().await.unwrap();
        let claimed = jobs::claim(&mut c, "dead", now, now + 180, 1).await.unwrap();
        c.commit().await.unwrap();
        assert_eq!(work_once(&test.engine, "alive").await.unwrap().jobs(), 0);
        test.clock.advance(SignedDuration::from_secs(181));
        assert_eq!(work_once(&test.engine, "alive").await.unwrap().done, 1);
        let mut c = test.home.db.write().await.unwrap();
        assert!(!jobs::done(&mut c, &claimed[0], "dead", now + 181).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_enqueues_nothing() {
    for test in each().await.unwrap() {
        let cx = test.engine.cx(test.caller().dry());
        let mut act = cx.act("Test").await.unwrap();
        let new = NewMail { to: "jane@example.com".into(), ..NewMail::default() };
        mail::enqueue(&mut act, &new, None).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(number(&test, "select count(*) from jobs").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_written_to_without_an_address() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        mail::enqueue(&mut act, &NewMail::default(), None).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(number(&test, "select count(*) from jobs").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_wakes_up_for_new_jobs_and_ends_when_told() {
    for test in each().await.unwrap() {
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let worker = tokio::spawn(run_forever(test.engine.clone(), stopped));
        for _ in 0..40 {
            enqueue_mail(&test, None).await;
        }
        while number(&test, "select count(*) from jobs where done_at is null").await > 0 {
            tokio::task::yield_now().await;
        }
        stop.send(true).unwrap();
        worker.await.unwrap();
        assert_eq!(test.world.mailer.outbox().len(), 40);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_fails_is_left_alone_and_no_try_is_used_up_meanwhile() {
    for test in each().await.unwrap() {
        test.world.faults.down("fakemail");
        for n in 1..=5 {
            assert!(test.engine.left_alone().is_empty(), "after {} failures", n - 1);
            enqueue_mail(&test, Some(&format!("failing:{n}"))).await;
            assert_eq!(run_until_idle(&test.engine).await.unwrap().retried, 1);
        }
        let until = test.engine.now() + SignedDuration::from_secs(60);
        let since = Some(test.engine.now());
        let mail = LeftAlone { target: "mail server".to_owned(), since, until: Some(until) };
        assert_eq!(test.engine.left_alone(), [mail]);
        let calls = test.world.faults.calls();
        enqueue_mail(&test, Some("waiting")).await;
        let waits = run_until_idle(&test.engine).await.unwrap();
        assert_eq!((waits.postponed, waits.retried), (1, 0));
        assert_eq!(test.world.faults.calls(), calls, "nobody was asked");
        let tries = "select attempts from jobs where unique_key = 'waiting'";
        assert_eq!(number(&test, tries).await, 0);
        // One that fails begins another pause, one that works ends it.
        test.clock.advance(SignedDuration::from_secs(60));
        let again = work_once(&test.engine, "one").await.unwrap();
        assert_eq!((again.retried, again.postponed), (1, 5), "one of them tries");
        assert_eq!(test.world.faults.calls(), calls + 1);
        assert_eq!(test.engine.left_alone().len(), 1);
        test.world.faults.up("fakemail");
        test.clock.advance(SignedDuration::from_secs(3_600));
        assert_eq!(run_until_idle(&test.engine).await.unwrap().given_up, 0);
        test.clock.advance(SignedDuration::from_secs(60));
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(test.world.mailer.take().len(), 6);
        assert!(test.engine.left_alone().is_empty());
    }
}
