//! Many rows in one statement come out as one by one.

use store::system::{jobs, outbox};
use store::testing::each;
use store::{args, values};

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_written_in_their_order_whatever_is_in_them() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        c.batch("create table t (id bigint, b text, c text)").await.unwrap();
        let texts = ["", "a,b", "{\"x\"}", "NULL", "back\\slash", "line\nbreak", "ü"];
        // More than SQLite takes at a time, and some that are left.
        let texts = texts.repeat(6);
        let rows: Vec<_> = (0..texts.len())
            .map(|at| values![i64::try_from(at).unwrap(), texts[at], None::<String>])
            .collect();
        let sql = "insert into t (id, b, c) values ($1, $2, $3) returning id, b, c";
        type Written = (i64, String, Option<String>);
        for some in [&rows[..0], &rows[..1], &rows[..7], &rows] {
            c.exec("delete from t", args![]).await.unwrap();
            let written: Vec<Written> = c.insert_all(sql, some).await.unwrap();
            let expected = (0..).zip(&texts).map(|(id, b)| (id, (*b).to_owned(), None));
            assert_eq!(written, expected.take(some.len()).collect::<Vec<_>>());
            let kept: i64 = c.scalar("select count(*) from t", args![]).await.unwrap();
            assert_eq!(kept, i64::try_from(some.len()).unwrap());
        }
        let sql = "insert into t (id, b, c) values ($1, $2, $3)";
        c.insert_each(sql, &rows).await.unwrap();
        let kept: i64 = c.scalar("select count(*) from t", args![]).await.unwrap();
        assert_eq!(kept, 84);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_numbered_in_their_order_and_a_key_is_taken_once() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        let payloads: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let new = |payload| outbox::New { kind: "Test", client: None, payload };
        let events: Vec<_> = payloads.iter().map(|payload| new(payload.as_str())).collect();
        let ids = outbox::add(&mut c, 7, &events).await.unwrap();
        for (id, payload) in ids.iter().zip(&payloads) {
            let sql = "select payload from outbox where id = $1";
            assert_eq!(&c.scalar::<String>(sql, args![*id]).await.unwrap(), payload);
        }
        let job = |unique_key| jobs::New {
            kind: "k",
            payload: "{}",
            unique_key,
            run_at: 0,
            attempts_max: 1,
        };
        let all = [job(Some("a")), job(None), job(Some("b")), job(Some("a")), job(None)];
        let new = jobs::add_all(&mut c, &all).await.unwrap();
        assert_eq!(new, [true, true, true, false, true]);
        assert_eq!(jobs::add_all(&mut c, &all[..3]).await.unwrap(), [false, true, false]);
        let known = jobs::known_keys(&mut c, &["a", "x", "b"]).await.unwrap();
        assert_eq!(known, ["a", "b"].map(str::to_owned).into());
    }
}
