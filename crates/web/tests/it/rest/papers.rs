//! Invoices as files; whose they are is tried with every other route in `isolation`.

use crate::shop::{furnish, sign_up};
use crate::site::{each, get};

#[tokio::test]
async fn an_invoice_is_had_as_a_pdf() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let file = site.call(jane.asks(get(&format!("/api/v1/invoices/{invoice}/pdf")))).await;
        assert_eq!(file.status.as_u16(), 200);
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.header("content-security-policy").starts_with("sandbox"));
        let name = file.header("content-disposition");
        assert!(name.starts_with("attachment; filename*=UTF-8''Invoice-"), "{name}");
        let said = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(said.contains("InvoiceDocument") && said.contains("6.00"), "{said}");
        let none = site.call(get(&format!("/api/v1/invoices/{invoice}/pdf"))).await;
        assert_eq!(none.status.as_u16(), 401);
    }
}
