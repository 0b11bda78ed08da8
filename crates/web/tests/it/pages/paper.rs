//! What an invoice says as a document.

use super::browser::Browser;
use super::everything::full;
use crate::shop::PASSWORD;
use crate::site::each_engine;

/// Town, state and postal code stand as the country's post has them.
#[tokio::test]
async fn an_address_is_written_as_its_country_does() {
    for site in each_engine().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (country, expected) in [("US", "Town, Texas 12345"), ("DE", "12345 Town")] {
            site.run(&format!("update clients set country = '{country}'")).await;
            let page = jane.page("/billing/invoices/1").await;
            assert!(page.contains(expected), "{country}: {page}");
        }
    }
}
