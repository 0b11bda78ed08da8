//! The terms of service: who orders agrees to them, where the house asks for that.

use protocol::{GetOrders, SetConfigurationValue};

use super::browser::{Browser, text};
use super::order::NEW;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine, one};

const CHOSEN: [(&str, &str); 3] =
    [("cycle", "monthly"), ("method", "fakecard"), ("host", "a.example")];
const SAID: &str = "Agree to the terms of service to order.";
const AGREED: (&str, &str) = ("terms", "on");

async fn set(site: &Site, setting: &str, value: &str) {
    let (setting, value) = (setting.to_owned(), value.to_owned());
    site.system.call(SetConfigurationValue { setting, value }).await.unwrap();
}

async fn orders(site: &Site) -> i64 {
    site.system.call(GetOrders::default()).await.unwrap().totalresults.0
}

#[tokio::test]
async fn whoever_orders_agrees_to_the_terms() {
    for site in each_engine().await {
        furnish(&site).await;
        let form = Browser::on(&site).page("/order/1").await;
        assert!(!form.contains("name=\"terms\""), "nobody asks: {form}");
        set(&site, "EnableTOSAccept", "on").await;
        set(&site, "TermsOfService", "/kb/7").await;
        let mut guest = Browser::on(&site);
        let form = guest.page("/order/1").await;
        assert!(form.contains("name=\"terms\"") && form.contains("href=\"/kb/7\""), "{form}");
        let fields = [&NEW[..], &CHOSEN].concat();
        let answer = guest.post("/order/1", &fields).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains(SAID) && page.contains("id=\"p-terms\""), "{page}");
        assert_eq!(orders(&site).await, 0);
        let answer = guest.post("/order/1", &[&fields[..], &[AGREED]].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(orders(&site).await, 1);
    }
}

#[tokio::test]
async fn the_checkout_asks_for_the_terms_too() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    set(&site, "EnableTOSAccept", "on").await;
    set(&site, "TermsOfService", "javascript:alert(1)").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    jane.page("/order/1").await;
    jane.post("/cart/add/1", &[("cycle", "monthly"), ("host", "b.example")]).await;
    let form = jane.page("/checkout").await;
    assert!(form.contains("name=\"terms\"") && !form.contains("javascript:"), "{form}");
    let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
    let page = text(&answer);
    assert!(answer.status == 422 && page.contains(SAID), "{page}");
    let answer = jane.post("/checkout", &[("method", "fakecard"), AGREED]).await;
    assert_eq!(answer.header("location"), "/billing/invoices/1", "{}", text(&answer));
}
