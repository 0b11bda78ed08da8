//! Another address to sign in with, from the page about security.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::each_engine;

#[tokio::test]
async fn a_client_changes_the_address_and_logs_in_with_the_new_one() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(jane.page("/account/security").await.contains("jane@example.com"));
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
        let form = [("email", "new@example.com"), ("email_password", PASSWORD)];
        let answer = jane.post("/account/security/email", &form).await;
        assert_eq!(answer.header("location"), "/login", "{}", text(&answer));
        assert!(jane.page("/login").await.contains("Your address is changed"));
        let mut new = Browser::logged_in(&site, "new@example.com", PASSWORD).await;
        assert!(new.page("/account/security").await.contains("new@example.com"));
    }
}
