//! The Hostler binary: the library, and nothing beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(cli::Own::default())
}
