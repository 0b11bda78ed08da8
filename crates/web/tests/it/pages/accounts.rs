//! Users of several accounts, and users who may see a part of one.

use model::people::permission::ClientPermissions;
use protocol::wire::Amount;
use protocol::{AddCredit, SetConfigurationValue};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{before_stock, each, each_engine};

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
        // Each page says for whom, as long as there are several.
        site.run("update clients set company = 'Acme' where id = 2").await;
        assert!(jane.page("/tickets").await.contains("<bdi>Acme</bdi>"));
        assert!(!ben.page("/tickets").await.contains("<bdi>Acme</bdi>"));
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

/// Whoever orders for another's account is told so.
#[tokio::test]
async fn an_order_names_the_account_it_is_for() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        site.run("update clients set company = 'Acme'").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let said = "You order as Jane Doe for Acme.";
        assert!(jane.page("/order/1").await.contains(said));
        jane.post("/cart/add/1", &[("cycle", "monthly")]).await;
        let page = jane.page("/checkout").await;
        assert!(page.contains(said), "{page}");
    }
}

#[tokio::test]
async fn whoever_orders_is_told_which_credit_is_used() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let credit = AddCredit {
            clientid: 1,
            description: "Sorry".to_owned(),
            amount: Amount::parse("7.00").unwrap(),
            ..AddCredit::default()
        };
        site.system.call(credit).await.unwrap();
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let said = "Your credit of $7.00 USD is used first.";
        assert!(jane.page("/order/1").await.contains(said));
        jane.post("/cart/add/1", &[("cycle", "monthly")]).await;
        assert!(jane.page("/checkout").await.contains(said));
        let (setting, value) = ("NoAutoApplyCredit".to_owned(), "on".to_owned());
        site.system
            .call(SetConfigurationValue { setting, value, ..Default::default() })
            .await
            .unwrap();
        assert!(!jane.page("/checkout").await.contains(said), "it waits for the invoice");
    }
}

/// Only the owner says who else may act: nothing leads others there, whatever they may.
#[tokio::test]
async fn who_may_everything_and_owns_nothing_is_led_nowhere_in_vain() {
    let stock = before_stock().await;
    for site in each().await.into_iter().chain([stock]) {
        furnish(&site).await;
        for email in ["jane@example.com", "ben@example.com"] {
            sign_up(&site, email).await;
        }
        let all = ClientPermissions::ALL;
        let sql = format!(
            "delete from user_clients where user_id = 2;
             insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
             values (2, 1, 0, '{all}', 0)"
        );
        site.run(&sql).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(jane.page("/account").await.contains("href=\"/account/users\""));
        let mut ben = Browser::logged_in(&site, "ben@example.com", PASSWORD).await;
        for path in ["/clientarea", "/account", "/account/privacy"] {
            let page = ben.page(path).await.replace("&#x2f;", "/");
            assert!(!page.contains("/account/users"), "{path}: {page}");
            let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links.filter(|link| link.starts_with('/') && !link.contains("/assets")) {
                assert_ne!(ben.get(link).await.status, 403, "{path} leads to {link}");
            }
        }
        assert_eq!(ben.get("/account/users").await.status, 403);
    }
}

/// An invitation waits on the page and over REST, and whoever invited takes it back.
#[tokio::test]
async fn an_invitation_is_taken_back_by_who_invited() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let eve = sign_up(&site, "eve@example.com").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(!browser.page("/account/users").await.contains("waiting for an answer"));
        for (number, email) in [(1, "una@example.com"), (2, "ben@example.com")] {
            let fields = [("email", email), ("may_tickets", "on")];
            let answer = browser.post("/account/users", &fields).await;
            assert_eq!(answer.status, 303, "{}", text(&answer));
            let page = browser.page("/account/users").await;
            let button = format!("/account/users/invitations/{number}/withdraw");
            assert!(page.contains(email) && page.contains(&button), "{page}");
        }
        let answer = browser.post("/account/users/invitations/1/withdraw", &[]).await;
        assert_eq!(answer.header("location"), "/account/users");
        let page = browser.page("/account/users").await;
        assert!(page.contains("The invitation is withdrawn"), "{page}");
        assert!(!page.contains("una@example.com") && page.contains("ben@example.com"), "{page}");
        // Sent twice, it is said, and nothing breaks.
        browser.post("/account/users/invitations/1/withdraw", &[]).await;
        assert!(browser.page("/account/users").await.contains("no such invitation"));
        let path = "/api/v1/users/invitations";
        let waiting = jane.get(&site, path).await;
        assert_eq!(waiting["items"][0]["permissions"], serde_json::json!(["tickets"]));
        assert_eq!(waiting["total"], 1);
        let one = |who: &crate::shop::Person| {
            who.asks(crate::site::ask(axum::http::Method::DELETE, "/api/v1/users/invitations/2"))
        };
        assert_eq!(site.call(one(&eve)).await.status, 404);
        assert_eq!(site.call(one(&jane)).await.status, 204);
        assert_eq!(site.call(one(&jane)).await.status, 404);
        assert_eq!(jane.get(&site, path).await["total"], 0);
    }
}
