//! Invoices on pages: seen, paid, and nobody else's.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each};

/// Jane with an order that is not paid yet; gives the number of its invoice.
async fn invoiced(site: &Site) -> i64 {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let order = jane.order(site).await;
    order["invoice_id"].as_i64().unwrap_or_else(|| panic!("no invoice in {order}"))
}

#[tokio::test]
async fn an_invoice_is_read_and_paid() {
    for site in each().await {
        let id = invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let home = browser.page("/clientarea").await;
        assert!(home.contains("1 invoice waits"), "{home}");
        let list = browser.page("/billing/invoices?status=Unpaid").await;
        assert!(list.contains(&format!("/billing/invoices/{id}")), "{list}");
        assert!(browser.page("/billing/invoices?status=Paid").await.contains("No invoices here"));

        let path = format!("/billing/invoices/{id}");
        let page = browser.page(&path).await;
        assert!(page.contains("Jane Doe") && page.contains("6.00"), "{page}");
        let answer = browser.post(&format!("{path}/pay"), &[("method", "")]).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("Choose how to pay"));
        let fields = [("method", "sandboxcard"), ("card_number", "4242 4242 4242 4242")];
        let answer = browser.post(&format!("{path}/pay"), &fields).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("id=\"p-card_expiry\"") && page.contains("id=\"p-card_cvv\""));
        assert!(!page.contains("4242 4242 4242 4242\""), "a card is never sent back");
    }
}

#[tokio::test]
async fn a_foreign_invoice_is_none() {
    for site in each().await {
        let id = invoiced(&site).await;
        sign_up(&site, "mallory@example.com").await;
        let mut browser = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        let path = format!("/billing/invoices/{id}");
        let foreign = browser.get(&path).await;
        let absent = browser.get("/billing/invoices/999999").await;
        assert_eq!((foreign.status.as_u16(), absent.status.as_u16()), (404, 404));
        assert!(text(&foreign).contains("There is nothing here"));
        for below in ["pay", "credit"] {
            let fields = [("method", "fakecard"), ("amount", "")];
            let answer = browser.post(&format!("{path}/{below}"), &fields).await;
            assert_eq!(answer.status, 404, "{below}");
        }
    }
}
