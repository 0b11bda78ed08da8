//! Reads, writes, roll-backs and group commit.

use futures::FutureExt as _;
use store::testing::{TestDb, each, sqlite};
use store::{Conn, Db, StoreError, Trouble, args};

async fn put(c: &mut Conn, key: &str, value: &str) {
    store::system::settings::put(c, key, value).await.unwrap();
}

async fn get(db: &Db, key: &str) -> Option<String> {
    let mut c = db.read().await.unwrap();
    c.maybe_scalar("select value from settings where key = $1", args![key]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_is_kept_only_when_committed() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        put(&mut c, "a", "1").await;
        drop(c);
        assert_eq!(get(&test.db, "a").await, None, "{:?}", test.db);
        let mut c = test.db.write().await.unwrap();
        put(&mut c, "a", "2").await;
        c.commit().await.unwrap();
        assert_eq!(get(&test.db, "a").await.as_deref(), Some("2"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_are_bound_by_number() {
    for test in each().await.unwrap() {
        let mut c = test.db.read().await.unwrap();
        let sql = "select cast($2 as text), cast($1 as text), cast($2 as text)";
        let row: (String, String, String) = c.one(sql, args!["one", "two"]).await.unwrap();
        assert_eq!(row, ("two".into(), "one".into(), "two".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_violated_key_is_told_from_other_errors() {
    for test in each().await.unwrap() {
        let insert = "insert into counters (name, next) values ($1, $2)";
        let mut c = test.db.write().await.unwrap();
        c.exec(insert, args!["a", 1]).await.unwrap();
        let twice = c.exec(insert, args!["a", 1]).await.unwrap_err();
        assert!(twice.is_duplicate(), "{twice:?}");
        drop(c);
        let mut c = test.db.write().await.unwrap();
        let checked = c.exec(insert, args!["b", 0]).await.unwrap_err();
        assert!(matches!(checked, StoreError::Constraint { unique: false, .. }), "{checked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_connection_of_sqlite_refuses_writes() {
    let test = sqlite().await.unwrap();
    let mut c = test.db.read().await.unwrap();
    assert!(store::system::settings::put(&mut c, "a", "1").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_writers_lose_nothing_and_a_failed_one_undoes_only_itself() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        c.exec("insert into counters (name, next) values ('n', 1)", args![]).await.unwrap();
        c.commit().await.unwrap();
        let tasks = (0..64).map(|number| {
            let db = test.db.clone();
            tokio::spawn(async move {
                let mut c = db.write().await.unwrap();
                c.exec("update counters set next = next + 1 where name = 'n'", args![])
                    .await
                    .unwrap();
                if number % 4 == 0 {
                    return; // dropped: must leave no trace
                }
                c.commit().await.unwrap();
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let mut c = test.db.read().await.unwrap();
        let next: i64 = c.scalar("select next from counters", args![]).await.unwrap();
        assert_eq!(next, 1 + 48, "{:?}", test.db);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        let sql = "insert into migrations (version, name, applied_at) values (9999, 'x', 0)";
        c.exec(sql, args![]).await.unwrap();
        c.commit().await.unwrap();
        assert!(matches!(test.db.migrate(0).await, Err(StoreError::Migration(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_on_sqlite_knows_whether_another_came_before() {
    let test = sqlite().await.unwrap();
    let first = test.db.write().await.unwrap();
    let start = first.writes_before().unwrap();
    first.commit().await.unwrap();
    let undone = test.db.write().await.unwrap();
    assert_eq!(undone.writes_before(), Some(start + 1));
    drop(undone);
    assert_eq!(test.db.read().await.unwrap().writes_before(), None);
    // Another process.
    let other = Db::open(&test.url).await.unwrap();
    let mut c = other.write().await.unwrap();
    put(&mut c, "a", "1").await;
    c.commit().await.unwrap();
    let third = test.db.write().await.unwrap();
    assert_eq!(third.writes_before(), Some(start + 2));
    // One that waited shares the transaction: readers do not see yet what it sees.
    let mut waiting = Box::pin(test.db.write());
    assert!((&mut waiting).now_or_never().is_none());
    let sharing = async {
        let sharing = waiting.await.unwrap();
        let before = sharing.writes_before();
        sharing.commit().await.unwrap();
        before
    };
    let (committed, before) = tokio::join!(third.commit(), sharing);
    committed.unwrap();
    assert_eq!(before, None);
    assert_eq!(test.db.write().await.unwrap().writes_before(), Some(start + 4));
}

/// A handle that waits for the disk, which those of tests do not.
async fn on_disk(test: &TestDb) -> Db {
    Db::open(&test.url).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_in_turn_are_seen_in_their_order_and_kept_together() {
    for test in each().await.unwrap() {
        let db = on_disk(&test).await;
        let (mut before, mut kept) = (Vec::new(), Vec::new());
        for number in 1..=5 {
            let mut c = db.write_in_turn().await.unwrap();
            before.extend(c.writes_before());
            put(&mut c, "n", &number.to_string()).await;
            kept.push(c.commit_in_turn().await.unwrap());
            assert_eq!(get(&test.db, "n").await, Some(number.to_string()));
        }
        let mut undone = db.write_in_turn().await.unwrap();
        put(&mut undone, "n", "6").await;
        drop(undone);
        // What is written in another way is on disk after all of them.
        let mut other = db.write().await.unwrap();
        before.extend(other.writes_before());
        put(&mut other, "other", "1").await;
        other.commit().await.unwrap();
        for one in kept {
            one.wait().await.unwrap();
        }
        assert_eq!(get(&test.db, "n").await.as_deref(), Some("5"));
        assert_eq!(get(&test.db, "other").await.as_deref(), Some("1"));
        let first = before.first().copied().unwrap_or_default();
        let expected: Vec<u64> =
            if db.kind() == "SQLite" { (first..=first + 5).collect() } else { Vec::new() };
        assert_eq!(before, expected);
        db.close();
    }
}

/// Whoever asks again for what was done with a key is told so at once: that must be on disk.
#[tokio::test(flavor = "multi_thread")]
async fn no_other_write_shares_a_transaction_whose_disk_is_waited_for_later() {
    let test = sqlite().await.unwrap();
    let db = on_disk(&test).await;
    for keeps in [true, false] {
        let mut first = db.write_in_turn().await.unwrap();
        let start = first.writes_before().unwrap();
        put(&mut first, "first", &keeps.to_string()).await;
        let mut waiting = Box::pin(db.write());
        assert!((&mut waiting).now_or_never().is_none());
        let second = async {
            let mut second = waiting.await.unwrap();
            let before = second.writes_before();
            put(&mut second, "second", &keeps.to_string()).await;
            if keeps {
                second.commit().await.unwrap();
            }
            before
        };
        let (first, before) = tokio::join!(first.commit_in_turn(), second);
        assert_eq!(before, Some(start + 1));
        first.unwrap().wait().await.unwrap();
        assert_eq!(get(&db, "first").await, Some(keeps.to_string()));
        assert_eq!(get(&db, "second").await.as_deref(), Some("true"));
    }
    // Two in turn that queue up do share one.
    let first = db.write_in_turn().await.unwrap();
    let mut waiting = Box::pin(db.write_in_turn());
    assert!((&mut waiting).now_or_never().is_none());
    let sharing = async {
        let sharing = waiting.await.unwrap();
        let before = sharing.writes_before();
        sharing.commit_in_turn().await.unwrap().wait().await.unwrap();
        before
    };
    let (first, before) = tokio::join!(first.commit_in_turn(), sharing);
    first.unwrap().wait().await.unwrap();
    assert_eq!(before, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_write_in_turn_and_in_another_way_lose_nothing() {
    for test in each().await.unwrap() {
        let db = on_disk(&test).await;
        let mut c = db.write().await.unwrap();
        c.exec("insert into counters (name, next) values ('n', 1)", args![]).await.unwrap();
        c.commit().await.unwrap();
        let tasks = (0..64).map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut c = match number % 2 {
                    0 => db.write_in_turn().await.unwrap(),
                    _ => db.write().await.unwrap(),
                };
                c.exec("update counters set next = next + 1 where name = 'n'", args![])
                    .await
                    .unwrap();
                match number % 8 {
                    0 | 1 => {} // dropped: must leave no trace
                    2 | 4 | 6 => c.commit_in_turn().await.unwrap().wait().await.unwrap(),
                    _ => c.commit().await.unwrap(),
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let mut c = test.db.read().await.unwrap();
        let next: i64 = c.scalar("select next from counters", args![]).await.unwrap();
        assert_eq!(next, 1 + 48, "{:?}", test.db);
        db.close();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_on_postgres_does_not_know_what_came_before() {
    for test in each().await.unwrap() {
        let known = test.db.write().await.unwrap().writes_before().is_some();
        assert_eq!(known, test.db.kind() == "SQLite");
    }
}

/// Lets the file grow to so many pages; SQLite takes what it has for the least.
async fn limit(db: &Db, pages: i64) {
    let mut c = db.write().await.unwrap();
    let sql = format!("pragma max_page_count = {pages}");
    let _: i64 = c.scalar(&sql, args![]).await.unwrap();
}

/// F08: SQLite may undo all that a common transaction has done when there is no room. Everybody in
/// it must be told, and nobody may begin in its middle.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_a_full_disk_undid_is_told_to_each_of_its_writes() {
    let test = sqlite().await.unwrap();
    let mut first = test.db.write().await.unwrap();
    put(&mut first, "first", "1").await;
    // The second waits for the first, and so shares its transaction.
    let mut waiting = Box::pin(test.db.write());
    assert!((&mut waiting).now_or_never().is_none());
    let first = tokio::spawn(first.commit());
    let mut second = waiting.await.unwrap();
    let mut third = Box::pin(test.db.write());
    assert!((&mut third).now_or_never().is_none());
    let _: i64 = second.scalar("pragma max_page_count = 1", args![]).await.unwrap();
    let large = "x".repeat(200_000);
    let full = store::system::settings::put(&mut second, "second", &large).await.unwrap_err();
    assert_eq!(full.trouble(), Some(Trouble::Full), "{full:?}");
    let more = store::system::settings::put(&mut second, "more", "1").await;
    assert!(more.is_err(), "a write after its transaction is gone");
    assert!(second.commit().await.is_err());
    let told = first.await.unwrap().unwrap_err();
    assert_eq!(told.trouble(), Some(Trouble::Away), "{told:?}");
    let mut third = third.await.unwrap();
    put(&mut third, "third", "3").await;
    third.commit().await.unwrap();
    limit(&test.db, i64::from(u32::MAX - 1)).await;
    let mut fourth = test.db.write().await.unwrap();
    put(&mut fourth, "fourth", &large).await;
    fourth.commit().await.unwrap();
    for (key, kept) in [("first", 0), ("second", 0), ("more", 0), ("third", 1), ("fourth", 200_000)]
    {
        assert_eq!(get(&test.db, key).await.unwrap_or_default().len(), kept, "{key}");
    }
}

/// F07: a server that ends connections is away, and the next request finds it again; whether a
/// commit arrived is not known.
#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_that_ends_connections_is_away_and_found_again() {
    for test in each().await.unwrap() {
        if test.db.kind() != "PostgreSQL" {
            continue;
        }
        let end = |pid: i64| {
            let db = test.db.clone();
            async move {
                let mut c = db.read().await.unwrap();
                let ended: bool = c
                    .scalar("select pg_terminate_backend($1::bigint::integer)", args![pid])
                    .await
                    .unwrap();
                assert!(ended);
            }
        };
        let pid = "select pg_backend_pid()::bigint";
        let mut writing = test.db.write().await.unwrap();
        end(writing.scalar(pid, args![]).await.unwrap()).await;
        let away = store::system::settings::put(&mut writing, "a", "1").await.unwrap_err();
        assert_eq!(away.trouble(), Some(Trouble::Away), "{away:?}");
        let mut committing = test.db.write().await.unwrap();
        put(&mut committing, "b", "1").await;
        end(committing.scalar(pid, args![]).await.unwrap()).await;
        let unsure = committing.commit().await.unwrap_err();
        assert_eq!(unsure.trouble(), Some(Trouble::Unsure), "{unsure:?}");
        let mut again = test.db.write().await.unwrap();
        put(&mut again, "c", "1").await;
        again.commit().await.unwrap();
        assert_eq!(get(&test.db, "c").await.as_deref(), Some("1"));
    }
}
