//! Invoices as files; whose they are is tried with every other route in `isolation`.

use serde_json::json;

use crate::shop::{furnish, sign_up};
use crate::site::{each, get};

#[tokio::test]
async fn a_statement_is_the_clients_own() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let eve = sign_up(&site, "eve@example.com").await;
        jane.order(&site).await;
        let said = jane.get(&site, "/api/v1/statement").await;
        assert_eq!(said["lines"][0]["reason"], "invoice issued", "{said}");
        assert_eq!(said["closing"]["amount"], "6.00", "{said}");
        let none = eve.get(&site, "/api/v1/statement").await;
        assert_eq!((&none["lines"], &none["closing"]["amount"]), (&json!([]), &json!("0.00")));
        let past = jane.get(&site, "/api/v1/statement?from=2020-01-01&to=2020-12-31").await;
        assert_eq!(past["lines"], json!([]));
        let file = site.call(jane.asks(get("/api/v1/statement/pdf"))).await;
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(String::from_utf8(file.bytes).unwrap().contains("StatementDocument"));
        let turned = jane.asks(get("/api/v1/statement?from=2026-02-01&to=2026-01-01"));
        assert_eq!(site.call(turned).await.expect(422)["errors"][0]["pointer"], "?to");
        let odd = site.call(jane.asks(get("/api/v1/statement?clientid=2"))).await;
        assert_eq!(odd.status.as_u16(), 422);
        assert_eq!(site.call(get("/api/v1/statement")).await.status.as_u16(), 401);
    }
}

#[tokio::test]
async fn an_invoice_is_had_as_an_electronic_one() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let path = format!("/api/v1/invoices/{invoice}/xml");
        let lacking = site.call(jane.asks(get(&path))).await;
        assert!(lacking.status.is_client_error(), "{}", lacking.status);
        site.run("insert into settings (key, value) values ('TaxCode', '12-3456789')").await;
        site.system.engine.engine.settings_changed();
        let file = site.call(jane.asks(get(&path))).await;
        assert_eq!(file.status.as_u16(), 200);
        assert_eq!(file.header("content-type"), "application/xml");
        let name = file.header("content-disposition");
        assert!(name.starts_with("attachment; filename*=UTF-8''Invoice-"), "{name}");
        let said = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(said.contains("<cbc:PayableAmount currencyID=\"USD\">6.00</"), "{said}");
    }
}

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
