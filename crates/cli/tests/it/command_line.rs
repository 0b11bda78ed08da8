//! The command line: calling actions, looking at the configuration, stopping.

use std::process::Output;

use serde_json::Value;

use crate::home::Home;
use crate::http::{ask, get};
use crate::server::Server;
use crate::written;

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn call(home: &Home, arguments: &[&str]) -> String {
    let output = home.command(&[&["call"], arguments].concat()).output().unwrap();
    let (out, problem) = said(&output);
    assert!(output.status.success(), "{arguments:?}: {out}{problem}");
    out
}

#[test]
fn any_action_is_called_in_any_format() {
    let home = Home::furnished();
    let json: Value =
        serde_json::from_str(&call(&home, &["GetInvoices", "userid=1", "limitnum=2"])).unwrap();
    assert_eq!(json["result"], "success");
    assert!(json["invoices"]["invoice"].as_array().unwrap().iter().all(|row| row["userid"] == 1));
    let xml = call(&home, &["getinvoices", "userid=1", "--format", "xml"]);
    assert!(xml.contains("<action>getinvoices</action>"), "{xml}");
    let nvp = call(&home, &["GetInvoices", "userid=1", "limitnum=1", "--format=nvp"]);
    assert!(nvp.contains("result=success;") && nvp.contains("invoices[invoice][0][id]="), "{nvp}");

    for (arguments, words) in [
        (&["GetInvoice", "invoiceid=99999999"][..], "Invoice ID Not Found"),
        (&["NoSuchAction"], "Command Not Found"),
        (&["GetInvoices", "userid"], "'userid' is not key=value"),
        (&["GetInvoices", "--format", "yaml"], "it is json, xml or nvp"),
    ] {
        let output = home.command(&[&["call"], arguments].concat()).output().unwrap();
        let (out, problem) = said(&output);
        assert!(!output.status.success() && out.is_empty(), "{arguments:?}: {out}");
        assert!(problem.contains(words), "{arguments:?}: {problem}");
    }
}

#[test]
fn a_mail_comes_in_through_a_pipe() {
    use std::io::Write as _;
    use std::process::Stdio;
    let home = Home::furnished();
    let pipe = |arguments: &[&str], mail: &[u8]| {
        let mut command = home.command(&[&["mail-pipe"], arguments].concat());
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(mail).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), said(&output))
    };
    call(&home, &["UpdateSupportDepartment", "deptid=1", "email=help@house.example"]);
    let mail = b"From: Guest <guest@else.example>\r\nSubject: By pipe\r\n\r\nHello\r\n";
    let to = ["--to", "Help@house.example"];
    for round in ["first", "again"] {
        let (code, (out, problem)) = pipe(&to, mail);
        assert_eq!(code, Some(0), "{round}: {out}{problem}");
        assert!(out.starts_with("Ticket Imported Successfully"), "{round}: {out}");
    }
    let log = call(&home, &["GetMailImportLog", "search=by pipe"]);
    let log: Value = serde_json::from_str(&log).unwrap();
    assert_eq!((&log["totalresults"], &log["mails"]["mail"][0]["copies"]), (&1.into(), &2.into()));
    let (code, (out, _)) = pipe(&["--to", "nobody@house.example"], b"From: a@b.cd\r\n\r\nx");
    assert_eq!((code, out.starts_with("Department Not Found")), (Some(0), true), "{out}");
    let (code, (out, _)) = pipe(&to, b"");
    assert_eq!(code, Some(0), "nothing at all is logged as well: {out}");
    let (code, (_, problem)) = pipe(&["--database", "postgres://127.0.0.1:1/none"], mail);
    assert_eq!(code, Some(75), "the mail server is to try again: {problem}");
}

#[test]
fn a_dry_run_keeps_nothing_and_a_repeated_key_has_one_effect() {
    let home = Home::furnished();
    let credit = ["AddCredit", "clientid=1", "description=Tour", "amount=5.00"];
    let balance = || -> Value {
        let text = call(&home, &["GetClientsDetails", "clientid=1"]);
        serde_json::from_str::<Value>(&text).unwrap()["client"]["credit"].clone()
    };
    let before = written::rows(&home);
    let dry = call(&home, &[&credit[..], &["--dry-run"]].concat());
    assert!(dry.contains("\"newbalance\": \"5.00\""), "{dry}");
    written::assert_same(&before, &written::rows(&home));
    assert_eq!(balance(), "0.00");

    let keyed = [&credit[..], &["--idempotency-key", "tour-1"]].concat();
    let first = call(&home, &keyed);
    assert_eq!(call(&home, &keyed), first, "the answer is repeated");
    assert_eq!(balance(), "5.00");
    call(&home, &[&credit[..], &["--idempotency-key", "tour-2"]].concat());
    assert_eq!(balance(), "10.00");
    // The same key for something else is a mistake of the caller.
    let other =
        ["call", "AddCredit", "clientid=1", "description=x", "amount=6", "--idempotency-key"];
    let (well, words) = home.run(&[&other[..], &["tour-1"]].concat());
    assert!(!well, "{words}");
    assert_eq!(balance(), "10.00");
}

/// A folder that was mistyped would look like a house where nothing ever happened.
#[test]
fn commands_that_look_make_no_database() {
    let home = Home::empty();
    for command in [
        &["call", "GetClients"][..],
        &["verify"],
        &["run-automation"],
        &["backup"],
        &["files", "move", "--to", "database"],
        &["mcp"],
        &["mail-pipe"],
        &["doctor", "--listen", "127.0.0.1:0"],
    ] {
        let (well, words) = home.run(command);
        assert!(!well && words.contains("there is no database at "), "{command:?}: {words}");
        assert!(words.contains("hostler migrate"), "{command:?}: {words}");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "{command:?}");
    }
}

#[test]
fn a_database_is_made_and_looked_at() {
    let home = Home::empty();
    let (well, words) = home.run(&["migrate"]);
    assert!(well && words.contains("is up to date"), "{words}");
    let applied = words.matches("applied").count();
    assert!(applied > 0, "{words}");
    let (well, words) = home.run(&["migrate"]);
    assert!(well && !words.contains("applied"), "{words}");
    let (well, words) = home.run(&["verify"]);
    assert!(well && words.contains("The books are right."), "{words}");
    let (well, words) = home.run(&["doctor", "--listen", "127.0.0.1:0"]);
    assert!(well, "{words}");
    for line in [
        "configuration  ok",
        "listen         ok",
        "database       ok",
        "mail           ok     is kept in memory",
        "keys           ok",
    ] {
        assert!(words.contains(line), "no {line} in {words}");
    }
    let nowhere = "postgres://me:hidden@127.0.0.1:1/none";
    let (well, words) = home.run(&["doctor", "--listen", "127.0.0.1:0", "--database", nowhere]);
    assert!(!well && words.contains("database       WRONG"), "{words}");
    assert!(words.contains("refused") && !words.contains("hidden"), "{words}");
    let (well, words) = home.run(&["modules"]);
    assert!(well, "{words}");
    for module in ["sandboxcard", "banktransfer", "sandbox"] {
        assert!(words.contains(module), "no {module} in {words}");
    }
}

#[test]
fn wrong_books_are_found() {
    let home = Home::furnished();
    let db = rusqlite::Connection::open(home.path().join("hostler.db")).unwrap();
    db.execute("update invoices set paid_minor = paid_minor + 1 where id = 1", []).unwrap();
    drop(db);
    let (well, words) = home.run(&["verify"]);
    assert!(!well && words.contains("violation(s)."), "{words}");
}

#[test]
fn a_wrong_configuration_is_said_with_key_place_and_remedy() {
    let home = Home::empty();
    let file = home.path().join("wrong.toml");
    let path = file.to_str().unwrap();
    for (text, words) in [
        ("listen = 'here'", &["listen cannot be 'here'", "wrong.toml", "127.0.0.1:8080"][..]),
        ("lisen = ':80'", &["lisen", "wrong.toml", "known are listen, data"]),
        ("database = 'mysql://x'", &["database cannot be", "wrong.toml", "postgres://"]),
        (
            "whmcs = 'https://b.example/'",
            &["whmcs_identifier is missing", "HOSTLER_WHMCS_IDENTIFIER"],
        ),
        ("= 1", &["wrong.toml is not TOML"]),
    ] {
        std::fs::write(&file, text).unwrap();
        for command in
            [&["config", "check"][..], &["serve"], &["migrate"], &["call", "GetInvoices"]]
        {
            let (well, said) = home.run(&[&["--config", path], command].concat());
            assert!(!well, "{command:?} {text}: {said}");
            for word in words {
                assert!(said.contains(word), "{command:?} {text}: no {word} in {said}");
            }
        }
    }
    // What only one part of `serve` reads is looked at, too, and nothing is made meanwhile.
    let data = home.path().join("data");
    for (text, words) in [
        ("session_key = 'k:c2hvcnQ='", "session_key"),
        ("encryption_key = 'abc'", "encryption_key"),
        ("requests_per_minute = 'many'", "requests_per_minute cannot be 'many'"),
        ("connections_per_address = -1", "connections_per_address cannot be '-1'"),
        ("smtp_host = 'mx.example'\nsmtp_port = '70000'", "smtp_port cannot be '70000'"),
        ("smtp_host = 'mx.example'\nsmtp_security = 'ssl'", "smtp_security cannot be 'ssl'"),
        ("cors_origins = 'https://a.example/x'", "cors_origins cannot be"),
        ("whmcs_hook_secret = 'short'", "whmcs_hook_secret"),
        ("staff_groups = 'five'", "staff_groups cannot be 'five'"),
        ("module_functions = 'x'", "module_functions cannot be 'x'"),
        ("theme = 'nope'", "theme cannot be 'nope'"),
        ("base_url = 'billing.example'", "base_url cannot be"),
        ("admin_from = '192.0.2.0/40'", "admin_from cannot be '192.0.2.0/40'"),
        ("metrics_from = 'here'", "metrics_from cannot be 'here'"),
    ] {
        let text = format!("data = {:?}\n{text}\n", data.to_str().unwrap());
        std::fs::write(&file, &text).unwrap();
        let (well, words_said) = home.run(&["--config", path, "config", "check"]);
        assert!(!well && words_said.contains(words), "{text}: {words_said}");
    }
    let aside = "staff_groups = '5=*'\nforward_hooks = 'https://a.example/'\nsmtp_user = 'me'\n";
    std::fs::write(&file, format!("data = {:?}\n{aside}", data.to_str().unwrap())).unwrap();
    let (well, notes) = home.run(&["--config", path, "config", "check"]);
    for note in ["staff_groups", "forward_hooks", "smtp_user"] {
        assert!(
            well && notes.contains(&format!("{note} means nothing without")),
            "{note}: {notes}"
        );
    }
    assert!(!data.exists(), "nothing is made");
    let output = home.command(&["config", "check"]).env("HOSTLER_LOG", "debug").output().unwrap();
    let (out, _) = said(&output);
    assert!(output.status.success() && out.contains("The configuration is right."), "{out}");
    assert!(out.contains("environment HOSTLER_LOG"), "{out}");
    let (well, example) = home.run(&["config", "example"]);
    assert!(well && example.contains("listen = \"127.0.0.1:8080\""), "{example}");
}

/// Every secret may stand in a file of its own, and so may the address with the password in it.
#[test]
fn secrets_are_read_from_files_and_shown_nowhere() {
    let home = Home::empty();
    let file = home.path().join("of-its-own");
    let before = ["--whmcs", "https://billing.example/"];
    let whmcs = ["HOSTLER_WHMCS_IDENTIFIER_FILE", "HOSTLER_WHMCS_SECRET_FILE"];
    let (database, shown) =
        ("postgres://me:hidden@db.example/books", "postgres://me:***@db.example/books");
    for (flags, variables, content, shown) in [
        (&[][..], &["HOSTLER_DATABASE_FILE"][..], database, shown),
        (&before[..], &whmcs[..], "hidden word", "[set]"),
    ] {
        std::fs::write(&file, format!("{content}\n")).unwrap();
        let mut command = home.command(&[flags, &["config", "check"]].concat());
        command.envs(variables.iter().map(|variable| (variable, &file)));
        let output = command.output().unwrap();
        let (out, problem) = said(&output);
        assert!(output.status.success() && out.contains(shown), "{out}{problem}");
        for variable in variables {
            assert!(out.contains(&format!("environment {variable}")), "{out}");
        }
        assert!(!out.contains("hidden") && !problem.contains("hidden"), "{out}{problem}");
    }
}

#[test]
fn it_stops_cleanly_and_frees_the_port() {
    let home = Home::empty();
    let first = Server::start(&home, &[], &[]);
    let address = first.address.clone();
    assert_eq!(first.page("/healthz"), "ok");
    assert_eq!(first.page("/readyz"), "ready");
    assert!(first.page("/metrics").contains("hostler_requests_total"));
    let (well, words) = home.run(&["serve", "--listen", &address]);
    assert!(!well && words.contains(&format!("listen cannot be '{address}'")), "{words}");
    assert!(first.stop().success());
    get("/healthz").send(&address).unwrap_err();
}

/// Also those that a layer of the route turned away, or that the route has no method for.
#[test]
fn requests_are_counted_by_their_route() {
    let home = Home::empty();
    let server = Server::start(&home, &[], &[]);
    let cases = [
        ("GET", "/healthz", "/healthz", 200),
        ("DELETE", "/healthz", "/healthz", 405),
        ("GET", "/openapi.json", "/openapi.json", 200),
        ("GET", "/api/v1/me", "/api/v1/me", 401),
        ("DELETE", "/api/v1/me", "/api/v1/me", 405),
        ("GET", "/api/v1/nothing", "none", 404),
        // Nobody has set it up.
        ("GET", "/admin/clients/7", "/admin/clients/{id}", 303),
        ("POST", "/mcp", "/mcp", 401),
    ];
    for (method, path, _, status) in cases {
        assert_eq!(server.ask(&ask(method, path)).status, status, "{method} {path}");
    }
    let figures = server.page("/metrics");
    for (method, path, route, status) in cases {
        let counted = format!(r#"{{route="{route}",method="{method}",status="{status}"}}"#);
        assert!(figures.contains(&counted), "{method} {path}: {figures}");
    }
}

#[test]
fn the_office_and_the_figures_are_there_for_their_networks_only() {
    let home = Home::furnished();
    let environment = [
        ("HOSTLER_TRUSTED_PROXIES", "127.0.0.1"),
        ("HOSTLER_ADMIN_FROM", "192.0.2.0/24, 2001:db8::7"),
        ("HOSTLER_METRICS_FROM", "10.0.0.0/8"),
    ];
    let flags = ["--demo", "--demo-days", crate::home::DAYS];
    let server = Server::start(&home, &flags, &environment);
    for (path, from, expected) in [
        ("/admin/login", "192.0.2.9", 200),
        ("/admin/login", "2001:db8::7", 200),
        ("/admin/login", "203.0.113.9", 404),
        ("/admin", "203.0.113.9", 404),
        ("/api/v1/admin/clients", "192.0.2.9", 401),
        ("/api/v1/admin/clients", "203.0.113.9", 404),
        ("/login", "203.0.113.9", 200),
        ("/metrics", "10.1.1.1", 200),
        ("/metrics", "203.0.113.9", 404),
        ("/healthz", "203.0.113.9", 200),
    ] {
        let answer = server.ask(&get(path).header("x-forwarded-for", from));
        assert_eq!(answer.status, expected, "{path} from {from}: {}", answer.text());
    }
    // What is not there is told as for any other address: people get a page, programs nothing.
    for path in ["/admin/login", "/nowhere/login"] {
        let asked = |accept| {
            let from = get(path).header("x-forwarded-for", "203.0.113.9");
            server.ask(&from.header("accept", accept)).text()
        };
        assert!(asked("text/html").contains("There is nothing here"), "{path}");
        assert_eq!(asked("*/*"), "", "{path}");
    }
}
