//! Moving a service to another plan: what stands in the way is said before anything is chosen.

use protocol::{AddInvoicePayment, GetInvoice};

use super::browser::Browser;
use super::everything::full;
use crate::shop::PASSWORD;
use crate::site::each_engine;

#[tokio::test]
async fn what_is_to_be_paid_first_is_said_before_a_plan_is_chosen() {
    for site in each_engine().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/services/1/upgrade").await;
        let (before, _) = page.split_once("name=\"plan\"").unwrap();
        for said in ["is to be paid before the plan", "href=\"/billing/invoices/1#pay\""] {
            assert!(before.contains(said), "{said}: {page}");
        }
        let call = AddInvoicePayment {
            invoiceid: 1,
            transid: Some("paid".to_owned()),
            gateway: "faketransfer".to_owned(),
            ..AddInvoicePayment::default()
        };
        site.system.call(call).await.unwrap();
        let paid = site.system.call(GetInvoice { invoiceid: 1 }).await.unwrap();
        assert_eq!(&*paid.status, "Paid");
        let page = jane.page("/services/1/upgrade").await;
        assert!(!page.contains("is to be paid before") && page.contains("name=\"plan\""), "{page}");
    }
}
