//! Staff that looks at the pages in a client's place (S44).

use axum::http::StatusCode;
use jiff::SignedDuration;
use protocol::{GetActivityLog, GetClientsDetails};

use super::browser::{Browser, text};
use crate::office::browser::Browser as Office;
use crate::shop::{PASSWORD, sign_up};
use crate::site::{Site, each_engine};

const JANE: &str = "jane@example.com";

/// What the house knows of the client's last log-in.
async fn last_login(site: &Site) -> String {
    let call = GetClientsDetails { clientid: Some(1), ..GetClientsDetails::default() };
    site.system.call(call).await.unwrap().client.lastlogin.to_string()
}

/// Presses "Log in as client" and follows the link.
async fn go_in<'a>(site: &'a Site, ann: &mut Office<'a>) -> Browser<'a> {
    let fields = [("do", "login"), ("client_id", "1")];
    let answer = ann.submit("/admin/clients/1", "/admin/clients/1", &fields).await;
    let page = text(&answer);
    let found = match answer.status {
        StatusCode::SEE_OTHER => answer.header("location").to_owned(),
        _ => page,
    };
    let (_, token) = found.split_once("access_token=").unwrap();
    let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mut browser = Browser::on(site);
    let link = format!("/oauth/singlesignon.php?access_token={token}");
    assert_eq!(browser.get(&link).await.header("location"), "/clientarea.php");
    browser
}

#[tokio::test]
async fn staff_in_a_clients_place_is_named_and_moves_nothing_of_the_clients_own() {
    for site in each_engine().await {
        sign_up(&site, JANE).await;
        let mut jane = Browser::logged_in(&site, JANE, PASSWORD).await;
        let before = last_login(&site).await;
        assert!(!before.is_empty());
        site.clock.advance_days(1);
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let mut inside = go_in(&site, &mut ann).await;
        assert_eq!(last_login(&site).await, before, "Jane did not log in");
        let page = inside.page("/clientarea").await;
        assert!(page.contains("You look at the pages of Jane Doe in their place"), "{page}");
        assert!(!jane.page("/clientarea").await.contains("in their place"));

        // What is done is done by both.
        inside.page("/account").await;
        let log = site.system.call(GetActivityLog::default()).await.unwrap();
        let lines: Vec<_> = log.activity.0.entry.0.iter().collect();
        let entered =
            lines.iter().find(|line| line.description.contains("Admin Logged In as User"));
        assert_eq!(&*entered.unwrap().username, "Ann Ng");

        inside.post("/logout", &[]).await;
        assert_eq!(inside.get("/clientarea").await.status, 303);
    }
}

/// How somebody signs in, and what they pay with, stays theirs.
#[tokio::test]
async fn what_is_only_the_persons_own_is_refused() {
    for site in each_engine().await {
        sign_up(&site, JANE).await;
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let mut inside = go_in(&site, &mut ann).await;
        inside.page("/account/security").await;
        let password =
            [("current", PASSWORD), ("password", "battery staple"), ("again", "battery staple")];
        for (path, fields) in [
            ("/account/security", &password[..]),
            ("/account/security/factor", &[("step", "start")][..]),
            ("/account/security/sessions", &[][..]),
            ("/account/security/sessions/others", &[][..]),
            ("/account/security/sessions/1/end", &[][..]),
        ] {
            let mut answer = inside.post(path, fields).await;
            if answer.status.is_redirection() {
                let to = answer.header("location").to_owned();
                answer = inside.get(&to).await;
            }
            let page = text(&answer);
            assert!(page.contains("Only the person itself may do this"), "{path}: {page}");
        }
        Browser::logged_in(&site, JANE, PASSWORD).await;
        // Neither does it become somebody else's session by way of another link.
        let answer = inside.post("/logout", &[]).await;
        assert_eq!(answer.header("location"), "/admin/clients/1");
    }
}

/// A link is for whoever made it: without the account, or once that is locked, it opens nothing.
#[tokio::test]
async fn the_link_of_staff_that_was_locked_out_opens_nothing() {
    for site in each_engine().await {
        sign_up(&site, JANE).await;
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let fields = [("do", "login"), ("client_id", "1")];
        let answer = ann.submit("/admin/clients/1", "/admin/clients/1", &fields).await;
        let found = format!("{}{}", answer.header("location"), text(&answer));
        let (_, token) = found.split_once("access_token=").unwrap();
        let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
        site.run("update staff set disabled = 1").await;
        let mut browser = Browser::on(&site);
        let answer = browser.get(&format!("/oauth/singlesignon.php?access_token={token}")).await;
        assert_eq!(answer.header("location"), "/login");
    }
}

/// It is no session of the client's own, nor one that staff would find among theirs.
#[tokio::test]
async fn a_session_in_a_clients_place_is_in_nobodys_list() {
    for site in each_engine().await {
        sign_up(&site, JANE).await;
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let mut inside = go_in(&site, &mut ann).await;
        // Longer than an access token lives: it goes on by itself, and stands in no list for it.
        site.clock.advance(SignedDuration::from_mins(16));
        let page = inside.page("/account/security").await;
        assert_eq!(page.matches("Unknown device</bdi>").count(), 1, "Jane's own: {page}");
        assert!(!page.contains("This session"), "{page}");
        let page = ann.read("/admin/sign-ins").await;
        assert_eq!(page.matches("Unknown device</b>").count(), 1, "Ann's own: {page}");
    }
}

/// Whoever is locked out, or may no longer do that, is out of the client's pages too: with the
/// token at hand, and with the one that would renew it.
#[tokio::test]
async fn staff_that_is_locked_out_leaves_the_clients_place() {
    let roles = r#"update roles set actions = '["GetClients"]' where kind = 'staff'"#;
    let cases = [
        ("update staff set disabled = 1", SignedDuration::from_secs(3)),
        ("update staff set disabled = 1", SignedDuration::from_mins(16)),
        (roles, SignedDuration::from_secs(3)),
        // What "end all sessions" does.
        ("update staff set epoch = epoch + 1", SignedDuration::from_secs(3)),
        ("update staff set epoch = epoch + 1", SignedDuration::from_mins(16)),
    ];
    for (sql, later) in cases {
        for site in each_engine().await {
            sign_up(&site, JANE).await;
            let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
            let mut inside = go_in(&site, &mut ann).await;
            inside.page("/clientarea").await;
            site.run(sql).await;
            site.clock.advance(later);
            assert_eq!(inside.get("/clientarea").await.status, 303, "{sql} {later}");
        }
    }
}

/// Who ends all its sessions ends those in clients' places, too; what begins later is of now.
#[tokio::test]
async fn staff_that_ends_its_sessions_leaves_the_clients_place() {
    for site in each_engine().await {
        sign_up(&site, JANE).await;
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let mut inside = go_in(&site, &mut ann).await;
        inside.page("/clientarea").await;
        ann.done("/admin/sign-ins", "/admin/sign-ins/sessions/others", &[]).await;
        assert_eq!(inside.get("/clientarea").await.status, 303, "it is over");
        let mut inside = go_in(&site, &mut ann).await;
        inside.page("/clientarea").await;
    }
}
