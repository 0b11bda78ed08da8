//! A company in which every kind of thing happens on every day, and what of it can be compared.

use std::collections::BTreeMap;

use engine::jobs;
use engine::testing::{FakeAnswer, TestEngine};
use engine::{Engine, automation};
use jiff::civil::Date;
use model::dates::add_days;
use model::hosting::service::CancellationType;
use model::ids::{ClientId, ServiceId};
use store::args;
use store::hosting::cancellations;

use super::proofs::card;
use crate::house::{self, client, service, set};

/// Short terms, so that every day soon has everything.
const SETTINGS: &[(&str, &str)] = &[
    ("CreateInvoiceDaysBefore", "3"),
    ("CreateDomainInvoiceDaysBefore", "3"),
    ("SendInvoiceReminderDays", "2"),
    ("SendSecondOverdueInvoiceReminder", "2"),
    ("SendThirdOverdueInvoiceReminder", "3"),
    ("AutoSuspensionDays", "3"),
    ("AutoTermination", "on"),
    ("AutoTerminationDays", "6"),
    ("InvoiceLateFeeAmount", "10"),
    ("AddLateFeeDays", "4"),
    ("AutoCancelInvoiceDays", "2"),
    ("CCRetryEveryWeekFor", "1"),
    ("DomainRenewalNotices", "3,1,-1"),
    ("DomainSyncEnabled", ""),
    ("AutomationBrakeMinimum", "1000"),
];
/// What the refused card is charged.
const REFUSED: i64 = 1_234;

/// Makes it: for each of so many days somebody's card is charged, one is refused, one never pays,
/// one has credit, one leaves, and a name expires.
pub(super) async fn make(test: &TestEngine, first: Date, days: i32) -> Vec<ClientId> {
    let mut act = test.act().await.unwrap();
    let sql = "insert into gateways (module, name) values ('fakecard', 'Card')";
    act.conn.exec(sql, args![]).await.unwrap();
    let sql = "insert into tlds (name, grace_days, redemption_days, grace_fee_minor)
        values ('.com', 2, 2, 500)";
    act.conn.exec(sql, args![]).await.unwrap();
    // What is removed depends on the hour at which a node comes to it.
    let sql = "insert into automation_tasks (task, paused) values ('LogPruning', 1)";
    act.conn.exec(sql, args![]).await.unwrap();
    let mut clients = Vec::new();
    for gateway in ["fakecard", "fakecard", "banktransfer", "banktransfer", "banktransfer"] {
        let client = client(&mut act.conn).await;
        let sql = "update clients set default_gateway = $2 where id = $1";
        act.conn.exec(sql, args![client, gateway]).await.unwrap();
        clients.push(client);
    }
    engine::billing::credit::add(&mut act, clients[3], house::usd(900_000), "Credit", 0)
        .await
        .unwrap();
    let at = act.at();
    for day in 0..days {
        let anchor = add_days(first, day).unwrap().to_string();
        let mut made: Vec<ServiceId> = Vec::new();
        for client in &clients {
            made.push(service(&mut act.conn, *client, &anchor).await);
        }
        let sql = "update services set recurring_minor = $2 where id = $1";
        act.conn.exec(sql, args![made[1], REFUSED]).await.unwrap();
        let kind = CancellationType::EndOfPeriod;
        cancellations::insert(&mut act.conn, made[4], clients[4], kind, "", at).await.unwrap();
        let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
                expires_on, next_due_on, first_payment_minor, recurring_minor, status, created_at,
                updated_at)
            values ($1, 'Register', $2, 1, '2025-01-01', '2025-01-01', $3, $3, 1200, 1400,
                'Active', 0, 0)";
        let name = format!("name{day}.com");
        act.conn.exec(sql, args![clients[2], name, anchor.as_str()]).await.unwrap();
    }
    act.commit().await.unwrap();
    for client in &clients[..2] {
        card(test, *client).await;
    }
    test.world.gateway.answer_amount(REFUSED, FakeAnswer::Refuse("declined"));
    for (key, value) in SETTINGS {
        set(test, key, value).await;
    }
    clients
}

/// The day's run and its jobs on one node, whether or not it lives through them.
pub(super) async fn live(engine: &Engine, node: &str) {
    let _ = automation::tick(engine, node).await;
    let _ = jobs::run_until_idle(engine).await;
}

/// The text without its digits: numbers and ids may differ where nothing else does.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What there is, without numbers of rows: sorted lines.
pub(super) async fn state(test: &TestEngine, clients: &[ClientId]) -> Vec<String> {
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

/// What one list has and the other has not, by count.
pub(super) fn difference(expected: &[String], found: &[String]) -> Vec<String> {
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
