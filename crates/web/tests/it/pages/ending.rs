//! A service that is to end says so, and can be kept; forms that came back can be read again.

use super::browser::{Browser, text};
use super::everything::full;
use crate::shop::PASSWORD;
use crate::site::{each, each_engine};

#[tokio::test]
async fn a_wish_to_cancel_stands_on_the_service_until_it_is_taken_back() {
    for site in each_engine().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let asks = [("type", "End of Billing Period"), ("reason", "too big")];
        jane.page("/services/1/cancel").await;
        assert_eq!(jane.post("/services/1/cancel", &asks).await.status, 303);
        let page = jane.page("/services/1").await;
        assert!(
            page.contains("This service ends on") && page.contains("/services/1/keep"),
            "{page}"
        );
        assert!(!page.contains("/services/1/cancel"), "nobody cancels twice: {page}");
        let again = jane.get("/services/1/cancel").await;
        assert_eq!((again.status.as_u16(), again.header("location")), (303, "/services/1"));
        jane.page("/services/1").await;
        assert_eq!(jane.post("/services/1/keep", &[]).await.status, 303);
        let page = jane.page("/services/1").await;
        assert!(
            page.contains("The service goes on") && page.contains("/services/1/cancel"),
            "{page}"
        );
        assert_eq!(jane.post("/services/1/keep", &[]).await.status, 404);
    }
}

#[tokio::test]
async fn where_a_form_was_sent_to_can_be_read() {
    for site in each().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (path, above) in [
            ("/tickets/1/reply?language=de", "/tickets/1"),
            ("/billing/invoices/1/pay", "/billing/invoices/1"),
            ("/account/security/factor", "/account/security"),
            ("/cart/promotion", "/cart"),
        ] {
            let answer = jane.get(path).await;
            let led = (answer.status.as_u16(), answer.header("location"));
            assert_eq!(led, (303, above), "{path}: {}", text(&answer));
        }
    }
}
