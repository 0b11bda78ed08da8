//! Rates of tax and of currencies, and what is set by them at once.

use super::browser::{Browser, text};
use crate::shop::furnish;
use crate::site::each;

#[tokio::test]
async fn the_rates_of_the_union_become_rules() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (list, eu) = ("/admin/tax-rules", "/admin/tax-rules/eu");
        assert!(ann.read(list).await.contains("Rates of the EU"));
        assert!(ann.read(eu).await.contains("Rules that are there stay as they are"));
        let page = ann.done(eu, eu, &[("confirmed", "1")]).await;
        assert!(page.contains("27 rules were added") && page.contains("of 27"), "{page}");
        let page = ann.done(eu, eu, &[("confirmed", "1")]).await;
        assert!(page.contains("0 rules were added"), "{page}");
    }
}

#[tokio::test]
async fn rates_are_written_with_a_comma_too_and_a_new_product_is_taxed() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let path = "/admin/tax-rules/new";
        let rule = [("name", "VAT"), ("rate", "19,5"), ("level", "1"), ("country", "DE")];
        let page = ann.done(path, path, &rule).await;
        assert!(page.contains("The tax rule was added") && page.contains("19.5"), "{page}");
        let path = "/admin/currencies/new";
        let new = [("code", "CHF"), ("rate", "1,1"), ("format", "1")];
        let page = ann.done(path, path, &new).await;
        assert!(page.contains("The currency was added") && page.contains("1.1"), "{page}");
        let form = ann.read("/admin/products/new").await;
        let (_, tax) = form.split_once("id=\"f-tax\"").unwrap();
        assert!(tax.split('>').next().unwrap().contains("checked"), "{form}");
    }
}

#[tokio::test]
async fn who_only_looks_at_tax_rules_is_not_led_to_more() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["GetTaxRules"]"#).await;
        assert!(!ann.read("/admin/tax-rules").await.contains("Rates of the EU"));
        assert_eq!(ann.open("/admin/tax-rules/eu").await.status, 403);
    }
}

#[tokio::test]
async fn prices_in_a_currency_are_set_by_its_rate() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("code", "CHF"), ("rate", "0.5"), ("format", "1")];
        ann.done("/admin/currencies/new", "/admin/currencies/new", &new).await;
        let list = ann.read("/admin/currencies").await.replace("&#x2f;", "/");
        let rest = list.split("href=\"/admin/currencies/").filter(|rest| rest.contains("CHF"));
        let id = rest.last().unwrap().split('"').next().unwrap().to_owned();
        let own = ann.read("/admin/currencies/1").await;
        assert!(!own.contains("Set all prices"), "the company's own is what others are made of");
        let (here, prices) =
            (format!("/admin/currencies/{id}"), format!("/admin/currencies/{id}/prices"));
        let asked = text(&ann.submit(&here, &prices, &[]).await);
        assert!(asked.contains("set by hand in this currency"), "{asked}");
        let page = ann.done(&here, &prices, &[("confirmed", "1")]).await;
        assert!(page.contains("prices were set"), "{page}");
        let product = site.system.call(protocol::GetProducts::default()).await.unwrap();
        let product = &product.products.0.product.0[0];
        assert_eq!(product.pricing.get("CHF").unwrap().monthly.to_string(), "2.50");
    }
}
