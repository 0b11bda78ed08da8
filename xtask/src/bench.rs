//! `cargo xtask bench`: seeds a large company and measures the release build beside its floors.

use anyhow::Result;

use crate::postgres::Postgres;
use crate::run;

/// Builds, starts a throw-away PostgreSQL, and hands over to the `bench` program.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some((first, rest)) = arguments.split_first()
        && first == "gateway"
    {
        return gateway(rest);
    }
    let without = arguments.iter().any(|word| word == "--without-postgres");
    let named = arguments.first().map(String::as_str);
    let what = named
        .filter(|word| matches!(*word, "billing-run" | "search" | "pages"))
        .unwrap_or("requests");
    let rest = arguments.iter().filter(|word| *word != "--without-postgres" && *word != what);
    run::check(&mut run::cargo(["build", "--release", "-p", "cli", "-p", "bench"]))?;
    let postgres = if without { None } else { Some(Postgres::start()?) };
    let release = run::target_dir().join("release");
    let mut command = std::process::Command::new(release.join("bench"));
    command.arg(what).arg("--hostler").arg(release.join("hostler"));
    command.arg("--data").arg(run::target_dir().join("bench"));
    if let Some(postgres) = &postgres {
        command.arg("--postgres").arg(postgres.url());
    }
    run::check(command.args(rest))
}

/// The REST API before a WHMCS that answers in no time.
fn gateway(arguments: &[String]) -> Result<()> {
    run::check(&mut run::cargo(["build", "--release", "-p", "cli", "-p", "bench"]))?;
    let release = run::target_dir().join("release");
    let mut command = std::process::Command::new(release.join("bench"));
    command.arg("gateway").arg("--hostler").arg(release.join("hostler"));
    command.arg("--data").arg(run::target_dir().join("bench-gateway"));
    run::check(command.args(arguments))
}
