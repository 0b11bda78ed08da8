//! Who may enter: status codes and words as real servers give them.

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
    let plain = post("/includes/api.php", &[&call[..], &[("password", &password)]].concat());
    let answer = server.ask(&plain);
    assert_eq!((answer.status, &answer.json()["name"]), (200, &"Ada Northlight".into()));
}
