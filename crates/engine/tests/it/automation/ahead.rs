//! While invoices of some clients are written, those of the next ones are decided: on SQLite, where
//! acts have to wait for each other. What somebody else writes meanwhile is not overlooked.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::system::secrets::Secrets;
use engine::testing::{TestEngine, one};
use engine::{Door, Engine};
use store::{Db, args};

use super::due::items;
use crate::house::{books_add_up, client, service};

/// So many that they do not share one act.
const CLIENTS: usize = 1_100;
/// What they pay at first.
const PRICE: i64 = 1_000;

async fn company() -> TestEngine {
    let test = one().await.unwrap();
    let mut act = test.act().await.unwrap();
    for _ in 0..CLIENTS {
        let client = client(&mut act.conn).await;
        service(&mut act.conn, client, "2026-01-05").await;
    }
    act.commit().await.unwrap();
    test
}

/// The same company on a disk that is waited for, which those of tests do not.
async fn on_disk() -> TestEngine {
    let test = company().await;
    let db = Db::open(&test.home.url).await.unwrap();
    let engine = Engine::new(db, test.world.world.clone(), Secrets::new("test", [1; 32]));
    TestEngine { engine, ..test }
}

/// Asks for another price, again and again; how often.
async fn change_prices(engine: Engine, done: Arc<AtomicBool>) -> i64 {
    let mut price = PRICE;
    while !done.load(Ordering::Relaxed) {
        price += 1;
        let mut act = engine.begin_system(Door::Cli, "Test").await.unwrap();
        let sql = "update services set recurring_minor = $1";
        act.conn.exec(sql, args![price]).await.unwrap();
        act.log(None, price.to_string()).await.unwrap();
        act.commit().await.unwrap();
        tokio::task::yield_now().await;
    }
    price - PRICE
}

#[tokio::test(flavor = "multi_thread")]
async fn b7_each_client_is_invoiced_once_when_shares_are_decided_ahead() {
    for test in [company().await, on_disk().await] {
        let made = items(&test, "CreateInvoices").await;
        assert_eq!(made.iter().filter(|item| item.what == "invoice").count(), CLIENTS);
        // Told are the shares in their order.
        let told: Vec<i64> =
            made.iter().filter(|item| item.what == "invoice").map(|item| item.id).collect();
        assert!(told.is_sorted(), "{told:?}");
        // Another handle finds what is kept.
        let mut c = test.home.db.read().await.unwrap();
        let sql =
            "select count(distinct client_id), min(total_minor), max(total_minor) from invoices";
        let found: (i64, i64, i64) = c.one(sql, args![]).await.unwrap();
        assert_eq!(found, (CLIENTS as i64, PRICE, PRICE));
        assert!(items(&test, "CreateInvoices").await.is_empty(), "B7: once");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b6_a_price_counts_from_the_moment_it_is_written() {
    // Who waits for the disk changes a price less often.
    for (test, least) in [(company().await, 5), (on_disk().await, 2)] {
        prices_count(&test, least).await;
    }
}

async fn prices_count(test: &TestEngine, least: i64) {
    let done = Arc::new(AtomicBool::new(false));
    let changing = tokio::spawn(change_prices(test.engine.clone(), Arc::clone(&done)));
    items(test, "CreateInvoices").await;
    done.store(true, Ordering::Relaxed);
    let changes = changing.await.unwrap();
    assert!(changes >= least, "only {changes} changes while invoices were made");
    let mut c = test.engine.read().await.unwrap();
    let totals: Vec<(i64, i64)> =
        c.all("select id, total_minor from invoices", args![]).await.unwrap();
    let totals: HashMap<i64, i64> = totals.into_iter().collect();
    assert_eq!(totals.len(), CLIENTS);
    // The log is in the order of the acts.
    let lines: Vec<String> =
        c.column("select description from activity order by id", args![]).await.unwrap();
    let mut price = PRICE;
    for line in lines {
        if let Ok(changed) = line.parse() {
            price = changed;
        } else if let Some(invoice) = line.strip_prefix("Created Invoice - Invoice ID: ") {
            assert_eq!(totals[&invoice.parse::<i64>().unwrap()], price, "invoice {invoice}");
        }
    }
    books_add_up(test).await;
}
