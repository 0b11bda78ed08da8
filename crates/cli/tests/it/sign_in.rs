//! People who come in through an identity provider: a certified one (npm oidc-provider), by the
//! real redirects of both sides.

use std::process::Command;

use crate::clients::{peer_script, prepared, script};
use crate::home::Home;
use crate::process::Peer;
use crate::server::Server;

/// Starts the provider, which sends people back to our server.
fn provider(server: &Server<'_>) -> Peer {
    let back = format!("http://{}/signin/callback", server.address);
    let mut command = Command::new("node");
    command.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES"));
    command.arg(peer_script("openid.cjs")).args(["0", &back, "keys"]);
    Peer::of(command, "openid.cjs")
}

/// Goes the whole way as somebody; gives where it ended, and the page that was to be seen then.
fn come(server: &Server<'_>, start: &str, who: &str, page: &str) -> (String, String) {
    let mut command = Command::new(prepared("HOSTLER_E2E_PYTHON"));
    command.arg("-B").arg(script("sign_in_tour.py"));
    command.arg(format!("http://{}/", server.address)).args([start, who, page]);
    let output = command.output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}\n{}", server.log());
    let said = String::from_utf8(output.stdout).unwrap();
    let (first, rest) = said.split_once('\n').unwrap();
    (first.to_owned(), rest.replace("&#x2f;", "/"))
}

#[test]
fn people_come_from_a_certified_provider() {
    let home = Home::furnished();
    let server = Server::start(&home, &[], &[]);
    let provider = provider(&server);
    let issuer = format!("http://127.0.0.1:{}", provider.port);
    let fixed = [
        ("name", "Acme"),
        ("issuer", issuer.as_str()),
        ("clientid", "rs"),
        ("clientsecret", "s3cret: with + and %"),
        ("forclients", "1"),
        ("signup", "1"),
        ("forstaff", "1"),
        ("staffdomains", "example.com"),
    ];
    let made = server.call("AddSignInProvider", &fixed);
    let id = made["providerid"].to_string();
    let said = server.call("TestConnection", &[("signinprovider", &id)]);
    assert_eq!(said["reached"], true, "{said}");
    // Somebody new signs up, and comes back without a word.
    let start = format!("/signin/{id}?next=/account/security");
    for _ in 0..2 {
        let (end, page) = come(&server, &start, "nia", "/account/security");
        assert_eq!(end, format!("200 http://{}/account/security", server.address));
        assert!(page.starts_with("200") && page.contains("nia@example.com"), "{page}");
        assert!(page.contains("Unlink"), "{page}");
    }
    // The office knows staff by their domain, and nobody else.
    let start = format!("/admin/signin/{id}?next=/admin/sign-ins");
    let (end, page) = come(&server, &start, "nobody", "/admin/sign-ins");
    assert_eq!(end, format!("200 http://{}/admin/login", server.address));
    assert!(page.starts_with("303"), "{page}");
    let role = [("name", "All"), ("kind", "staff"), ("permissions", "*")];
    let role = server.call("AddAdminRole", &role)["roleid"].to_string();
    let ben = [
        ("adminusername", "ben"),
        ("email", "ben@example.com"),
        ("firstname", "Ben"),
        ("lastname", "Low"),
        ("roleid", role.as_str()),
        ("password2", "a long enough password"),
    ];
    server.call("AddAdminUser", &ben);
    let (end, page) = come(&server, &start, "ben", "/admin/sign-ins");
    assert_eq!(end, format!("200 http://{}/admin/sign-ins", server.address));
    assert!(page.contains("ben@example.com") && page.contains("Unlink"), "{page}");
    let log = server.log();
    for secret in ["s3cret: with", "s3cret%3A", "id_token", "access_token"] {
        assert!(!log.contains(secret), "{secret} in the log");
    }
    server.assert_calm();
}
