//! Users of several accounts, and users who may see a part of one.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::each_engine;

#[tokio::test]
async fn a_user_of_two_accounts_goes_from_one_to_the_other_and_nowhere_else() {
    for site in each_engine().await {
        furnish(&site).await;
        for email in ["jane@example.com", "ben@example.com", "eve@example.com"] {
            sign_up(&site, email).await;
        }
        let mut ben = Browser::logged_in(&site, "ben@example.com", PASSWORD).await;
        assert!(!ben.page("/clientarea").await.contains("/account/switch"), "one account only");
        site.run(
            "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
             values (1, 2, 0, 'tickets', 0)",
        )
        .await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let home = jane.page("/clientarea").await;
        assert!(home.contains("href=\"/account/switch\"") && home.contains("To be paid"), "{home}");
        let choice = jane.page("/account/switch").await;
        assert!(choice.contains("name=\"client\" value=\"2\""), "{choice}");
        assert!(!choice.contains("value=\"1\"") && !choice.contains("value=\"3\""), "{choice}");
        for foreign in ["3", "99", "x", ""] {
            let answer = jane.post("/account/switch", &[("client", foreign)]).await;
            assert_eq!(answer.status, 404, "{foreign}: {}", text(&answer));
            jane.page("/account/switch").await;
        }
        let answer = jane.post("/account/switch", &[("client", "2")]).await;
        assert_eq!(answer.header("location"), "/clientarea", "{}", text(&answer));
        let home = jane.page("/clientarea").await;
        assert!(home.contains("You act for Jane Doe now."), "{home}");
        // What is not theirs to see is not said to be empty, and nothing leads to it.
        assert!(home.contains("You see a part of this account"), "{home}");
        for absent in ["To be paid", "No services yet", "href=\"/services\"", "href=\"/account\""] {
            assert!(!home.contains(absent), "{absent}: {home}");
        }
        assert_eq!(jane.get("/services").await.status, 403);
        assert_eq!(jane.get("/tickets").await.status, 200);
        assert_eq!(Browser::on(&site).get("/account/switch").await.status, 303);
    }
}
