//! Crashes and outages change nothing, and a forecast is what then happens (B36, B37).

use std::collections::BTreeMap;

use engine::automation::{Forecast, Wanted, find, forecast, run_now, tick};
use engine::billing::pay_methods::{self, SentCard};
use engine::jobs;
use engine::testing::{TestEngine, each, one};
use jiff::SignedDuration;
use jiff::civil::Date;
use model::billing::invoice::PayMethodType;
use model::dates::add_days;
use model::ids::ClientId;
use store::args;

use crate::house::{self, books_add_up, client, service, set};

/// A client that pays by card, one that never pays, one with credit for two months.
async fn company(test: &TestEngine) -> Vec<ClientId> {
    let mut act = test.act().await.unwrap();
    act.conn
        .exec("insert into gateways (module, name) values ('fakecard', 'Card')", args![])
        .await
        .unwrap();
    let mut clients = Vec::new();
    for (gateway, credit) in [("fakecard", 0), ("banktransfer", 0), ("banktransfer", 2_000)] {
        let client = client(&mut act.conn).await;
        let sql = "update clients set default_gateway = $2 where id = $1";
        act.conn.exec(sql, args![client, gateway]).await.unwrap();
        if credit > 0 {
            engine::billing::credit::add(&mut act, client, house::usd(credit), "Credit", 0)
                .await
                .unwrap();
        }
        for anchor in ["2026-01-05", "2026-01-31"] {
            service(&mut act.conn, client, anchor).await;
        }
        clients.push(client);
    }
    act.commit().await.unwrap();
    card(test, clients[0]).await;
    for (key, value) in
        [("AutoTermination", "on"), ("InvoiceLateFeeAmount", "10"), ("AddLateFeeDays", "9")]
    {
        set(test, key, value).await;
    }
    clients
}

/// Stores a card that is good until April.
pub(crate) async fn card(test: &TestEngine, client: ClientId) {
    let cx = test.engine.cx(test.caller());
    let sent = SentCard { number: "4242424242424242", expiry: "0426" };
    let kind = PayMethodType::RemoteCreditCard;
    let row = pay_methods::keep_card(&cx, client, kind, Some("fakecard"), sent).await.unwrap();
    let mut act = test.act().await.unwrap();
    pay_methods::add(&mut act, &row, true).await.unwrap();
    act.commit().await.unwrap();
}

/// The text without its digits: numbers and ids may differ where nothing else does.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What there is, without numbers of rows: sorted lines.
async fn state(test: &TestEngine, clients: &[ClientId]) -> Vec<String> {
    let mut c = test.engine.read().await.unwrap();
    let who = |id: i64| clients.iter().position(|client| client.0 == id);
    let mut lines = Vec::new();
    for (table, sql) in [
        (
            "invoice",
            "select client_id, status || ' ' || issued_on || ' ' || due_on || ' '
                || total_minor || ' ' || paid_minor || ' ' || credit_minor from invoices",
        ),
        (
            "line",
            "select client_id, type || ' ' || amount_minor || ' ' || coalesce(period_from, '')
                || ' ' || coalesce(period_to, '') from invoice_items",
        ),
        ("journal", "select client_id, debit || ' ' || credit || ' ' || amount_minor from journal"),
        ("money", "select client_id, gateway || ' ' || amount_in_minor from transactions"),
        ("service", "select client_id, status || ' ' || coalesce(next_due_on, '') from services"),
    ] {
        let rows: Vec<(i64, String)> = c.all(sql, args![]).await.unwrap();
        lines.extend(rows.into_iter().map(|(id, text)| format!("{table} {:?} {text}", who(id))));
    }
    let sql = "select client_id, subject from emails";
    let mails: Vec<(i64, String)> = c.all(sql, args![]).await.unwrap();
    lines.extend(mails.iter().map(|(id, text)| format!("mail {:?} {}", who(*id), plain(text))));
    let kinds: Vec<String> = c.column("select kind from jobs", args![]).await.unwrap();
    lines.extend(kinds.into_iter().map(|kind| format!("job {kind}")));
    let sql = "select kind || ' ' || on_date || ' ' || day_offset from notices";
    let notices: Vec<String> = c.column(sql, args![]).await.unwrap();
    lines.extend(notices.into_iter().map(|notice| format!("notice {notice}")));
    lines.sort();
    lines
}

/// The day's run and the jobs, whether or not the node lives through them.
async fn day(test: &TestEngine, on: Date) {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
    let _ = tick(&test.engine, "node").await;
    let _ = jobs::run_until_idle(&test.engine).await;
}

/// Two days on which everything happens: invoices, charges, notices, a suspension.
const DAYS: [&str; 2] = ["2026-01-05", "2026-01-10"];

#[tokio::test(flavor = "multi_thread")]
async fn b37_a_run_that_dies_at_any_commit_and_is_repeated_ends_as_if_it_had_not() {
    for (index, whole) in each().await.unwrap().into_iter().enumerate() {
        let clients = company(&whole).await;
        let mut used = Vec::new();
        for on in DAYS {
            whole.engine.die_after(100_000);
            day(&whole, house::day(on)).await;
            used.push(100_000 - whole.engine.commits_left());
        }
        let expected = state(&whole, &clients).await;
        books_add_up(&whole).await;
        // Not at every commit: a database takes long to make, and PostgreSQL longest.
        let step = if index == 0 { 7 } else { 60 };
        for (dies, commits) in used.iter().enumerate() {
            for count in (0..*commits).step_by(step) {
                let test = match index {
                    0 => one().await.unwrap(),
                    _ => each().await.unwrap().remove(index),
                };
                let clients = company(&test).await;
                for (which, on) in DAYS.iter().enumerate() {
                    if which == dies {
                        test.engine.die_after(count);
                    }
                    day(&test, house::day(on)).await;
                    test.engine.die_after(i64::MAX);
                    // Leases run out, and charges without an outcome are asked about.
                    test.clock.advance(SignedDuration::from_secs(700));
                    tick(&test.engine, "another").await.unwrap();
                    jobs::run_until_idle(&test.engine).await.unwrap();
                }
                let found = state(&test, &clients).await;
                let what = format!("{:?} died on {} at {count}", test.engine, DAYS[dies]);
                assert_eq!(difference(&expected, &found), Vec::<String>::new(), "{what}");
                books_add_up(&test).await;
            }
        }
    }
}

/// What one list has and the other has not, by count.
fn difference(expected: &[String], found: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for line in expected {
        *counts.entry(line).or_default() -= 1;
    }
    for line in found {
        *counts.entry(line).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|(line, count)| format!("{count:+} {line}"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b36_the_forecast_of_a_year_is_what_then_happens() {
    for (test, days) in each().await.unwrap().into_iter().zip([364, 90]) {
        let clients = company(&test).await;
        let who = |id: Option<i64>| clients.iter().position(|client| Some(client.0) == id);
        let (from, until) = (house::day("2026-01-01"), house::day("2026-01-01"));
        let until = add_days(until, days).unwrap();
        let asked =
            Forecast { tasks: Vec::new(), from, until, client: None, charges_succeed: true };
        let ran = forecast(&test.engine, &asked).await.unwrap();
        let mut expected: Vec<String> = Vec::new();
        for item in ran.iter().flat_map(|ran| &ran.outcome.items) {
            let counts = matches!(
                item.what,
                "mail"
                    | "invoice"
                    | "late fee"
                    | "suspend"
                    | "terminate"
                    | "charge"
                    | "client status"
            );
            if item.skipped.is_none() && counts {
                let text = if item.what == "mail" {
                    plain(item.text.split(" to ").next().unwrap_or_default())
                } else {
                    String::new()
                };
                let what = item.what;
                let client = who(item.client.map(|client| client.0));
                expected.push(format!("{} {what} {client:?} {text}", item.on));
            }
        }
        let mut found = Vec::new();
        let mut on = from;
        while on <= until {
            test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
            let ran = tick(&test.engine, "node").await.unwrap();
            for item in ran.iter().flat_map(|ran| &ran.outcome.items) {
                let counts = matches!(
                    item.what,
                    "invoice" | "late fee" | "suspend" | "terminate" | "charge" | "client status"
                );
                if item.skipped.is_none() && counts {
                    let client = who(item.client.map(|client| client.0));
                    found.push(format!("{on} {} {client:?} ", item.what));
                }
            }
            jobs::run_until_idle(&test.engine).await.unwrap();
            on = on.tomorrow().unwrap();
        }
        let mut c = test.engine.read().await.unwrap();
        let sql = "select created_at, client_id, subject from emails";
        let mails: Vec<(i64, i64, String)> = c.all(sql, args![]).await.unwrap();
        for (at, client, subject) in mails {
            let on = jiff::Timestamp::from_second(at).unwrap();
            let on = jiff::tz::TimeZone::UTC.to_datetime(on).date();
            let subject = plain(&subject);
            found.push(format!("{on} mail {:?} {subject}", who(Some(client))));
        }
        assert!(expected.len() > 50, "{}", expected.len());
        let difference = difference(&expected, &found);
        assert_eq!(difference, Vec::<String>::new(), "{:?}", test.engine);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_an_outage_of_up_to_forty_days_loses_no_period() {
    let tasks = vec![find("CreateInvoices").unwrap()];
    for outage in 1..=40 {
        let test = one().await.unwrap();
        set(&test, "ContinuousInvoiceGeneration", "on").await;
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        for anchor in ["2026-01-05", "2026-01-31"] {
            service(&mut act.conn, client, anchor).await;
        }
        act.commit().await.unwrap();
        let cx = test.engine.cx(test.caller());
        let last = add_days(house::day("2026-01-20"), outage).unwrap();
        let after = (0..5).filter_map(|days| add_days(last, days));
        for on in std::iter::once(house::day("2026-01-20")).chain(after) {
            test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
            let wanted = Wanted { tasks: tasks.clone(), ..Wanted::default() };
            run_now(&cx, &wanted).await.unwrap();
        }
        let mut c = test.engine.read().await.unwrap();
        let sql = "select a.item_id from billed_periods a where not exists (
                select 1 from billed_periods b where b.item_id = a.item_id
                    and b.period_from = a.period_to)
            group by a.item_id having count(*) > 1";
        let gaps: Vec<i64> = c.column(sql, args![]).await.unwrap();
        assert!(gaps.is_empty(), "an outage of {outage} days left a gap");
        let reach = add_days(last, 4 + 14).unwrap().to_string();
        let sql = "select count(*) from (select item_id, max(period_to) as reach
            from billed_periods group by item_id) r where r.reach <= $1";
        let behind: i64 = c.scalar(sql, args![reach]).await.unwrap();
        assert_eq!(behind, 0, "an outage of {outage} days is not caught up");
        books_add_up(&test).await;
    }
}
