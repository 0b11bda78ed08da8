//! A second process in front of the first: the same doors, no database of its own.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
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
    // Whoever names no format gets what the other one makes of that: XML for lists, else pairs.
    for (action, begins) in [("GetPaymentMethods", "<?xml"), ("GetInvoice", "result=error;")] {
        let unsaid = post("/includes/api.php", &[&LOGIN[..], &[("action", action)]].concat());
        let (said, other) = (front.ask(&unsaid).text(), behind.ask(&unsaid).text());
        assert!(said == other && said.starts_with(begins), "{action}: {said}");
    }

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

/// A WHMCS whose hooks print something before each answer. It counts who asks for currencies.
fn noisy() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            if form_of(&mut stream).contains("action=GetCurrencies") {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            let currency = r#"{"id":1,"code":"USD","rate":"1.00000"}"#;
            let json =
                format!(r#"{{"result":"success","currencies":{{"currency":[{currency}]}}}}"#);
            let body = format!("<b>Notice</b>: Undefined index in <b>/hook.php</b>\n{json}");
            let head = format!("content-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}{body}").as_bytes());
        }
    });
    (url, asked)
}

/// The form of a request, to its last letter.
fn form_of(stream: &mut TcpStream) -> String {
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&read).to_ascii_lowercase();
        let length = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let length = length.and_then(|length| length.parse::<usize>().ok());
        if let (Some((_, form)), Some(length)) = (text.split_once("\r\n\r\n"), length)
            && form.len() >= length
        {
            return String::from_utf8_lossy(&read).into_owned();
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return String::new(),
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}

#[test]
fn noise_is_skipped_and_catalogues_are_kept_where_the_operator_says_so() {
    let (url, asked) = noisy();
    let (home, other) = (Home::empty(), Home::empty());
    let strict = Server::start(&home, &["--whmcs", &url], &login("x"));
    let answer = strict.ask(&get("/api/v1/currencies"));
    assert_eq!((answer.status, &answer.json()["code"]), (502, &"upstream-failed".into()));
    asked.store(0, Ordering::Relaxed);
    let settings =
        [("HOSTLER_WHMCS_TOLERATES_NOISE", "true"), ("HOSTLER_WHMCS_CATALOGUE_SECONDS", "600")];
    let more = [&login("x")[..], &settings].concat();
    let lenient = Server::start(&other, &["--whmcs", &url], &more);
    for _ in 0..3 {
        let answer = lenient.ask(&get("/api/v1/currencies"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["items"][0]["code"], "USD");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
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
