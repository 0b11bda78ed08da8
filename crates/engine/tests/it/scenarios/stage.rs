//! A running scenario: its days, and what is checked on every one of them.
//!
//! A foreseen day (`foresee DATE`) is compared with what then happens by itself. Nothing may fail,
//! and the brake may hold only what its line expects (`held TASK`).

use std::collections::BTreeMap;

use engine::testing::TestEngine;
use engine::{Fault, automation, jobs};
use jiff::SignedDuration;
use jiff::civil::Date;
use model::dates::days_between;
use model::ids::{ClientId, ProductId};
use store::args;

use super::Line;
use crate::house::books_add_up;

/// What happens on a day by itself, without numbers of rows.
pub(super) type Foreseen = Vec<String>;

/// A running scenario.
pub(super) struct Stage {
    pub(super) test: TestEngine,
    pub(super) clients: BTreeMap<String, ClientId>,
    pub(super) products: BTreeMap<String, ProductId>,
    pub(super) carded: Vec<ClientId>,
    pub(super) references: u32,
    /// The hour and minute, in UTC, at which the days of the story are looked at.
    pub(super) hour: String,
    /// Tasks that the brake holds.
    pub(super) held: Vec<&'static str>,
    pub(super) foreseen: Option<(Date, Foreseen)>,
}

impl Stage {
    /// The house that all scenarios begin with.
    pub(super) async fn furnish(test: TestEngine) -> Self {
        let mut act = test.act().await.unwrap();
        for (module, name) in [("faketransfer", "Transfer"), ("fakecard", "Card")] {
            let sql = "insert into gateways (module, name) values ($1, $2)";
            act.conn.exec(sql, args![module, name]).await.unwrap();
        }
        // The mishaps of a story are for its own calls, not for the day's exchange rates.
        let sql =
            "insert into settings (key, value) values ('CurrencyAutoUpdateExchangeRates', '')";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        let mut stage = Self {
            test,
            clients: BTreeMap::new(),
            products: BTreeMap::new(),
            carded: Vec::new(),
            references: 0,
            hour: "09:00".to_owned(),
            held: Vec::new(),
            foreseen: None,
        };
        stage.usual_product().await;
        stage
    }

    /// Plays a line and checks what came of it.
    pub(super) async fn play(&mut self, line: &Line) {
        if let Some(day) = &line.day {
            self.move_to(day.parse().unwrap(), &line.place).await;
        }
        let before = self.invoices().await.len();
        let mails = self.last_job().await;
        if line.day.is_some() {
            self.held.clear();
            match line.event.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["dies", commits] => self.dies(commits.parse().unwrap()).await,
                _ => self.daily_run().await,
            }
        }
        let refused = self.event(line).await;
        jobs::run_until_idle(&self.test.engine).await.unwrap();
        self.check(line, before, mails, refused).await;
    }

    /// Nothing may be left undone or contradictory.
    pub(super) async fn end(self) {
        books_add_up(&self.test).await;
        assert_eq!(self.foreseen, None, "a day was foreseen that did not come");
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select kind from jobs where failed_at is not null";
        let failed: Vec<String> = conn.column(sql, args![]).await.unwrap();
        assert!(failed.is_empty(), "{failed:?}");
    }

    async fn move_to(&mut self, day: Date, place: &str) {
        let now = self.test.engine.now();
        let mut today = jiff::tz::TimeZone::UTC.to_datetime(now).date();
        let known = self.invoices().await.len();
        assert!(days_between(today, day) >= 0, "{place}: time does not go back");
        while today < day {
            today = today.tomorrow().unwrap();
            self.set_clock(today);
            if today < day {
                self.daily_run().await;
                let found = self.invoices().await.len();
                assert_eq!(found, known, "{place}: an invoice that nobody expects on {today}");
            }
        }
    }

    /// The story's hour of a day. Both are in UTC; the company's day may be another one.
    pub(super) fn set_clock(&self, day: Date) {
        self.test.clock.set(format!("{day}T{}:00Z", self.hour).parse().unwrap());
    }

    /// What happens by itself every day.
    pub(super) async fn daily_run(&mut self) {
        let today = self.test.engine.today().await.unwrap();
        let ran = automation::tick(&self.test.engine, "stage").await.unwrap();
        self.note(&ran);
        if let Some((_, foreseen)) = self.foreseen.take_if(|(day, _)| *day == today) {
            assert_eq!(foreseen, happened(&ran, today), "what was foreseen for {today}");
        }
        jobs::run_until_idle(&self.test.engine).await.unwrap();
    }

    /// The day's run of a node that dies after some commits, and that of the one that follows.
    async fn dies(&mut self, commits: i64) {
        self.test.engine.die_after(commits);
        let _ = automation::tick(&self.test.engine, "dead").await;
        let _ = jobs::run_until_idle(&self.test.engine).await;
        assert!(self.test.engine.commits_left() <= 0, "it lived through the day");
        self.test.engine.die_after(i64::MAX);
        // Leases run out, and charges without an outcome are asked about.
        self.test.clock.advance(SignedDuration::from_secs(700));
        self.daily_run().await;
    }

    /// Nothing may fail; what the brake holds is kept for the line.
    pub(super) fn note(&mut self, ran: &[automation::Ran]) {
        for each in ran {
            assert_eq!(each.outcome.error, None, "{:?}", each.task);
            if each.outcome.braked.is_some() {
                self.held.push(each.task.name);
            }
        }
    }

    /// Carries an event out; the sentence when it was refused.
    async fn event(&mut self, line: &Line) -> Option<String> {
        let words: Vec<&str> = line.event.iter().map(String::as_str).collect();
        match Box::pin(self.carry_out(&words, &line.place)).await {
            Ok(()) => None,
            Err(Fault::Refused(refusal)) => Some(refusal.said.into_owned()),
            Err(broken) => panic!("{}: {broken:?}", line.place),
        }
    }
}

/// What a run did on a day, item by item; mails and the like are told elsewhere.
pub(super) fn happened(ran: &[automation::Ran], day: Date) -> Foreseen {
    let items = ran.iter().flat_map(|ran| &ran.outcome.items);
    let counts = |item: &&automation::Item| {
        item.on == day && item.client.is_some() && item.skipped.is_none() && item.what != "mail"
    };
    let mut lines: Vec<String> = items
        .filter(counts)
        .map(|item| format!("{} {:?} {:?}", item.what, item.client, item.amount))
        .collect();
    lines.sort();
    lines
}
