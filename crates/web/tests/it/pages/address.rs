//! Another address to sign in with, from the page about security.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine};

const PAGE: &str = "/account/security";

/// Whether somebody comes in with this address.
async fn logs_in(site: &Site, email: &str) -> bool {
    let mut browser = Browser::on(site);
    browser.get("/login").await;
    let answer = browser.post("/login", &[("email", email), ("password", PASSWORD)]).await;
    answer.status == 303
}

#[tokio::test]
async fn a_client_changes_the_address_once_the_new_one_is_proven() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page(PAGE).await;
        let hint = ["aria-describedby=\"hint-password\"", "id=\"hint-password\""];
        for part in ["jane@example.com", hint[0], hint[1]] {
            assert!(page.contains(part), "no {part} in {page}");
        }
        for (email, password, said) in [
            ("", "", "Enter an e-mail address"),
            ("new@example.com", "", "Enter your present password"),
            ("new@example.com", "wrong", "This is not your present password"),
            ("no address", PASSWORD, "id=\"p-email\""),
        ] {
            let form = [("email", email), ("email_password", password)];
            let answer = text(&jane.post("/account/security/email", &form).await);
            assert!(answer.contains(said), "{said}: {answer}");
            assert!(answer.contains(&format!("value=\"{email}\"")), "what was typed stays");
        }
        // "Back" and "reload" of a form that came back only read, and lead to its page.
        let again = jane.get("/account/security/email").await;
        assert_eq!(again.header("location"), PAGE);
        let form = [("email", "new@example.com"), ("email_password", PASSWORD)];
        let answer = jane.post("/account/security/email", &form).await;
        assert_eq!(answer.header("location"), PAGE, "{}", text(&answer));
        let page = jane.page(PAGE).await;
        assert!(page.contains("We sent a link to new@example.com."), "{page}");
        assert!(page.contains("new@example.com waits to be confirmed"), "{page}");
        assert!(logs_in(&site, "jane@example.com").await, "until then it is the one before");
        let before = site.mailed_secret("new@example.com", "/verify/").await;

        let answer = jane.post("/account/security/email/resend", &[]).await;
        assert_eq!(answer.header("location"), PAGE, "{}", text(&answer));
        let link = site.mailed_secret("new@example.com", "/verify/").await;
        assert_ne!(link, before);
        // The link is opened elsewhere.
        let mut phone = Browser::on(&site);
        phone.page(&format!("/verify/{link}")).await;
        let answer = phone.post(&format!("/verify/{link}"), &[]).await;
        assert_eq!(answer.header("location"), "/login", "{}", text(&answer));
        assert!(phone.page("/login").await.contains("your address is confirmed"));
        assert_eq!(jane.get(PAGE).await.status, 303, "every session is over");
        assert!(!logs_in(&site, "jane@example.com").await);
        let mut new = Browser::logged_in(&site, "new@example.com", PASSWORD).await;
        let page = new.page(PAGE).await;
        assert!(page.contains("new@example.com") && !page.contains("waits to be"), "{page}");
    }
}

#[tokio::test]
async fn a_change_of_the_address_is_withdrawn() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page(PAGE).await;
        let form = [("email", "new@example.com"), ("email_password", PASSWORD)];
        jane.post("/account/security/email", &form).await;
        jane.page(PAGE).await;
        for (what, said) in [
            ("withdraw", "The change is withdrawn."),
            ("withdraw", "No new address waits any more."),
            ("resend", "No new address waits any more."),
        ] {
            let answer = jane.post(&format!("/account/security/email/{what}"), &[]).await;
            assert_eq!(answer.header("location"), PAGE, "{}", text(&answer));
            let page = jane.page(PAGE).await;
            assert!(page.contains(said) && !page.contains("waits to be confirmed"), "{page}");
        }
        assert!(logs_in(&site, "jane@example.com").await);
    }
}
