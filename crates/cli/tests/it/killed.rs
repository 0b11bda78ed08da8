//! The real program killed in the middle of the day's automation, again and again (B37).

use std::fs::File;
use std::process::{Child, Command};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use store::{Db, args, testing};
use tokio::runtime::Runtime;

use crate::home::Home;
use crate::server::Server;

/// How often the run is killed.
const KILLS: u32 = 12;
/// The same on PostgreSQL, where a run takes longer.
const KILLS_ON_POSTGRES: u32 = 8;

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
    "select 'mail ' || client_id || ' ' || subject from emails",
    "select 'job ' || kind from jobs",
    "select 'notice ' || kind || ' ' || on_date || ' ' || day_offset from notices",
];

/// A company of its own: in its folder, or in a PostgreSQL database by its address.
struct Company {
    home: Home,
    postgres: Option<String>,
}

impl Company {
    fn in_a_folder() -> Self {
        Self { home: Home::furnished(), postgres: None }
    }

    /// On the server that `HOSTLER_TEST_POSTGRES` names; `--without-postgres` leaves it out.
    fn on_postgres() -> Option<Self> {
        let mut databases = Runtime::new().unwrap().block_on(testing::each()).unwrap();
        databases.retain(|database| database.url.starts_with("postgres"));
        let database = databases.pop()?;
        // Only while nobody is connected can it be copied.
        database.db.close();
        let home = Home::empty();
        let _ = Server::demo(&home, &["--database", &database.url]).stop();
        Some(Self { home, postgres: Some(database.url) })
    }

    fn copy(&self) -> Self {
        let copied = |url: &String| Runtime::new().unwrap().block_on(testing::copied(url)).unwrap();
        Self { home: self.home.copy(), postgres: self.postgres.as_ref().map(copied) }
    }

    /// `hostler …` on its database.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command.args(self.postgres.iter().flat_map(|url| ["--database", url]));
        command
    }

    fn in_its_file(&self) -> Connection {
        let db = Connection::open(self.home.path().join("hostler.db")).unwrap();
        db.busy_timeout(Duration::from_secs(10)).unwrap();
        db
    }

    fn change(&self, sql: &str) {
        let Some(url) = &self.postgres else {
            self.in_its_file().execute_batch(sql).unwrap();
            return;
        };
        Runtime::new().unwrap().block_on(async {
            let db = Db::open(url).await.unwrap();
            let mut c = db.write().await.unwrap();
            c.batch(sql).await.unwrap();
            c.commit().await.unwrap();
            db.close();
        });
    }

    /// The first column of each row.
    fn texts(&self, sql: &str) -> Vec<String> {
        let Some(url) = &self.postgres else {
            let db = self.in_its_file();
            let mut statement = db.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
            return rows.map(Result::unwrap).collect();
        };
        Runtime::new().unwrap().block_on(async {
            let db = Db::open(url).await.unwrap();
            let texts = db.read().await.unwrap().column(sql, args![]).await.unwrap();
            db.close();
            texts
        })
    }

    /// A day with much to do: nearly every service is to be invoiced, and who has not paid is
    /// told. Cards are left alone: the sandbox's bank dies with the process.
    fn eventful(self) -> Self {
        self.change(
            "insert into settings (key, value) values ('CreateInvoiceDaysBefore', '400'),
                ('AutomationBrakeMinimum', '10000'), ('TaxEnabled', 'on')
                on conflict (key) do update set value = excluded.value;
            update clients set disable_auto_cc = 1",
        );
        self
    }

    fn start(&self, day: &str) -> Child {
        let said = File::create(self.home.path().join("said")).unwrap();
        let mut command = self.command(&["run-automation", "--date", day]);
        command.stdout(said.try_clone().unwrap()).stderr(said).spawn().unwrap()
    }

    /// Runs to the end, which must be a good one.
    #[track_caller]
    fn run_whole(&self, day: &str) {
        let status = self.start(day).wait().unwrap();
        let said = self.home.path().join("said");
        assert!(status.success(), "{}", std::fs::read_to_string(said).unwrap());
    }

    fn seen(&self) -> Vec<String> {
        let mut lines: Vec<String> = SEEN.iter().flat_map(|sql| self.texts(sql)).collect();
        for line in &mut lines {
            // Who is first has a say in the numbers of invoices, and mails name them.
            if let Some((client, subject)) =
                line.strip_prefix("mail ").and_then(|rest| rest.split_once(' '))
            {
                let subject = subject.replace(|letter: char| letter.is_ascii_digit(), "");
                *line = format!("mail {client} {subject}");
            }
        }
        lines.sort();
        lines
    }

    fn invoices(&self) -> usize {
        self.texts("select status from invoices").len()
    }
}

fn today() -> String {
    let sql = "select date('now')";
    Connection::open_in_memory().unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
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

fn killed_again_and_again(whole: &Company, kills: u32) {
    let (day, killed) = (today(), whole.copy());
    let before = whole.invoices();
    let started = Instant::now();
    whole.run_whole(&day);
    let length = started.elapsed();
    let expected = whole.seen();
    assert!(whole.invoices() > before + 10, "there was something to do");

    let mut deaths = 0;
    for kill in 1..=kills {
        // Not at equal distances: the same share of a run is hit once only.
        let pause = length.mul_f64(f64::from(kill * kill % 23 + 1) / 24.0);
        deaths += u32::from(!killed_after(killed.start(&day), pause));
        // Leases of the dead run out at once.
        killed.change("update automation_tasks set held_until = 0");
    }
    assert!(deaths > 0, "only {deaths} of {kills} runs were killed in time");
    killed.run_whole(&day);
    let found = killed.seen();
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|line| other.binary_search(line).is_err()).cloned().collect()
    };
    assert_eq!(only(&expected, &found), Vec::<String>::new(), "missing after {deaths} deaths");
    assert_eq!(only(&found, &expected), Vec::<String>::new(), "too much after {deaths} deaths");
    assert_eq!(expected.len(), found.len(), "something is there twice");
    for company in [whole, &killed] {
        let output = company.command(&["verify"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn b37_a_run_that_is_killed_again_and_again_does_what_one_that_is_not_does() {
    killed_again_and_again(&Company::in_a_folder().eventful(), KILLS);
}

#[test]
fn b37_a_run_on_postgres_that_is_killed_does_what_one_that_is_not_does() {
    if let Some(company) = Company::on_postgres() {
        killed_again_and_again(&company.eventful(), KILLS_ON_POSTGRES);
    }
}
