//! Clients of the WHMCS API that other people wrote, unmodified, against the running binary.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::home::Home;
use crate::server::{LOGIN, Server};

/// What `cargo xtask` prepares; without it there is nothing to run, which is a failure.
#[track_caller]
fn prepared(variable: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| {
        panic!("{variable} is not set; `cargo xtask test` installs the clients and sets it")
    })
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

fn whmcspy() -> Command {
    let mut command = Command::new(prepared("HOSTLER_E2E_PYTHON"));
    command.arg("-B").arg(script("whmcspy_tour.py"));
    command
}

fn whmcs_js() -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES"));
    command.arg(script("whmcs_js_tour.cjs"));
    command
}

/// Runs a tour to its end; gives the lines it printed, one per method of the client.
#[track_caller]
fn tour(mut command: Command, server: &Server<'_>) -> Vec<String> {
    let url = server.url();
    let login = LOGIN.map(|(_, value)| value);
    let output = command.arg(url).args(login).output().unwrap();
    let (said, problem) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{said}\n{problem}\n{}", server.log());
    said.lines().map(str::to_owned).collect()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn books_are_right(home: &Home) {
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
}

#[test]
fn every_method_of_whmcspy() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let lines = tour(whmcspy(), &server);
    assert_eq!(lines.last().unwrap(), "23 methods");
    server.assert_calm();
    books_are_right(&home);
}

#[test]
fn every_method_of_whmcs_js() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let lines = tour(whmcs_js(), &server);
    assert_eq!(lines.last().unwrap(), "142 methods");
    server.assert_calm();
    books_are_right(&home);
}
