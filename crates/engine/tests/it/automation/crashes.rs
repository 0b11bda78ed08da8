//! Crashes change nothing: killed at every write point, and ten nodes killed at random (B37).

use engine::Engine;
use engine::system::secrets::Secrets;
use engine::testing::{TestEngine, each};
use futures::future::join_all;
use jiff::SignedDuration;
use jiff::civil::Date;
use model::dates::add_days;
use model::ids::ClientId;

use super::company::{difference, live, make, state};
use crate::house::{ROUNDS, books_add_up, day, rounds};

/// Days until every kind of thing happens daily.
const WARM_UP_DAYS: i32 = 14;
/// A day has fewer write points than this.
const POINTS_MAX: i32 = 240;
/// Every so many-th write point of a day is died at, by database; `cargo xtask prove` takes each.
const STRIDES: [usize; 2] = [2, 6];

const FIRST: &str = "2026-01-04";

fn wake(test: &TestEngine, on: Date) {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
}

/// Another node goes on, once leases have run out and charges without an outcome can be asked
/// about.
async fn go_on(test: &TestEngine) {
    test.clock.advance(SignedDuration::from_secs(700));
    live(&test.engine, "another").await;
}

/// A twin that nothing happens to, lived to the same day.
async fn uninterrupted(test: &TestEngine, days: i32) -> Vec<String> {
    let clients = make(test, day(FIRST), POINTS_MAX).await;
    for number in 0..days {
        wake(test, add_days(day(FIRST), number).unwrap());
        live(&test.engine, "node").await;
    }
    books_add_up(test).await;
    state(test, &clients).await
}

async fn assert_same(test: &TestEngine, clients: &[ClientId], twin: &TestEngine, days: i32) {
    let expected = uninterrupted(twin, days).await;
    let found = state(test, clients).await;
    assert!(expected.len() > 500, "{} things happened", expected.len());
    assert_eq!(difference(&expected, &found), Vec::<String>::new(), "{:?}", test.engine);
    books_add_up(test).await;
}

/// Each day the node dies a little later than the day before, until it lives through one.
async fn die_later_every_day(test: &TestEngine, twin: &TestEngine, stride: usize) {
    let clients = make(test, day(FIRST), POINTS_MAX).await;
    for number in 0..WARM_UP_DAYS {
        wake(test, add_days(day(FIRST), number).unwrap());
        live(&test.engine, "node").await;
    }
    let mut days = WARM_UP_DAYS;
    for point in (0..i64::from(POINTS_MAX)).step_by(stride) {
        wake(test, add_days(day(FIRST), days).unwrap());
        days += 1;
        test.engine.die_after(point);
        live(&test.engine, "node").await;
        let lived = test.engine.commits_left() > 0;
        test.engine.die_after(i64::MAX);
        go_on(test).await;
        if lived {
            assert!(point > 50, "a day has {point} write points only");
            return assert_same(test, &clients, twin, days).await;
        }
    }
    panic!("a day has more write points than anybody thought");
}

#[tokio::test(flavor = "multi_thread")]
async fn b37_a_node_that_dies_at_every_write_point_leaves_what_an_immortal_one_does() {
    let (tests, twins) = (each().await.unwrap(), each().await.unwrap());
    let each_one = rounds() > ROUNDS;
    let runs = tests.iter().zip(&twins).zip(STRIDES).map(|((test, twin), stride)| {
        die_later_every_day(test, twin, if each_one { 1 } else { stride })
    });
    join_all(runs).await;
}

/// The minimal standard generator: the same deaths in every run.
fn next(seed: &mut i64) -> i64 {
    *seed = *seed * 48_271 % 2_147_483_647;
    *seed
}

async fn ten_nodes(test: &TestEngine, twin: &TestEngine) {
    const DAYS: i32 = 31;
    let clients = make(test, day(FIRST), POINTS_MAX).await;
    let node = |_| {
        let secrets = Secrets::new("test", [1; 32]);
        Engine::new(test.home.db.clone(), test.world.world.clone(), secrets)
    };
    let nodes: Vec<Engine> = (0..10).map(node).collect();
    let names: Vec<String> = (0..10).map(|number| format!("node-{number}")).collect();
    let mut seed = 20_260_101;
    for number in 0..DAYS {
        wake(test, add_days(day(FIRST), number).unwrap());
        for node in &nodes {
            node.die_after(next(&mut seed) % 40);
        }
        join_all(nodes.iter().zip(&names).map(|(node, name)| live(node, name))).await;
        go_on(test).await;
    }
    assert_same(test, &clients, twin, DAYS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b37_ten_nodes_killed_at_random_for_a_month_do_what_one_does() {
    let (tests, twins) = (each().await.unwrap(), each().await.unwrap());
    let runs = tests.iter().zip(&twins).map(|(test, twin)| ten_nodes(test, twin));
    join_all(runs).await;
}
