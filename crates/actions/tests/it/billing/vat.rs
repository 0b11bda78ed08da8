//! VAT numbers that the tax offices know, and those that they do not.

use actions::testing::each;
use store::args;

use super::{ask, furnish, refused};

#[tokio::test(flavor = "multi_thread")]
async fn b14_a_number_that_does_not_exist_is_taxed() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        for (name, value) in
            [("TaxEnabled", "on"), ("TaxEUTaxValidation", "on"), ("DefaultCountry", "DE")]
        {
            ask(&test, "SetConfigurationValue", &format!("setting={name}&value={value}")).await;
        }
        ask(&test, "AddTaxRule", "level=1&name=VAT&country=FR&rate=20").await;
        let number = async |number: &str| {
            let mut act = test.engine.act().await.unwrap();
            let sql = "update clients set country = 'FR', tax_id = $2 where id = $1";
            act.conn.exec(sql, args![client, number]).await.unwrap();
            act.commit().await.unwrap();
        };
        let tax = async || {
            let query =
                format!("userid={client}&itemdescription1=A&itemamount1=10.00&itemtaxed1=1");
            let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
            ask(&test, "GetInvoice", &format!("invoiceid={id}")).await["tax"].clone()
        };
        let check = format!("clientid={client}");
        number("FR 12345678901").await;
        assert_eq!(tax().await, "0.00", "well-formed, and nobody said otherwise");
        let said = ask(&test, "CheckVatNumber", &check).await;
        assert_eq!((&said["valid"], &said["name"]), (&true.into(), &"Company of FR".into()));
        assert_eq!(tax().await, "0.00");
        number("FR 00000000000").await;
        let said = ask(&test, "CheckVatNumber", &check).await;
        assert_eq!(said["valid"], false, "{said}");
        assert_eq!(tax().await, "2.00");
        number("FR 12345678901").await;
        assert_eq!(tax().await, "0.00", "another number is another question");
        number("12").await;
        let none = refused(&test, "CheckVatNumber", &check).await;
        assert_eq!(none, "This is not a VAT number of the EU");
    }
}
