//! What is added to a service that somebody has: offered with its price, ordered, had.

use protocol::AddProductAddon;
use protocol::wire::{Amount, Csv};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each};

/// Jane with a service that runs, of a product with which an addon goes for 4.00 a month.
async fn jane_with_a_service(site: &Site) {
    furnish(site).await;
    let monthly = [("monthly".to_owned(), Amount::parse("4.00").unwrap())];
    let care = AddProductAddon {
        name: "Care".to_owned(),
        description: Some("We watch over it".to_owned()),
        paytype: "recurring".to_owned(),
        showorder: Some(true.into()),
        pricing: [(1, monthly.into_iter().collect())].into_iter().collect(),
        products: Some(Csv(vec![1])),
        ..AddProductAddon::default()
    };
    let hidden =
        AddProductAddon { name: "Hush".to_owned(), hidden: Some(true.into()), ..care.clone() };
    for addon in [care, hidden] {
        site.system.call(addon).await.unwrap();
    }
    sign_up(site, "jane@example.com").await.order(site).await;
    site.run("update services set status = 'Active'").await;
}

#[tokio::test]
async fn an_addon_is_ordered_for_a_service_that_runs() {
    for site in each().await {
        jane_with_a_service(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/services/1").await;
        for part in ["What can be added", "Care", "We watch over it", "$4.00"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("Hush"), "{page}");
        for nonsense in ["2", "77", "x"] {
            let answer = jane.post("/services/1/addons", &[("addon", nonsense)]).await;
            assert_eq!(answer.header("location"), "/services/1", "{nonsense}: {}", text(&answer));
            jane.page("/services/1").await;
        }
        let answer = jane.post("/services/1/addons", &[("addon", "1")]).await;
        let to = answer.header("location").to_owned();
        assert!(answer.status == 303 && to.starts_with("/billing/invoices/"), "{to}");
        let invoice = jane.page(&to).await;
        assert!(invoice.contains("Care") && invoice.contains("$4.00"), "{invoice}");
        // What somebody has is not offered again.
        let page = jane.page("/services/1").await;
        assert!(page.contains("Care") && !page.contains("/services/1/addons"), "{page}");
    }
}

#[tokio::test]
async fn whoever_may_not_order_is_offered_no_addon() {
    for site in each().await {
        jane_with_a_service(&site).await;
        for words in ["products,manageproducts", "products,orders"] {
            let sql = "update user_clients set is_owner = 0, permissions =";
            site.run(&format!("{sql} '{words}'")).await;
            // What a session may is looked up again after a while.
            site.clock.advance(jiff::SignedDuration::from_hours(1));
            let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
            let page = jane.page("/services/1").await;
            assert!(!page.contains("/services/1/addons"), "{words}: {page}");
            let answer = jane.post("/services/1/addons", &[("addon", "1")]).await;
            assert_eq!(answer.status, 403, "{words}");
        }
    }
}
