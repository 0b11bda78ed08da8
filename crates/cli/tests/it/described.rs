//! The REST API is as it describes itself: a generated client that the compiler believes, and a
//! checker that tries what fits the description and what does not.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::clients::{prepared, script};
use crate::home::Home;
use crate::http::ask;
use crate::server::Server;

/// Inputs that are tried per operation and kind of data.
const EXAMPLES: &str = "6";

/// The TypeScript client generated from the description of the server; the compiler looks at it.
#[track_caller]
pub(crate) fn typescript(server: &Server<'_>) {
    let folder = tempfile::TempDir::with_prefix("hostler-typescript-").unwrap();
    let mut command = Command::new("node");
    command.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES"));
    command.arg(script("typescript/build.cjs")).arg(format!("http://{}", server.address));
    let output = command.arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{problem}\n{}", server.log());
    assert_eq!(said.lines().last(), Some("6 steps"), "{said}");
}

#[test]
fn a_generated_client_does_what_its_types_say() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    typescript(&server);
    server.assert_calm();
}

fn token(server: &Server<'_>, path: &str, email: &str) -> String {
    let body = json!({"email": email, "password": server.password()}).to_string();
    let login = ask("POST", &format!("/api/v1/auth/{path}")).body("application/json", body);
    let answer = server.ask(&login);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// Runs the checker over operations, as somebody.
#[track_caller]
fn checked(server: &Server<'_>, token: &str, which: [&str; 2]) {
    let python = prepared("HOSTLER_E2E_PYTHON");
    let checker = Path::new(&python).parent().unwrap().join("schemathesis");
    let folder = tempfile::TempDir::with_prefix("hostler-schemathesis-").unwrap();
    let output = Command::new(checker)
        .current_dir(folder.path())
        .arg("--config-file")
        .arg(script("schemathesis.toml"))
        .args(["--no-color", "run"])
        .arg(format!("http://{}/openapi.json", server.address))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--max-examples", EXAMPLES, "--generation-deterministic", "--workers", "2"])
        .args(["--phases", "coverage,fuzzing", "--continue-on-failure", "--warnings", "off"])
        .args(which)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{problem}");
    assert!(said.contains("Test cases:"), "{said}");
}

/// What the description allows is not refused for its form, what it forbids is refused, and no
/// answer is other than described. What is refused for its meaning stands in `schemathesis.toml`.
#[test]
fn no_answer_is_other_than_described() {
    let home = Home::furnished();
    let environment = [("HOSTLER_REQUESTS_PER_MINUTE", "0")];
    let server = Server::start(&home, &["--demo", "--demo-days", crate::home::DAYS], &environment);
    // Before the checker has tried so many log-ins that nobody may try one any more.
    let client = token(&server, "login", "client@demo.test");
    let staff = token(&server, "staff/login", "admin@demo.test");
    checked(&server, &client, ["--exclude-path-regex", "/admin/|/auth/logout|/two-factor"]);
    checked(&server, &staff, ["--include-path-regex", "/admin/"]);
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
}
