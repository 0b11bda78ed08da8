//! A second process in front of the first: the same doors, no database of its own.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::home::Home;
use crate::http::{get, post};
use crate::server::{LOGIN, Server};
use crate::{assistants, clients, described, pages, rest};

/// After failures the other is left alone for a while; then it is asked again.
const RECOVERS_WITHIN: Duration = Duration::from_secs(40);

const POLL: Duration = Duration::from_millis(100);

fn login(secret: &str) -> [(&'static str, &str); 2] {
    [("HOSTLER_WHMCS_IDENTIFIER", "demo"), ("HOSTLER_WHMCS_SECRET", secret)]
}

/// Starts a server in front of another.
fn before<'a>(home: &'a Home, behind: &Server<'_>, secret: &str) -> Server<'a> {
    Server::start(home, &["--whmcs", &behind.url()], &login(secret))
}

fn files(home: &Home) -> BTreeSet<String> {
    let entries = std::fs::read_dir(home.path()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_same_doors_stand_before_another_server() {
    let (behind_home, front_home) = (Home::furnished(), Home::empty());
    let behind = Server::demo(&behind_home, &[]);
    let front = before(&front_home, &behind, "demo-secret");
    assert_eq!(front.page("/readyz"), "ready");

    // The window passes calls on as they are, for whoever knows the credential.
    for (action, parameters) in [
        ("GetInvoices", &[("limitnum", "3")][..]),
        ("getclientsdetails", &[("clientid", "1"), ("stats", "true")]),
        ("GetProducts", &[("pid", "1")]),
    ] {
        assert_eq!(front.call(action, parameters), behind.call(action, parameters), "{action}");
    }
    let refused = front.rpc("GetInvoice", &[("invoiceid", "99999999")]);
    assert_eq!((refused.status, &refused.json()["message"]), (200, &"Invoice ID Not Found".into()));
    let wrong = [("action", "GetInvoices"), ("responsetype", "json"), LOGIN[0], ("secret", "x")];
    let answer = front.ask(&post("/includes/api.php", &wrong));
    assert_eq!((answer.status, &answer.json()["message"]), (403, &"Authentication Failed".into()));
    let xml = front.rpc("GetInvoice", &[("invoiceid", "1"), ("responsetype", "xml")]);
    assert!(xml.text().starts_with("<?xml") && xml.header("content-type").contains("xml"));

    repetitions(&front);
    pages::buy(&front);
    rest::story(&front);
    clients::all(&front);
    described::typescript(&front);

    let known = ["log", "session.key"].map(str::to_owned);
    assert_eq!(files(&front_home), BTreeSet::from(known), "no database of its own");
    let (well, said) = behind_home.run(&["verify"]);
    assert!(well, "{said}");
    front.assert_calm();
    behind.assert_calm();
    assert!(front.stop().success());
}

#[test]
fn it_says_when_the_other_is_gone_and_recovers() {
    let (behind_home, front_home) = (Home::furnished(), Home::empty());
    let behind = Server::demo(&behind_home, &[]);
    let address = behind.address.clone();
    let front = before(&front_home, &behind, "demo-secret");
    behind.kill();
    assert_eq!(front.ask(&get("/readyz")).status, 503);
    assert_eq!(front.page("/healthz"), "ok", "it lives, whatever is behind");
    let answer = front.rpc("GetInvoices", &[]);
    assert!([502, 503, 504].contains(&answer.status), "{}", answer.text());
    assert_eq!(answer.json()["result"], "error");
    assert!([502, 503, 504].contains(&front.ask(&get("/")).status));

    let again = Server::demo(&behind_home, &["--listen", &address]);
    assert_eq!(again.address, address);
    let since = Instant::now();
    while front.ask(&get("/readyz")).status != 200 {
        assert!(since.elapsed() < RECOVERS_WITHIN, "{}", front.log());
        // Nothing depends on this pause but what the polling costs.
        std::thread::park_timeout(POLL);
    }
    front.call("GetInvoices", &[]);
}

#[test]
fn actions_of_another_server_are_called_from_the_command_line_and_by_assistants() {
    let (behind_home, home) = (Home::furnished(), Home::empty());
    let behind = Server::demo(&behind_home, &[]);
    let url = behind.url();
    let call = |arguments: &[&str]| {
        let arguments = [&["call", "--whmcs", &url], arguments].concat();
        let run = home.command(&arguments).envs(login("demo-secret")).output().unwrap();
        let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
        (run.status.success(), said)
    };
    let (well, said) = call(&["GetInvoice", "invoiceid=1"]);
    assert!(well && said.contains("\"invoiceid\""), "{said}");
    for (arguments, why) in [
        (&["GetInvoice", "invoiceid=99999999"][..], "Invoice ID Not Found"),
        (&["MakeCoffee"], "there is no action MakeCoffee"),
        (&["GetInvoice", "invoiceid=1", "--format", "xml"], "--format"),
        (&["AddCredit", "clientid=1", "description=x", "amount=1", "--dry-run"], "no dry run"),
    ] {
        let (well, said) = call(arguments);
        assert!(!well && said.contains(why), "{arguments:?}: {said}");
    }
    assistants::in_front(&home, &url, &login("demo-secret"));
    assert!(files(&home).is_empty(), "no database of its own");
    behind.assert_calm();
}

#[test]
fn commands_for_a_database_say_that_there_is_none() {
    let home = Home::empty();
    for command in ["migrate", "verify"] {
        let run = home
            .command(&[command, "--whmcs", "https://billing.example/includes/api.php"])
            .envs([("HOSTLER_WHMCS_IDENTIFIER", "a"), ("HOSTLER_WHMCS_SECRET", "b")])
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(!run.status.success() && said.contains("there is no database"), "{said}");
    }
    assert!(files(&home).is_empty());
}

/// A key makes two calls one, also from here; a dry run, which others would really do, is refused.
#[track_caller]
fn repetitions(front: &Server<'_>) {
    let credit = |header: (&str, &str)| {
        let call = [("action", "AddCredit"), ("responsetype", "json"), ("clientid", "2")];
        let rest = [("description", "Tour"), ("amount", "7.00")];
        let ask = post("/includes/api.php", &[&LOGIN[..], &call, &rest].concat());
        front.ask(&ask.header(header.0, header.1)).json()
    };
    let dry = credit(("hostler-dry-run", "true"));
    assert_eq!(dry["message"], "In front of another WHMCS there is no dry run");
    for key in ["a", "a", "b"] {
        assert_eq!(credit(("idempotency-key", key))["result"], "success", "{key}");
    }
    let credits = front.call("GetCredits", &[("clientid", "2")]);
    let rows = credits["credits"]["credit"].as_array().unwrap();
    assert_eq!(rows.iter().filter(|row| row["description"] == "Tour").count(), 2, "{credits}");
}
