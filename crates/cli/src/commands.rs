//! One file per command.

pub(crate) mod call;
pub(crate) mod config;
pub(crate) mod copies;
pub(crate) mod doctor;
pub(crate) mod files;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod mail_pipe;
pub(crate) mod mcp;
pub(crate) mod migrate;
pub(crate) mod modules;
pub(crate) mod run_automation;
pub(crate) mod serve;
pub(crate) mod theme;
pub(crate) mod verify;

/// Prints a line to standard output; a closed pipe is not an error worth more words.
pub(crate) fn say(line: impl std::fmt::Display) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}
