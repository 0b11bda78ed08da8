//! Many rows in one statement come out as one by one.

use jiff::civil::date;
use model::billing::renewal::ItemKind;
use model::dates::Period;
use model::ids::{ClientId, InvoiceId};
use store::billing::billed_periods::{self, Claim};
use store::billing::payers;
use store::people::{clients, emails};
use store::system::{jobs, outbox};
use store::testing::each;
use store::{Conn, args, values};

use super::people::{client, with_currency};

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_written_in_their_order_whatever_is_in_them() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        c.batch("create table t (id bigint, b text, c text)").await.unwrap();
        let texts = ["", "a,b", "{\"x\"}", "NULL", "back\\slash", "line\nbreak", "ü"];
        // As many as SQLite takes at a time, as it takes of a remainder, and some that are left.
        let texts = texts.repeat(21);
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
        assert_eq!(kept, 294);
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
        assert_eq!((ids.len(), outbox::add(&mut c, 7, &[]).await.unwrap()), (300, Vec::new()));
        // The numbers go on after the last one, which is gone.
        let last = ids.last().copied().unwrap();
        c.exec("delete from outbox where id = $1", args![last]).await.unwrap();
        assert_eq!(outbox::add(&mut c, 7, &events[..1]).await.unwrap(), [last + 1]);
        assert_eq!(outbox::add(&mut c, 7, &events[..2]).await.unwrap(), [last + 2, last + 3]);
        let all = [job(Some("a")), job(None), job(Some("b")), job(Some("a")), job(None)];
        let new = jobs::add_all(&mut c, &all).await.unwrap();
        assert_eq!(new, [true, true, true, false, true]);
        assert_eq!(jobs::add_all(&mut c, &all[..3]).await.unwrap(), [false, true, false]);
        assert_eq!(jobs::add_all(&mut c, &all[..1]).await.unwrap(), [false]);
        let known = jobs::known_keys(&mut c, &["a", "x", "b"]).await.unwrap();
        assert_eq!(known, ["a", "b"].map(str::to_owned).into());
        // More than one statement takes: every third is there by then, and the last one twice.
        let keys: Vec<String> = (0..200).map(|n| n.to_string()).collect();
        let first: Vec<_> = keys.iter().step_by(3).map(|key| job(Some(key.as_str()))).collect();
        assert_eq!(jobs::add_all(&mut c, &first).await.unwrap(), vec![true; first.len()]);
        let mut twice: Vec<_> = keys.iter().map(|key| job(Some(key.as_str()))).collect();
        twice.push(twice[199]);
        let expected: Vec<bool> = (0..=200).map(|n| n % 3 != 0 && n < 200).collect();
        assert_eq!(jobs::add_all(&mut c, &twice).await.unwrap(), expected);
    }
}

fn job(unique_key: Option<&str>) -> jobs::New<'_> {
    jobs::New { kind: "k", payload: "{}", unique_key, run_at: 0, attempts_max: 1 }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_numbered_in_their_order() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        let payer = clients::add(&mut c, &client("Ada", "Low", "", "a@example.com")).await.unwrap();
        let subjects: Vec<String> = (0..150).map(|n| n.to_string()).collect();
        let mails: Vec<_> = subjects.iter().map(|subject| mail(payer, subject)).collect();
        // A row of another table in between has no say in their numbers.
        for some in [&mails[..1], &mails[..], &mails[..5]] {
            let ids = emails::add(&mut c, some).await.unwrap();
            assert_eq!(ids.len(), some.len());
            for (id, mail) in ids.into_iter().zip(some) {
                let kept = emails::to_send(&mut c, id).await.unwrap().unwrap();
                assert_eq!(kept.subject, mail.subject);
            }
            jobs::add(&mut c, "k", "{}", None, 0).await.unwrap();
        }
    }
}

fn mail(client: ClientId, subject: &str) -> emails::New<'_> {
    let (to, cc, to_name, message) = ("a@example.com", "", "", "");
    emails::New { client, to, cc, subject, to_name, message, plain: None, at: 7 }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_is_claimed_once() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        let payer = clients::add(&mut c, &client("Ada", "Low", "", "a@example.com")).await.unwrap();
        let (one, other) = (invoice(&mut c, payer).await, invoice(&mut c, payer).await);
        let of = |item_id, invoice| {
            let period = Period { from: date(2026, 1, 1), to_exclusive: date(2026, 2, 1) };
            Claim { item: ItemKind::Service, item_id, period, invoice }
        };
        let many: Vec<_> = (1_001..=1_150).map(|item| of(item, one)).collect();
        // What is claimed, and the first of it that is too late.
        for (claims, late) in [
            (vec![], None),
            (vec![of(100, one)], None),
            (vec![of(100, other)], Some(of(100, other))),
            (many, None),
            (vec![of(101, other), of(1_090, other), of(1_001, other)], Some(of(1_090, other))),
            (vec![of(102, one), of(103, other), of(102, one)], Some(of(102, one))),
            (vec![of(104, one), of(104, other)], Some(of(104, other))),
            (vec![of(100, one)], Some(of(100, one))),
        ] {
            assert_eq!(billed_periods::claim(&mut c, &claims).await.unwrap(), late, "{claims:?}");
        }
        let held = billed_periods::of_item(&mut c, ItemKind::Service, 1_090).await.unwrap();
        assert_eq!(held.iter().map(|row| row.invoice_id).collect::<Vec<_>>(), [one]);
    }
}

async fn invoice(c: &mut Conn, payer: ClientId) -> InvoiceId {
    let sql = "insert into invoices (client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, total_minor, created_at, updated_at)
        values ($1, 1, 'Draft', '2026-01-01', '2026-01-01', 0, 0, 0, 0) returning id";
    c.scalar(sql, args![payer]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn credit_of_many_clients_is_moved_where_there_is_enough() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        let mut ids = Vec::new();
        for n in 0..5 {
            let row = client("Ada", "Low", "", &format!("{n}@example.com"));
            ids.push(clients::add(&mut c, &row).await.unwrap());
        }
        let by = |minor: [i64; 5]| ids.iter().copied().zip(minor).collect::<Vec<_>>();
        let left = vec![(ids[0], 0), (ids[2], 500), (ids[3], 499), (ids[4], 1)];
        // Five are filled up to eight: each is moved once all the same.
        for (moves, moved) in [
            (by([500; 5]), by([500; 5])),
            (by([-500, -501, 0, -1, -499]), left),
            (vec![(ids[1], 7)], vec![(ids[1], 507)]),
            (Vec::new(), Vec::new()),
        ] {
            let mut found = payers::move_credits(&mut c, &moves).await.unwrap();
            found.sort_unstable();
            assert_eq!(found, moved);
        }
        let sql = "select credit_minor from clients order by id";
        let kept: Vec<i64> = c.column(sql, args![]).await.unwrap();
        assert_eq!(kept, [0, 507, 500, 499, 1]);
    }
}
