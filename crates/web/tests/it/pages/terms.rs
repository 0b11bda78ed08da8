//! The terms of service: who orders agrees to them, where the house asks for that.

use protocol::{ActivityEntry, GetActivityLog, GetClients, GetOrders, SetConfigurationValue};

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
    site.system.call(SetConfigurationValue { setting, value, ..Default::default() }).await.unwrap();
}

async fn orders(site: &Site) -> i64 {
    site.system.call(GetOrders::default()).await.unwrap().totalresults.0
}

/// What the log keeps of agreements, the last first.
async fn agreements(site: &Site) -> Vec<ActivityEntry> {
    let description = Some("Terms of Service Agreed".to_owned());
    let call = GetActivityLog { description, ..GetActivityLog::default() };
    site.system.call(call).await.unwrap().activity.0.entry.0
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
        let kept = agreements(&site).await;
        assert_eq!(&*kept[0].description, "Terms of Service Agreed - Order ID: 1 - /kb/7");
        assert_eq!((kept.len(), kept[0].clientId.0), (1, 1));
        assert!(!kept[0].ipaddress.is_empty());
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
    let kept = agreements(&site).await;
    assert_eq!(
        &*kept[0].description,
        "Terms of Service Agreed - Order ID: 1 - javascript:alert(1)"
    );
}

#[tokio::test]
async fn whoever_signs_up_agrees_too() {
    const ACCOUNT: [(&str, &str); 8] = [
        ("firstname", "Joe"),
        ("lastname", "Roe"),
        ("email", "joe@example.com"),
        ("password", PASSWORD),
        ("address1", "1 Main Street"),
        ("city", "Berlin"),
        ("postcode", "10115"),
        ("country", "DE"),
    ];
    for site in each_engine().await {
        furnish(&site).await;
        assert!(!Browser::on(&site).page("/register").await.contains("name=\"terms\""));
        set(&site, "EnableTOSAccept", "on").await;
        let mut guest = Browser::on(&site);
        assert!(guest.page("/register").await.contains("name=\"terms\""));
        let answer = guest.post("/register", &ACCOUNT).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains("terms of service to make an account"), "{page}");
        let clients = site.system.call(GetClients::default()).await.unwrap();
        assert_eq!(clients.totalresults.0, 0);
        let answer = guest.post("/register", &[&ACCOUNT[..], &[AGREED]].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let kept = agreements(&site).await;
        assert_eq!((kept.len(), kept[0].clientId.0), (1, 1));
        assert_eq!(&*kept[0].description, "Terms of Service Agreed");
    }
}
