//! `cargo xtask prove`: the proofs of the billing, with many more rounds than a test has.

use anyhow::{Context, Result};

use crate::run;
use crate::test::Database;

/// Rounds in which many do the same thing at once.
const ROUNDS: &str = "200";
/// Tests of what must hold when many do it at once, and when nodes die.
const PROOFS: [&str; 3] = ["races::", "crashes::", "automation::schedule::"];

/// Runs the proofs on both databases.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut rounds = ROUNDS;
    let mut with_postgres = true;
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--rounds" => rounds = words.next().context("--rounds takes a number")?,
            "--without-postgres" => with_postgres = false,
            other => anyhow::bail!("there is no argument {other:?}"),
        }
    }
    let postgres = if with_postgres { Some(Database::get()?) } else { None };
    let mut command = run::cargo(["test", "-p", "engine", "--test", "it", "--"]);
    command.args(PROOFS).env("HOSTLER_PROOF_ROUNDS", rounds);
    if let Some(postgres) = &postgres {
        command.env("HOSTLER_TEST_POSTGRES", postgres.url());
    }
    run::check(&mut command)
}
