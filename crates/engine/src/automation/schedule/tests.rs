//! Days of every time zone: one run each, whatever the clocks do (B5, B35).

use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use std::time::Duration;

use super::super::run::{Scope, by_hand};
use super::super::tasks::{Every, Task, Work};
use super::{Claim, claim, due_since};
use crate::jobs::pause;
use crate::testing;

/// A node looks more often; this is fine enough for every rule of clocks that is in force.
const STEP: SignedDuration = SignedDuration::from_mins(15);

/// The runs of a node that looks again and again: local day and time.
fn runs(zone: &TimeZone, from: Timestamp, to: Timestamp, at: Time) -> Vec<(Date, Time)> {
    let (mut now, mut last, mut found) = (from, None, Vec::new());
    while now < to {
        let local = zone.to_datetime(now);
        if due_since(last, at, local) {
            found.push((local.date(), local.time()));
            last = Some(local.date());
        }
        now += STEP;
    }
    found
}

/// The first look of each local day at or after the time, found day by day.
fn oracle(zone: &TimeZone, from: Timestamp, to: Timestamp, at: Time) -> Vec<(Date, Time)> {
    let mut found: Vec<(Date, Time)> = Vec::new();
    let mut now = from;
    while now < to {
        let local = zone.to_datetime(now);
        let first_of_day = found.iter().all(|(day, _)| *day != local.date());
        if first_of_day && local.time() >= at {
            found.push((local.date(), local.time()));
        }
        now += STEP;
    }
    found
}

#[test]
fn b35_every_day_of_every_zone_has_one_run() {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let end: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    let mut changes = 0;
    for name in jiff::tz::db().available() {
        let Ok(zone) = TimeZone::get(name.as_str()) else { continue };
        let following = zone.following(start).take_while(|change| change.timestamp() < end);
        let moments: Vec<Timestamp> = following.map(|change| change.timestamp()).collect();
        for moment in moments {
            changes += 1;
            let (from, to) = (moment - STEP * (4 * 60), moment + STEP * (4 * 60));
            for at in [time(0, 0, 0, 0), time(2, 30, 0, 0), time(9, 0, 0, 0), time(23, 45, 0, 0)] {
                let (found, expected) = (runs(&zone, from, to, at), oracle(&zone, from, to, at));
                assert_eq!(found, expected, "{name} about {moment} at {at}");
            }
        }
    }
    assert!(changes > 100, "{changes} changes of clocks");
}

/// A task that waits for something outside, for longer than a claim holds.
static SLOW: Task = Task {
    name: "Slow",
    title: "Slow",
    every: Every::Day,
    deadline: Duration::from_secs(3_600),
    after: &[],
    brake: None,
    asks_only: false,
    wanted: |_| true,
    work: Work::Whole(|_, _| {
        Box::pin(async {
            pause(Duration::from_secs(900)).await;
            Ok(Vec::new())
        })
    }),
};

#[tokio::test(start_paused = true)]
async fn b35_a_task_that_takes_long_is_run_by_nobody_else_meanwhile() {
    let test = testing::one().await.unwrap();
    let scope = Scope::read(&test.engine, None).await.unwrap();
    let other = scope.clone();
    let cx = test.engine.cx(test.caller());
    let run = by_hand(&cx, &SLOW, scope);
    let watch = async {
        for minute in 1..=14 {
            pause(Duration::from_secs(60)).await;
            test.clock.advance(SignedDuration::from_mins(1));
            let claimed = claim(&test.engine, &SLOW, "another", &other, false).await.unwrap();
            assert!(matches!(claimed, Claim::Busy), "taken after {minute} minutes");
        }
    };
    let (ran, ()) = tokio::join!(run, watch);
    assert_eq!(ran.unwrap().error, None);
    let claimed = claim(&test.engine, &SLOW, "another", &other, false).await.unwrap();
    assert!(matches!(claimed, Claim::Ours { .. }), "it is free when the run is over");
}
