//! How an invoice is paid by hand: said for as long as it is open, on its page and in its mail.

use protocol::wire::Amount;
use protocol::{CreateInvoice, NewInvoiceLine};

use super::browser::Browser;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::each_engine;

const SAID: &str = "Transfer the amount to the fake bank.";

#[tokio::test]
async fn an_open_invoice_says_how_it_is_paid_by_hand() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        for method in ["faketransfer", "fakecard"] {
            let line = NewInvoiceLine {
                description: Some("Work".to_owned()),
                amount: Some(Amount::parse("5.00").unwrap()),
                ..NewInvoiceLine::default()
            };
            let call = CreateInvoice {
                userid: 1,
                paymentmethod: Some(method.to_owned()),
                status: Some("Unpaid".to_owned()),
                item: vec![line].into(),
                ..CreateInvoice::default()
            };
            site.system.call(call).await.unwrap();
        }
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        // The second one is paid by card, but may be paid by transfer, too.
        for path in ["/billing/invoices/1", "/billing/invoices/2"] {
            let page = jane.page(path).await;
            assert!(page.contains(SAID) && page.contains("How to pay"), "{page}");
        }
        site.run("update invoices set status = 'Cancelled' where id = 1").await;
        assert!(!jane.page("/billing/invoices/1").await.contains(SAID));
    }
}
