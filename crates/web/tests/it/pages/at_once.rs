//! A long form that comes back says of every field that is wrong what is wrong with it, and what
//! was typed stands there again.

use super::browser::{Browser, text};
use super::domain_addons::jane_with_a_name;
use super::order::NEW;
use crate::shop::{PASSWORD, furnish};
use crate::site::each_engine;

/// What nobody sends mail to.
const WRONG: &str = "nobody at home";

/// What is sent, and the fields that are wrong.
type Sent<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a [&'a str]);

async fn check(browser: &mut Browser<'_>, (path, fields, wrong): Sent<'_>) {
    browser.get(path).await;
    let answer = browser.post(path, &fields).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{path}: {page}");
    for name in wrong {
        assert!(page.contains(&format!("id=\"p-{name}\"")), "{path}: {name}: {page}");
    }
    assert!(page.contains(&format!("value=\"{WRONG}\"")), "{path}: {page}");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once_to_visitors() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut guest = Browser::on(&site);
        let asks = vec![("name", ""), ("email", WRONG), ("department", "1"), ("message", "")];
        check(&mut guest, ("/contact", asks, &["name", "email", "subject", "message"])).await;
        let signs = vec![("firstname", ""), ("email", WRONG), ("password", "short")];
        check(&mut guest, ("/register", signs, &["firstname", "email", "password", "city"])).await;
        let mut orders = NEW.to_vec();
        orders.retain(|(name, _)| !matches!(*name, "email" | "password" | "city"));
        orders.extend([("email", WRONG), ("password", "short"), ("cycle", "monthly")]);
        orders.extend([("method", "fakecard"), ("host", "a.example")]);
        check(&mut guest, ("/order/1", orders, &["email", "password", "city"])).await;
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once_to_clients() {
    for site in each_engine().await {
        jane_with_a_name(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let person = || vec![("firstname", ""), ("email", WRONG), ("lastname", "Doe")];
        check(&mut jane, ("/account", person(), &["firstname", "email", "city"])).await;
        check(&mut jane, ("/account/contacts/new", person(), &["firstname", "email"])).await;
        let owner = vec![("First_Name", ""), ("Email", WRONG), ("Country", "US")];
        let path = "/domains/1/contacts";
        check(&mut jane, (path, owner, &["First_Name", "Email", "City"])).await;
    }
}
