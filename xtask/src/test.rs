//! `cargo xtask test`: every test, on SQLite and on PostgreSQL, with whatever it needs.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::clients::{self, Clients};
use crate::machines;
use crate::postgres::Postgres;
use crate::run;

/// Starts what the tests need, runs them, and cleans up whatever happens.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (own, rest): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|word| word.starts_with("--without-"));
    // Compiling takes long, and so does fetching what the tests need: both at the same time.
    let building = rest.is_empty().then(|| std::thread::spawn(build));
    let postgres = if own.contains(&"--without-postgres") { None } else { Some(Database::get()?) };
    let clients = if own.contains(&"--without-clients") { None } else { Some(clients::prepare()?) };
    prepare_readers()?;
    prepare_name_server()?;
    prepare_mail_server()?;
    machines::prepare()?;
    if let Some(Err(error)) = building.map(|it| it.join().unwrap_or_else(|_| bail!("no build"))) {
        return Err(error);
    }

    if has_nextest() {
        let mut command = run::cargo(["nextest", "run"]);
        run::check(complete(&mut command, &rest, postgres.as_ref(), clients.as_ref()))?;
        return Ok(());
    }
    // No documentation is a test (a house rule), so rustdoc need not look for any.
    let mut command = run::cargo(["test", "--no-fail-fast"]);
    if rest.is_empty() {
        command.args(RUN_BY_CARGO);
    }
    check_and_count(complete(&mut command, &rest, postgres.as_ref(), clients.as_ref()))
}

fn has_nextest() -> bool {
    run::answer("cargo", &["nextest", "--version"]).is_some()
}

/// What `cargo test` compiles and runs where it is the runner.
const RUN_BY_CARGO: [&str; 4] = ["--lib", "--bins", "--tests", "--examples"];

/// Everything, and the program with its documents: the layout engine is built for its own tests
/// anyhow.
const ALL: [&str; 3] = ["--workspace", "--features", "cli/pdf"];

/// Compiles all tests.
fn build() -> Result<()> {
    let mut command = if has_nextest() {
        run::cargo(["nextest", "run"])
    } else {
        let mut command = run::cargo(["test"]);
        command.args(RUN_BY_CARGO);
        command
    };
    run::check(command.args(ALL).arg("--no-run"))
}

/// The programs by which tests read the PDFs that they made.
fn prepare_readers() -> Result<()> {
    if ["pdftotext", "qpdf"].iter().all(|program| run::find_program(program).is_some()) {
        return Ok(());
    }
    apt::install(&["poppler-utils", "qpdf"], "a reader of PDFs")
}

/// The name server that the module for it is tried on.
fn prepare_name_server() -> Result<()> {
    let schema = Path::new("/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql");
    let programs = ["pdns_server", "sqlite3"];
    if schema.exists() && programs.iter().all(|program| run::find_program(program).is_some()) {
        return Ok(());
    }
    apt::install(&["pdns-server", "pdns-backend-sqlite3", "sqlite3"], "a PowerDNS server")
}

/// The mail server whose mailboxes are emptied.
fn prepare_mail_server() -> Result<()> {
    // Its program is where only root looks for programs.
    let is_there = |protocol: &str| Path::new("/usr/lib/dovecot").join(protocol).exists();
    if Path::new("/usr/sbin/dovecot").exists() && is_there("imap") && is_there("pop3") {
        return Ok(());
    }
    apt::install(&["dovecot-imapd", "dovecot-pop3d"], "a Dovecot server")
}

/// A server of ours, or one whose address the caller gave.
pub(crate) enum Database {
    Ours(Postgres),
    Given(String),
}

impl Database {
    /// A server to test on.
    pub(crate) fn get() -> Result<Self> {
        match std::env::var_os("HOSTLER_TEST_POSTGRES") {
            Some(url) => Ok(Self::Given(url.to_string_lossy().into_owned())),
            None => Ok(Self::Ours(Postgres::start()?)),
        }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Ours(server) => server.url(),
            Self::Given(url) => url.clone(),
        }
    }
}

fn complete<'a>(
    command: &'a mut Command,
    arguments: &[&str],
    postgres: Option<&Database>,
    clients: Option<&Clients>,
) -> &'a mut Command {
    let one_package = |word: &&str| word.starts_with("-p") || word.starts_with("--package");
    if !arguments.iter().any(one_package) {
        command.args(ALL);
    }
    command.args(arguments);
    if let Some(postgres) = postgres {
        command.env("HOSTLER_TEST_POSTGRES", postgres.url());
    }
    if let Some(clients) = clients {
        command.env("HOSTLER_E2E_PYTHON", &clients.python);
        command.env("HOSTLER_E2E_NODE_MODULES", &clients.node_modules);
        command.env("HOSTLER_E2E_CHROMIUM", &clients.chromium);
    }
    command
}

/// `cargo test` prints one summary per binary; the reader wants one.
fn check_and_count(command: &mut Command) -> Result<()> {
    println!("$ {}", run::shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().context("start cargo test")?;
    let output = child.stdout.take().context("read from cargo test")?;
    let reader = std::thread::spawn(move || {
        let mut sums = [0_u64; 3];
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            add_summary(&line, &mut sums);
        }
        sums
    });
    let status = run::wait(child)?;
    let [passed, failed, ignored] = reader.join().unwrap_or_default();
    println!("Summary: {passed} passed, {failed} failed, {ignored} ignored");
    run::finish(command, status)
}

/// Reads `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
fn add_summary(line: &str, sums: &mut [u64; 3]) {
    let Some(result) = line.strip_prefix("test result: ") else { return };
    let words: Vec<&str> = result.split([' ', ';']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let &[number, kind] = pair else { continue };
        let place = ["passed", "failed", "ignored"].iter().position(|name| *name == kind);
        if let (Some(place), Ok(number)) = (place, number.parse::<u64>()) {
            sums[place] += number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::add_summary;

    #[test]
    fn summaries_of_several_binaries_add_up() {
        let mut sums = [0; 3];
        add_summary("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", &mut sums);
        add_summary("running 3 tests", &mut sums);
        add_summary("test result: FAILED. 2 passed; 3 failed; 0 ignored", &mut sums);
        assert_eq!(sums, [14, 3, 1]);
    }
}
