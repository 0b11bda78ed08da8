//! The real program killed in the middle of the day's automation, again and again (B37).

use std::fs::File;
use std::process::Child;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::home::Home;

/// How often the run is killed.
const KILLS: u32 = 12;

/// What the run makes, without numbers of rows and without times.
const SEEN: [&str; 7] = [
    "select 'invoice ' || client_id || ' ' || status || ' ' || issued_on || ' ' || due_on || ' '
        || total_minor || ' ' || paid_minor || ' ' || credit_minor || ' ' || tax_minor
        from invoices",
    "select 'line ' || client_id || ' ' || type || ' ' || rel_id || ' ' || amount_minor || ' '
        || coalesce(period_from, '') || ' ' || coalesce(period_to, '') from invoice_items",
    "select 'journal ' || client_id || ' ' || debit || ' ' || credit || ' ' || amount_minor
        from journal",
    "select 'service ' || id || ' ' || status || ' ' || coalesce(next_due_on, '') from services",
    "select 'mail ' || client_id || ' ' || trim(subject, '0123456789') from emails",
    "select 'job ' || kind from jobs",
    "select 'notice ' || kind || ' ' || on_date || ' ' || day_offset from notices",
];

fn open(home: &Home) -> Connection {
    let db = Connection::open(home.path().join("hostler.db")).unwrap();
    db.busy_timeout(Duration::from_secs(10)).unwrap();
    db
}

/// The demo company on a day with much to do: nearly every service is to be invoiced, and who has
/// not paid is told. Cards are left alone: the sandbox's bank dies with the process.
fn eventful() -> Home {
    let home = Home::furnished();
    let db = open(&home);
    for (key, value) in [
        ("CreateInvoiceDaysBefore", "400"),
        ("AutomationBrakeMinimum", "10000"),
        ("TaxEnabled", "on"),
    ] {
        let sql = "insert into settings (key, value) values (?1, ?2)
            on conflict (key) do update set value = excluded.value";
        db.execute(sql, [key, value]).unwrap();
    }
    db.execute("update clients set disable_auto_cc = 1", []).unwrap();
    home
}

fn today() -> String {
    let sql = "select date('now')";
    Connection::open_in_memory().unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn start(home: &Home, day: &str) -> Child {
    let said = File::create(home.path().join("said")).unwrap();
    let mut command = home.command(&["run-automation", "--date", day]);
    command.stdout(said.try_clone().unwrap()).stderr(said).spawn().unwrap()
}

/// Runs to the end, which must be a good one.
#[track_caller]
fn run_whole(home: &Home, day: &str) {
    let status = start(home, day).wait().unwrap();
    assert!(status.success(), "{}", std::fs::read_to_string(home.path().join("said")).unwrap());
}

/// Leases of the dead run out at once.
fn leases_run_out(home: &Home) {
    open(home).execute("update automation_tasks set held_until = 0", []).unwrap();
}

/// Kills the run after a while; whether it had ended by itself.
fn killed_after(mut child: Child, pause: Duration) -> bool {
    let (_keep, never) = mpsc::channel::<()>();
    let _ = never.recv_timeout(pause);
    let ended = child.try_wait().unwrap();
    let _ = child.kill();
    child.wait().unwrap();
    ended.is_some_and(|status| status.success())
}

fn seen(home: &Home) -> Vec<String> {
    let db = open(home);
    let mut lines = Vec::new();
    for sql in SEEN {
        let mut statement = db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        lines.extend(rows.map(Result::unwrap));
    }
    lines.sort();
    lines
}

fn invoices(home: &Home) -> i64 {
    open(home).query_row("select count(*) from invoices", [], |row| row.get(0)).unwrap()
}

#[test]
fn b37_a_run_that_is_killed_again_and_again_does_what_one_that_is_not_does() {
    let (day, whole) = (today(), eventful());
    let killed = whole.copy();
    let before = invoices(&whole);
    let started = Instant::now();
    run_whole(&whole, &day);
    let length = started.elapsed();
    let expected = seen(&whole);
    assert!(invoices(&whole) > before + 10, "there was something to do");

    let mut deaths = 0;
    for kill in 1..=KILLS {
        // Not at equal distances: the same share of a run is hit once only.
        let pause = length.mul_f64(f64::from(kill * kill % 23 + 1) / 24.0);
        deaths += u32::from(!killed_after(start(&killed, &day), pause));
        leases_run_out(&killed);
    }
    assert!(deaths > 0, "only {deaths} of {KILLS} runs were killed in time");
    run_whole(&killed, &day);
    let found = seen(&killed);
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|line| other.binary_search(line).is_err()).cloned().collect()
    };
    assert_eq!(only(&expected, &found), Vec::<String>::new(), "missing after {deaths} deaths");
    assert_eq!(only(&found, &expected), Vec::<String>::new(), "too much after {deaths} deaths");
    assert_eq!(expected.len(), found.len(), "something is there twice");
    for home in [&whole, &killed] {
        let (well, said) = home.run(&["verify"]);
        assert!(well, "{said}");
    }
}
