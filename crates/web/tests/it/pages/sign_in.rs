//! Signing in through a provider on pages: out and back, linked, unknown, with a second factor.

use ports::sign_in::Identity;
use protocol::wire::Flag;
use protocol::{AddSignInProvider, ConfirmTwoFactor, StartTwoFactor};

use super::browser::{Browser, text};
use crate::rest::two_factor::code;
use crate::shop::{PASSWORD, furnish, sign_up, staff};
use crate::site::{Answer, Site, each_engine};

/// Somebody at the provider, who comes with a code of the same name.
fn expect(site: &Site, subject: &str, email: &str) {
    let identity = Identity {
        subject: subject.to_owned(),
        email: email.to_owned(),
        email_verified: true,
        first_name: "Nia".to_owned(),
        last_name: "New".to_owned(),
        ..Identity::default()
    };
    site.system.engine.world.sign_in.expect(subject, identity);
}

async fn provider(site: &Site) {
    let call = AddSignInProvider {
        name: "Acme".into(),
        issuer: "https://id.example".into(),
        clientid: "us".into(),
        forclients: Flag(true),
        forstaff: Flag(true),
        signup: Flag(true),
        ..AddSignInProvider::default()
    };
    site.system.call(call).await.unwrap();
}

/// Follows the button at `from` to the provider and comes back with a code; gives the answer.
async fn there_and_back(browser: &mut Browser<'_>, from: &str, code: &str) -> Answer {
    let answer = browser.get(from).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let to = answer.header("location").to_owned();
    let state = to.strip_prefix("https://id.example/authorize?state=").unwrap_or_default();
    assert!(!state.is_empty(), "{to}");
    browser.get(&format!("/signin/callback?code={code}&state={state}")).await
}

#[tokio::test]
async fn a_client_comes_in_signs_up_and_links() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        provider(&site).await;
        let mut browser = Browser::on(&site);
        let page = browser.page("/login?next=/tickets").await;
        assert!(page.contains("Continue with Acme") && page.contains("/signin/1?next="), "{page}");
        // Somebody new fills in what is missing, without a password.
        expect(&site, "248", "nia@example.com");
        let answer = there_and_back(&mut browser, "/signin/1?next=/tickets", "248").await;
        assert_eq!(answer.header("location"), "/register?next=%2Ftickets");
        let page = browser.page("/register?next=%2Ftickets").await;
        assert!(page.contains("nia@example.com") && page.contains("value=\"Nia\""), "{page}");
        assert!(!page.contains("name=\"password\""), "{page}");
        let form = [
            ("firstname", "Nia"),
            ("lastname", "New"),
            ("email", "nia@example.com"),
            ("address1", "1 Road"),
            ("city", "Town"),
            ("postcode", "12345"),
            ("country", "US"),
            ("next", "/tickets"),
        ];
        let answer = browser.post("/register", &form).await;
        assert_eq!(answer.header("location"), "/tickets", "{}", text(&answer));
        let page = browser.page("/account/security").await;
        assert!(page.contains("Acme") && page.contains("Unlink"), "{page}");
        // The next time there is nothing to fill in.
        let mut later = Browser::on(&site);
        expect(&site, "248", "");
        let answer = there_and_back(&mut later, "/signin/1?next=/services", "248").await;
        assert_eq!(answer.header("location"), "/services", "{}", text(&answer));
        assert!(later.page("/account/security").await.contains("Unlink"));
        // What was begun in one browser does not end in another, nor twice.
        let mut other = Browser::on(&site);
        for query in ["code=248&state=x", "state=", ""] {
            let answer = other.get(&format!("/signin/callback?{query}")).await;
            assert_eq!(answer.header("location"), "/login");
        }
        assert!(other.page("/login").await.contains("begin again"));
        // Whoever has an account links it from inside, and may take the link away again.
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/account/security").await;
        assert!(page.contains("Link Acme"), "{page}");
        expect(&site, "300", "jane@work.example");
        let answer = there_and_back(&mut jane, "/account/security/link/1", "300").await;
        assert_eq!(answer.header("location"), "/account/security");
        let page = jane.page("/account/security").await;
        assert!(page.contains("jane@work.example") && !page.contains("Link Acme"), "{page}");
        let id = page.split("/account/security/unlink/").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        let answer = jane.post(&format!("/account/security/unlink/{id}"), &[]).await;
        assert_eq!(answer.status, 303);
        assert!(jane.page("/account/security").await.contains("Link Acme"));
    }
}

#[tokio::test]
async fn the_second_factor_is_asked_for_behind_the_provider() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        provider(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        expect(&site, "300", "jane@example.com");
        there_and_back(&mut jane, "/account/security/link/1", "300").await;
        let started =
            site.system.call(StartTwoFactor { user_id: Some(1), adminid: None }).await.unwrap();
        let code = code(&site, started.secret.reveal());
        let call = ConfirmTwoFactor { user_id: Some(1), adminid: None, code: code.as_str().into() };
        let made = site.system.call(call).await.unwrap();
        let backup = made.backupcodes.0[0].to_string();
        let mut browser = Browser::on(&site);
        expect(&site, "300", "");
        let answer = there_and_back(&mut browser, "/signin/1?next=/services", "300").await;
        assert_eq!(answer.header("location"), "/signin/code?next=%2Fservices");
        assert_eq!(browser.get("/services").await.status, 303, "not in yet");
        let page = browser.page("/signin/code").await;
        // A code for a lost device has letters, which a pad of digits has not.
        assert!(page.contains("one-time-code") && !page.contains("inputmode"), "{page}");
        assert!(page.contains("second factor"), "{page}");
        let answer = browser.post("/signin/code", &[("code", "000000000000")]).await;
        assert_eq!(answer.status, 401, "{}", text(&answer));
        let answer = browser.post("/signin/code", &[("code", &backup)]).await;
        assert_eq!(answer.header("location"), "/services", "{}", text(&answer));
        assert_eq!(browser.get("/services").await.status, 200);
        let answer = browser.get("/signin/code").await;
        assert_eq!(answer.header("location"), "/login", "that stage is over");
    }
}

#[tokio::test]
async fn staff_link_their_own_account_and_come_back_by_it() {
    for site in each_engine().await {
        furnish(&site).await;
        provider(&site).await;
        // The role permits none of it: what is one's own needs no permission.
        staff(&site, r#"["GetClients"]"#).await;
        let mut ann = Browser::on(&site);
        let page = ann.page("/admin/login").await;
        assert!(page.contains("Continue with Acme"), "{page}");
        expect(&site, "500", "ann@example.com");
        let answer = there_and_back(&mut ann, "/admin/signin/1?next=/admin", "500").await;
        assert_eq!(answer.header("location"), "/admin/login");
        let page = ann.page("/admin/login").await;
        assert!(page.contains("Nobody here is linked with this sign-in"), "{page}");
        let form = [("name", "ann"), ("password", PASSWORD)];
        assert_eq!(ann.post("/admin/login", &form).await.status, 303);
        assert!(ann.page("/admin/sign-ins").await.contains("Link Acme"));
        expect(&site, "500", "ann@example.com");
        let answer = there_and_back(&mut ann, "/admin/sign-ins/link/1", "500").await;
        assert_eq!(answer.header("location"), "/admin/sign-ins");
        let page = ann.page("/admin/sign-ins").await;
        assert!(page.contains("ann@example.com") && page.contains("Unlink"), "{page}");
        let mut later = Browser::on(&site);
        expect(&site, "500", "");
        let answer =
            there_and_back(&mut later, "/admin/signin/1?next=/admin/sign-ins", "500").await;
        assert_eq!(answer.header("location"), "/admin/sign-ins");
        assert!(later.page("/admin/sign-ins").await.contains("Unlink"));
        // A page of somebody else cannot set the way out to link.
        let answer = site
            .call(crate::site::get("/admin/sign-ins/link/1").header("sec-fetch-site", "cross-site"))
            .await;
        assert!(!answer.header("location").contains("id.example"), "{answer:?}");
    }
}
