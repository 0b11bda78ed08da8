//! What somebody sees who has nothing yet, and what the shop promises that it can keep.

use protocol::CreateOrUpdateTLD;
use protocol::wire::Amount;

use super::browser::Browser;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{each_engine, get};

async fn read(site: &crate::site::Site, path: &str) -> String {
    let answer = site.call(get(path).header("accept", "text/html")).await;
    assert_eq!(answer.status, 200, "{path}");
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

#[tokio::test]
async fn who_has_nothing_is_welcomed_and_not_counted() {
    for site in each_engine().await {
        furnish(&site).await;
        let person = sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let home = jane.page("/clientarea").await;
        assert!(home.contains("Welcome to ") && !home.contains("class=\"tiles\""), "{home}");
        assert!(!home.contains("the moment it is paid"), "{home}");
        person.order(&site).await;
        let home = jane.page("/clientarea").await;
        assert!(!home.contains("Welcome to ") && home.contains("class=\"tiles\""), "{home}");
    }
}

#[tokio::test]
async fn the_shop_promises_what_happens_by_itself() {
    for site in each_engine().await {
        furnish(&site).await;
        let (at_once, told) = ("the moment the payment arrives", "as soon as it is");
        let shop = read(&site, "/").await;
        assert!(shop.contains(told) && !shop.contains(at_once), "set up by hand: {shop}");
        site.run("update products set auto_setup = 'payment', module = 'fakepanel'").await;
        let shop = read(&site, "/").await;
        assert!(shop.contains(at_once) && !shop.contains(told), "by a module: {shop}");
        for by_hand in ["auto_setup = 'on'", "auto_setup = 'payment', module = ''"] {
            site.run(&format!("update products set {by_hand} where id = 2")).await;
            let shop = read(&site, "/").await;
            assert!(shop.contains(told) && !shop.contains(at_once), "{by_hand}: {shop}");
        }
    }
}

#[tokio::test]
async fn the_shop_leads_to_domains_where_any_are_sold() {
    for site in each_engine().await {
        furnish(&site).await;
        for path in ["/", "/store", "/contact", "/cart"] {
            assert!(!read(&site, path).await.contains("/domains/search"), "{path}: none is sold");
        }
        let tld = CreateOrUpdateTLD {
            extension: ".com".to_owned(),
            currency_code: Some("USD".to_owned()),
            register: [(1, Amount::parse("9.00").unwrap())].into_iter().collect(),
            ..CreateOrUpdateTLD::default()
        };
        site.system.call(tld).await.unwrap();
        for path in ["/", "/store"] {
            assert!(read(&site, path).await.contains("/domains/search"), "{path}");
        }
    }
}
