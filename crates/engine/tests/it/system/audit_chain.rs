//! S45: the audit log is a chain; whoever edits or removes an entry is found out.

use engine::automation::{Wanted, find, run_now};
use engine::people::clients;
use engine::system::audit_chain::{Head, stamp, verify};
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use serde_json::json;
use store::args;

use crate::house::{client, set};
use crate::scenery::number;

/// An act that changes something, seen by the audit log.
async fn write(test: &TestEngine, entity: &'static str, id: i64, from: i64) {
    let mut act = test.act().await.unwrap();
    act.changed(entity, id, &[("n", json!(from), json!(from + 1))]).await.unwrap();
    act.commit().await.unwrap();
}

async fn stamped(test: &TestEngine) -> Option<Head> {
    stamp(&test.engine.cx(test.caller())).await.unwrap()
}

/// What is wrong, in words, and the end of the chain.
async fn check(test: &TestEngine, kept: Option<&Head>) -> (Vec<String>, Head) {
    let mut c = test.engine.read().await.unwrap();
    let (violations, head) = verify(&mut c, kept).await.unwrap();
    let told = |each: &engine::billing::books::Violation| {
        let what = each.invariant.split(" (S45)").next().unwrap_or_default();
        format!("{what}: {}", each.subject)
    };
    (violations.iter().map(told).collect(), head)
}

/// Changes the database behind everybody's back; how many rows that were.
async fn tamper(test: &TestEngine, sql: &str) -> u64 {
    let mut c = test.engine.db().write().await.unwrap();
    let rows = c.exec(sql, args![]).await.unwrap();
    c.commit().await.unwrap();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_every_entry_is_stamped_once_though_many_write_and_several_stamp() {
    for test in each().await.unwrap() {
        let writers = (0..8).map(async |writer| {
            for n in 0..20 {
                write(&test, "things", writer, n).await;
            }
        });
        let stampers = (0..4).map(async |_| {
            for _ in 0..20 {
                stamped(&test).await;
            }
        });
        let writers = futures::future::join_all(writers);
        futures::future::join(writers, futures::future::join_all(stampers)).await;
        stamped(&test).await;
        let (wrong, head) = check(&test, None).await;
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(number(&test, "select count(*) from audit").await, head.seq);
        assert_eq!(number(&test, "select count(*) from audit_stamps").await, head.seq);
        assert!(head.seq >= 160);
        assert_eq!(stamped(&test).await, None, "there is nothing more to do");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_what_was_done_to_stamped_entries_is_told() {
    // Each of these to a log of its own, whose third entry is of the thing 3.
    for (sql, expected) in [
        ("update audit set changes = '{\"n\":[2,9]}' where entity_id = 3", "is as it was written"),
        ("update audit set changes = '{}', ip = '' where entity_id = 3", "is as it was written"),
        ("update audit set actor_id = 7 where entity_id = 3", "is as it was written"),
        ("update audit set at = at - 1 where entity_id = 3", "is as it was written"),
        ("update audit set entity_id = 4 where entity_id = 3", "is as it was written"),
        ("update audit set ip = '192.0.2.1' where entity_id = 3", "is as it was written"),
        ("delete from audit where entity_id = 3", "is missing"),
        (
            "delete from audit_stamps where audit_id = (select id from audit where entity_id = 3)",
            "without a gap",
        ),
    ] {
        for test in each().await.unwrap() {
            for n in 1..=5 {
                write(&test, "things", n, n).await;
            }
            stamped(&test).await.unwrap();
            assert_eq!(check(&test, None).await.0, Vec::<String>::new());
            assert_eq!(tamper(&test, sql).await, 1, "{sql}");
            let (wrong, _) = check(&test, None).await;
            assert!(wrong.iter().any(|told| told.contains(expected)), "{sql}: {wrong:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_an_entry_that_is_put_in_later_is_told() {
    for test in each().await.unwrap() {
        write(&test, "things", 1, 1).await;
        tamper(&test, "update audit set id = id + 100").await;
        test.clock.advance(SignedDuration::from_hours(1));
        write(&test, "things", 2, 1).await;
        tamper(&test, "update audit set id = 200 where entity_id = 2").await;
        stamped(&test).await.unwrap();
        let sql = "insert into audit (id, at, actor, door, action, entity, entity_id, changes)
            values (5, 0, 'staff', 'page', 'AddCredit', 'client', 1, '{}')";
        tamper(&test, sql).await;
        let (wrong, _) = check(&test, None).await;
        let expected = "nothing is put among stamped entries of the audit log: audit entry 5";
        assert_eq!(wrong, [expected]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_an_end_that_was_cut_off_is_known_to_whoever_kept_it() {
    for test in each().await.unwrap() {
        write(&test, "things", 1, 1).await;
        let first = stamped(&test).await.unwrap();
        write(&test, "things", 2, 1).await;
        let kept = stamped(&test).await.unwrap();
        write(&test, "things", 3, 1).await;
        stamped(&test).await.unwrap();
        assert_eq!(check(&test, Some(&kept)).await.0, Vec::<String>::new());
        tamper(&test, "delete from audit where entity = 'things' and entity_id > 1").await;
        tamper(&test, &format!("delete from audit_stamps where seq > {}", first.seq)).await;
        assert_eq!(check(&test, Some(&first)).await.0, Vec::<String>::new());
        let (wrong, head) = check(&test, Some(&kept)).await;
        assert_eq!((wrong.len(), head), (1, first));
        assert!(wrong[0].contains("kept elsewhere"), "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_an_erasure_takes_what_is_personal_and_nothing_else() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let (jane, joe) = (client(&mut act.conn).await, client(&mut act.conn).await);
        act.commit().await.unwrap();
        for id in [jane.0, joe.0] {
            write(&test, "client", id, 1).await;
        }
        stamped(&test).await.unwrap();
        let mut act = test.act().await.unwrap();
        clients::delete(&mut act, jane, true).await.unwrap();
        act.commit().await.unwrap();
        let blank = "select count(*) from audit where changes = '{}' and ip = ''";
        assert_eq!(number(&test, blank).await, 1);
        assert_eq!(check(&test, None).await.0, Vec::<String>::new(), "before its entry is stamped");
        stamped(&test).await.unwrap();
        assert_eq!(check(&test, None).await.0, Vec::<String>::new());
        let sql = format!(
            "update audit set changes = '{{}}', ip = '' where entity = 'client' and entity_id = {joe}"
        );
        tamper(&test, &sql).await;
        assert_eq!(check(&test, None).await.0.len(), 1, "nobody erased the other one");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s45_the_chain_goes_on_behind_what_was_pruned() {
    for test in each().await.unwrap() {
        set(&test, "ActivityLogPruneDays", "30").await;
        write(&test, "things", 1, 1).await;
        let kept = stamped(&test).await.unwrap();
        test.clock.advance_days(40);
        // Not stamped yet, so it stays, however old.
        write(&test, "things", 2, 1).await;
        let cx = test.engine.cx(test.caller());
        let tasks = vec![find("LogPruning").unwrap()];
        run_now(&cx, &Wanted { tasks, ..Wanted::default() }).await.unwrap();
        let left = "select count(*) from audit where entity = 'things'";
        assert_eq!(number(&test, left).await, 1);
        let (wrong, head) = check(&test, Some(&kept)).await;
        assert_eq!(wrong, Vec::<String>::new());
        assert!(head.seq > kept.seq);
        tamper(&test, "update audit_beginning set hash = ''").await;
        assert_eq!(check(&test, None).await.0.len(), 1, "the chain does not begin there");
    }
}
