//! Clients of the WHMCS API that other people wrote, unmodified, against the running binary.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::home::Home;
use crate::server::{LOGIN, Server};

/// What `cargo xtask` prepares; without it there is nothing to run, which is a failure.
#[track_caller]
pub(crate) fn prepared(variable: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| {
        panic!("{variable} is not set; `cargo xtask test` installs the clients and sets it")
    })
}

pub(crate) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

/// A script of the counterparts that the modules are tested against.
pub(crate) fn peer_script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../modules/tests/peers").join(name)
}

fn whmcspy() -> Command {
    let mut command = Command::new(prepared("HOSTLER_E2E_PYTHON"));
    command.arg("-B").arg(script("whmcspy_tour.py"));
    command
}

fn whmcs_client() -> Command {
    let mut command = Command::new(prepared("HOSTLER_E2E_PYTHON"));
    command.arg("-B").arg(script("whmcs_client_tour.py"));
    command
}

fn node(name: &str) -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES"));
    command.arg(script(name));
    command
}

/// Every method of all clients that have a credential.
#[track_caller]
pub(crate) fn all(server: &Server<'_>) {
    let tours = [
        (whmcspy(), "23 methods"),
        (whmcs_client(), "21 methods"),
        (node("whmcs_js_tour.cjs"), "142 methods"),
    ];
    for (client, methods) in tours {
        assert_eq!(tour(client, server, &[]).last().unwrap(), methods);
    }
}

/// Every method of those that call as a member of staff, or with everything in the address.
#[track_caller]
fn as_staff(server: &Server<'_>) {
    let staff = ["admin@demo.test", &server.password()];
    assert_eq!(tour(node("whmcs_tour.cjs"), server, &staff).last().unwrap(), "53 methods");
}

/// Runs a tour to its end; gives the lines it printed, one per method of the client.
#[track_caller]
fn tour(mut command: Command, server: &Server<'_>, more: &[&str]) -> Vec<String> {
    let url = server.url();
    let login = LOGIN.map(|(_, value)| value);
    let output = command.arg(url).args(login).args(more).output().unwrap();
    let (said, problem) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{said}\n{problem}\n{}", server.log());
    said.lines().map(str::to_owned).collect()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Afterwards the log is calm and the books are right.
#[track_caller]
fn over_the_demo(home: &Home, flags: &[&str]) {
    let server = Server::demo(home, flags);
    all(&server);
    as_staff(&server);
    server.assert_calm();
    let (well, said) = home.run(&[&["verify"], flags].concat());
    assert!(well, "{said}");
}

#[test]
fn every_method_of_all_clients() {
    over_the_demo(&Home::furnished(), &[]);
}

/// On the server that `HOSTLER_TEST_POSTGRES` names; `--without-postgres` leaves it out.
#[test]
fn every_method_of_all_clients_over_postgres() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(store::testing::each()).unwrap();
    for database in databases.iter().filter(|database| database.url.starts_with("postgres")) {
        over_the_demo(&Home::empty(), &["--database", &database.url]);
    }
}
