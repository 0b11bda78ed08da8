//! Developer commands: `cargo xtask test`, `ci`, `bench`, `prove`. One file per command.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to its user")]

mod apt;
mod bench;
mod browser;
mod ci;
mod clients;
mod machines;
mod postgres;
mod prove;
mod run;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--without-postgres] [--without-clients] [args for the test runner]
    run every test, on SQLite and on a throw-away PostgreSQL
cargo xtask ci [fmt] [clippy] [doc] [test]
    what CI runs: all steps, or the named ones
cargo xtask bench [--without-postgres] [--clients N] [--seconds N] [--connections N]
    measure requests on a seeded company, each figure beside its floor
cargo xtask bench search [--without-postgres] [--clients N] [--seconds N]
    measure the search over everything, and fail when it takes more than 50 ms
cargo xtask bench pages [--without-postgres] [--clients N]
    measure the pages, and fail when half of the answers of one take more than 20 ms
cargo xtask bench billing-run [--without-postgres] [--services N,N]
    measure the run that makes invoices, beside SQL that inserts the same rows
cargo xtask prove [--rounds N] [--without-postgres]
    many at once and nodes that die, for 200 rounds unless said otherwise";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = run::watch_signals().and_then(|()| match command {
        "test" => test::run(rest),
        "ci" => ci::run(rest),
        "bench" => bench::run(rest),
        "prove" => prove::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(anyhow::anyhow!("there is no command {other:?}\n\n{USAGE}")),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
