//! Counterparts that other people wrote, started on loopback by the test that needs them.

mod process;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) use process::Peer;

/// The interpreter that `cargo xtask test` prepares; without it there is nothing to test against,
/// which is a failure.
fn python() -> Command {
    let python = std::env::var_os("HOSTLER_E2E_PYTHON").unwrap_or_else(|| {
        panic!("HOSTLER_E2E_PYTHON is not set; `cargo xtask test` installs the peers and sets it")
    });
    let mut command = Command::new(python);
    command.arg("-B");
    command
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

impl Peer {
    /// Starts a script that prints its port first.
    pub(crate) fn start(name: &str) -> Peer {
        Peer::start_with(name, &[])
    }

    /// The same, with arguments.
    pub(crate) fn start_with(name: &str, arguments: &[&str]) -> Peer {
        let mut command = python();
        command.arg(script(name)).args(arguments);
        Peer::of(command, name)
    }

    /// The same in Node.
    pub(crate) fn node(name: &str, arguments: &[&str]) -> Peer {
        let mut command = node_command();
        command.arg(script(name)).args(arguments);
        Peer::of(command, name)
    }
}

/// Runs a script of Python to its end and gives what it printed.
#[track_caller]
pub(crate) fn run(name: &str, arguments: &[&str], input: &str) -> String {
    let mut command = python();
    command.arg(script(name));
    ended(command, name, arguments, input)
}

/// Node, where `cargo xtask test` put what the scripts need.
fn node_command() -> Command {
    let modules = std::env::var_os("HOSTLER_E2E_NODE_MODULES").unwrap_or_else(|| {
        panic!("HOSTLER_E2E_NODE_MODULES is not set; `cargo xtask test` installs and sets it")
    });
    let mut command = Command::new("node");
    command.env("NODE_PATH", modules);
    command
}

/// Runs a script of Node to its end and gives what it printed.
#[track_caller]
pub(crate) fn node(name: &str, arguments: &[&str]) -> String {
    let mut command = node_command();
    command.arg(script(name));
    ended(command, name, arguments, "")
}

#[track_caller]
fn ended(mut command: Command, name: &str, arguments: &[&str], input: &str) -> String {
    command.args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {problem}");
    String::from_utf8(output.stdout).unwrap()
}
