//! Prices to which tax is added say so wherever they stand in the shop.

use protocol::SetConfigurationValue;

use super::browser::Browser;
use crate::shop::furnish;
use crate::site::each_engine;

const SAID: &str = "All prices plus VAT";

#[tokio::test]
async fn prices_without_their_tax_say_so() {
    for site in each_engine().await {
        furnish(&site).await;
        for (setting, value, expected) in [
            ("TaxEnabled", "off", false),
            ("TaxEnabled", "on", true),
            ("TaxType", "Inclusive", false),
        ] {
            let (setting, value) = (setting.to_owned(), value.to_owned());
            site.system
                .call(SetConfigurationValue { setting, value, ..Default::default() })
                .await
                .unwrap();
            for path in ["/", "/store", "/order/1"] {
                let page = Browser::on(&site).page(path).await;
                assert_eq!(page.contains(SAID), expected, "{path}: {page}");
            }
        }
    }
}
