//! Another address to sign in with, from the page about security.

use protocol::GetSecurityState;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each, each_engine};

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
        sign_up(&site, "joe@example.net").await;
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
            ("joe@example.net", PASSWORD, "id=\"p-email\""),
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
        assert!(page.contains("Your log-in address changes when you open it"), "{page}");
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

/// Ten wrong passwords are the limit: forms that try none, and right ones, are none of them.
#[tokio::test]
async fn only_wrong_passwords_count() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page(PAGE).await;
        for number in 0..12 {
            jane.post("/account/security/email", &[("email", ""), ("email_password", "")]).await;
            let email = format!("new{number}@example.com");
            let form = [("email", email.as_str()), ("email_password", PASSWORD)];
            let answer = jane.post("/account/security/email", &form).await;
            assert_eq!(answer.header("location"), PAGE, "{number}: {}", text(&answer));
        }
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

/// A server behind takes our credential for an office, which needs no proof of anybody.
#[tokio::test]
async fn nothing_is_changed_without_its_proof() {
    for site in each().await {
        furnish(&site).await;
        let sql = "insert into security_questions (question, created_at) values ('A pet?', 0)";
        site.run(sql).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page(PAGE).await;
        site.run("update users set two_factor_secret = 'sealed'").await;
        let end = [("step", "end"), ("code", "")];
        let answer = jane.post("/account/security/factor", &end).await;
        assert_ne!(answer.status, 303, "{}", text(&answer));
        site.run("update users set two_factor_secret = ''").await;
        for (password, is_set) in [("", false), ("wrong", false), (PASSWORD, true)] {
            let form =
                [("question", "1"), ("answer", "Rex the Dog"), ("question_password", password)];
            let answer = jane.post("/account/security/question", &form).await;
            let state = site.system.call(GetSecurityState { user_id: 1 }).await.unwrap();
            assert_eq!(state.hasanswer.0, is_set, "{password}: {}", text(&answer));
        }
    }
}
