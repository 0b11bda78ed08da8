//! Who may enter: status codes and words as real servers give them.

use md5::{Digest as _, Md5};

use crate::home::Home;
use crate::http::post;
use crate::server::Server;

#[test]
fn strangers_are_told_as_a_real_server_tells_them() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let known = [("identifier", "demo"), ("secret", "demo-secret")];
    let failed = "Authentication Failed";
    type Case<'a> = (&'a [(&'a str, &'a str)], u16, &'a str);
    let cases: [Case<'_>; 11] = [
        (&[], 403, failed),
        (&[("identifier", "demo")], 403, failed),
        (&[("secret", "demo-secret")], 403, failed),
        (&[("identifier", ""), ("secret", "")], 403, failed),
        (&[("identifier", "demo"), ("secret", "Demo-secret")], 403, failed),
        (&[("identifier", "demo"), ("secret", "demo-secret ")], 403, failed),
        (&[("username", "admin"), ("password", "wrong")], 403, failed),
        (
            &[("identifier", "nobody"), ("secret", "demo-secret")],
            403,
            "Invalid or missing credentials",
        ),
        // Either pair of names carries a credential; empty ones beside it count for nothing.
        (&[("username", "demo"), ("password", "demo-secret")], 200, ""),
        (&[known[0], known[1], ("username", ""), ("password", ""), ("accesskey", "")], 200, ""),
        (&known, 200, ""),
    ];
    for (login, status, message) in cases {
        let call = [("action", "GetPaymentMethods"), ("responsetype", "json")];
        let answer = server.ask(&post("/includes/api.php", &[login, &call].concat()));
        let json = answer.json();
        assert_eq!(answer.status, status, "{login:?}: {json}");
        assert_eq!(json["message"].as_str().unwrap_or_default(), message, "{login:?}");
        let result = if status == 200 { "success" } else { "error" };
        assert_eq!(json["result"], result, "{login:?}");
    }
    server.assert_calm();
}

#[test]
fn staff_enter_with_a_password_or_its_md5() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let password = server.password();
    let call = [("action", "GetAdminDetails"), ("responsetype", "json"), ("username", "admin")];
    let md5: String = Md5::digest(&password).iter().map(|byte| format!("{byte:02x}")).collect();
    for password in [&password, &md5] {
        let fields = [&call[..], &[("password", password)]].concat();
        let answer = server.ask(&post("/includes/api.php", &fields));
        assert_eq!((answer.status, &answer.json()["name"]), (200, &"Ada Northlight".into()));
    }
}

#[test]
fn a_role_allows_what_it_lists() {
    let home = Home::furnished();
    let db = rusqlite::Connection::open(home.path().join("hostler.db")).unwrap();
    let sql = "update roles set actions = '[\"getinvoices\"]' where kind = 'api'";
    assert_ne!(db.execute(sql, []).unwrap(), 0);
    drop(db);
    let server = Server::demo(&home, &[]);
    server.call("GetInvoices", &[]);
    for action in ["AddCredit", "WhmcsDetails", "GetWHMCSDetails"] {
        let answer = server.rpc(action, &[("clientid", "1"), ("amount", "1.00")]);
        let name = action.to_lowercase();
        let said = format!("Invalid Permissions: API action \"{name}\" is not allowed");
        assert_eq!((answer.status, &answer.json()["message"]), (403, &said.into()));
    }
    assert_eq!(server.rpc("", &[]).status, 400);
}

#[test]
fn an_address_is_believed_only_from_a_trusted_proxy() {
    let (alone, proxied) = (Home::furnished(), Home::furnished());
    let call = [("action", "GetPaymentMethods"), ("responsetype", "json")];
    let login = [("identifier", "demo"), ("secret", "demo-secret")];
    let ask = post("/includes/api.php", &[login, call].concat());
    let ask = ask.header("x-forwarded-for", "203.0.113.9");
    let server = Server::demo(&alone, &[]);
    assert_eq!(server.ask(&ask).status, 200, "anybody can send that header");
    let trusted = [("HOSTLER_TRUSTED_PROXIES", "127.0.0.1")];
    let server = Server::start(&proxied, &[], &trusted);
    let answer = server.ask(&ask);
    let said = &answer.json()["message"];
    assert_eq!((answer.status, said), (403, &"Invalid IP 203.0.113.9".into()));
}
