//! People's ways through the pages, in a real Chromium against the running binary.

mod addresses;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::clients::prepared;
use crate::home::Home;
use crate::server::Server;

/// Runs one file of journeys; its last line says how many there were.
#[track_caller]
fn journeys(file: &str, server: &Server<'_>, mut task: Value) -> String {
    // Passkeys belong to names, not to addresses.
    let by_name = server.address.replace("127.0.0.1", "localhost");
    let address = if task["by_name"] == true { by_name } else { server.address.clone() };
    task["base"] = format!("http://{address}").into();
    task["chromium"] = prepared("HOSTLER_E2E_CHROMIUM").to_string_lossy().into();
    if let Some(folder) = std::env::var_os("HOSTLER_E2E_PICTURES") {
        let folder = Path::new(&folder).join(file.trim_end_matches(".cjs"));
        task["pictures"] = folder.to_string_lossy().into();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(file);
    let mut node = Command::new("node");
    node.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES")).arg(script).arg(task.to_string());
    let output = node.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{said}\n{}", server.log());
    said.lines().last().unwrap_or_default().to_owned()
}

/// Over the demo company; afterwards the log is calm and the books are right.
#[track_caller]
fn over_the_demo(file: &str, expected: &str, more: Value) {
    let home = Home::furnished();
    // The journeys say from where they come, as a proxy would.
    let environment = [("HOSTLER_TRUSTED_PROXIES", "127.0.0.1")];
    let server = Server::start(&home, &["--demo", "--demo-days", crate::home::DAYS], &environment);
    let mut task = json!({
        "staff": demo::STAFF_EMAIL,
        "client": demo::CLIENT_EMAIL,
        "password": server.password(),
    });
    if let (Some(task), Value::Object(more)) = (task.as_object_mut(), more) {
        task.extend(more);
    }
    assert_eq!(journeys(file, &server, task), expected);
    server.assert_calm();
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
}

#[test]
fn a_client_orders_pays_asks_changes_and_leaves() {
    over_the_demo("shopping.cjs", "2 journeys", json!({}));
}

#[test]
fn the_office_accepts_refunds_bans_prices_and_invoices() {
    over_the_demo("office.cjs", "11 journeys", json!({}));
}

#[test]
fn people_come_in_by_passkeys_and_codes() {
    over_the_demo("passkeys.cjs", "5 journeys", json!({ "by_name": true }));
}

#[test]
fn every_page_can_be_walked_through_by_keys() {
    over_the_demo("keys.cjs", "4 journeys", json!({}));
}

/// Looks at the pages of an area; one that the code routes and nobody looks at is an error.
#[track_caller]
fn look_at_every_page(area: &str) {
    let more = json!({ "only": area, "addresses": addresses::of_pages() });
    over_the_demo("pages.cjs", "1 journeys", more);
}

#[test]
fn every_page_of_the_shop_in_both_schemes_and_widths() {
    look_at_every_page("shop");
}

#[test]
fn every_page_of_the_client_area_in_both_schemes_and_widths() {
    look_at_every_page("client area");
}

#[test]
fn every_page_of_the_back_office_in_both_schemes_and_widths() {
    look_at_every_page("back office");
}

#[test]
fn pages_fit_in_languages_of_longer_words_and_from_right_to_left() {
    over_the_demo("languages.cjs", "6 journeys", json!({}));
}

/// A change of style that was meant is looked at, and then kept with the variable set.
#[test]
fn the_components_are_drawn_as_they_were() {
    const WRITE: &str = "HOSTLER_WRITE_DOCUMENTS";
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/components.txt");
    let more = json!({
        "kept": kept.to_string_lossy(),
        "write": std::env::var_os(WRITE).is_some(),
        "remedy": format!("look at /admin/_ui; if it is meant, run this test with {WRITE}=1"),
    });
    over_the_demo("components.cjs", "1 journeys", more);
}

/// The token that the program prints while nobody works here.
#[track_caller]
fn token(server: &Server<'_>) -> String {
    let line = server.printed.iter().find_map(|line| line.split_once("/setup?token="));
    line.unwrap_or_else(|| panic!("no token in {:#?}", server.printed)).1.to_owned()
}

#[test]
fn an_empty_installation_is_set_up_with_and_without_script() {
    for (script, count) in [(true, "2 journeys"), (false, "1 journeys")] {
        let home = Home::empty();
        let server = Server::start(&home, &[], &[]);
        let task = json!({ "token": token(&server), "script": script });
        assert_eq!(journeys("set_up.cjs", &server, task), count);
        server.assert_calm();
        assert!(server.stop().success());
        let server = Server::start(&home, &[], &[]);
        let open = server.printed.iter().any(|line| line.contains("/setup"));
        assert!(!open, "a finished house prints no token");
    }
}

#[test]
fn an_empty_installation_on_postgres_prints_a_token() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(store::testing::each()).unwrap();
    for database in databases.iter().filter(|database| database.url.starts_with("postgres")) {
        let home = Home::empty();
        let server = Server::start(&home, &["--database", &database.url], &[]);
        let page = server.page(&format!("/setup?token={}", token(&server)));
        assert!(page.contains("Finish the set-up"), "{page}");
    }
}
