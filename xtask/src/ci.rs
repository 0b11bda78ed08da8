//! `cargo xtask ci`: what CI runs, here as there, all of it or single steps.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{run, test};

type Step = (&'static str, fn() -> Result<()>);

/// Cheapest first: a formatting slip should not cost a build.
const STEPS: &[Step] = &[("fmt", fmt), ("clippy", clippy), ("doc", doc), ("test", all_tests)];

/// Runs the named steps, or all, stops at the first failure, and prints what took how long.
pub(crate) fn run(names: &[String]) -> Result<()> {
    if let Some(name) = names.iter().find(|name| !STEPS.iter().any(|(step, _)| step == name)) {
        let known: Vec<&str> = STEPS.iter().map(|(step, _)| *step).collect();
        bail!("there is no step {name:?}; there are {}", known.join(", "));
    }
    let chosen =
        STEPS.iter().filter(|(step, _)| names.is_empty() || names.iter().any(|n| n == step));
    let mut table: Vec<(&str, &str, Duration)> = Vec::new();
    let mut outcome = Ok(());
    for (name, step) in chosen {
        if outcome.is_err() {
            table.push((name, "not run", Duration::ZERO));
            continue;
        }
        let start = Instant::now();
        outcome = step();
        table.push((name, if outcome.is_ok() { "ok" } else { "FAILED" }, start.elapsed()));
    }
    println!("\nstep      result     time");
    for (name, result, time) in table {
        println!("{name:<8}  {result:<7}  {:>5.1} s", time.as_secs_f64());
    }
    outcome
}

fn fmt() -> Result<()> {
    run::check(&mut run::cargo(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    // The layout engine is built for its own tests anyhow; so look at what uses it, too.
    let words = ["clippy", "--workspace", "--all-targets", "--features", "cli/pdf"];
    run::check(run::cargo(words).args(["--", "-D", "warnings"]))
}

fn doc() -> Result<()> {
    let words = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    run::check(run::cargo(words).env("RUSTDOCFLAGS", "-D warnings"))
}

fn all_tests() -> Result<()> {
    test::run(&[])
}
