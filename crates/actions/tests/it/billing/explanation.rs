//! `GetInvoiceExplanation`: what an invoice keeps about itself outlives the rules of the house.

use actions::testing::{TestActions, each};
use serde_json::Value;

use super::{ask, furnish, refused};

async fn set(test: &TestActions, name: &str, value: &str) {
    ask(test, "SetConfigurationValue", &format!("setting={name}&value={value}")).await;
}

/// A house with two taxes, and an invoice of three lines, one of them untaxed.
async fn invoice(test: &TestActions, client: i64) -> Value {
    let query = format!(
        "userid={client}&itemdescription1=A&itemamount1=10.00&itemtaxed1=1\
         &itemdescription2=B&itemamount2=3.33&itemtaxed2=1&itemdescription3=C&itemamount3=7"
    );
    ask(test, "CreateInvoice", &query).await["invoiceid"].clone()
}

fn texts(list: &Value, key: &str, fields: &[&str]) -> Vec<String> {
    let rows = list[key].as_array().unwrap();
    let row = |row: &Value| {
        let each = fields.iter().map(|field| row[*field].as_str().unwrap().to_owned());
        each.collect::<Vec<_>>().join(" | ")
    };
    rows.iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b13_an_invoice_says_by_which_rules_it_was_taxed_and_what_rounding_did() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        for (name, value) in [("TaxEnabled", "on"), ("TaxL2Compound", "on")] {
            set(&test, name, value).await;
        }
        ask(&test, "AddTaxRule", "level=1&name=GST&country=US&rate=5").await;
        ask(&test, "AddTaxRule", "level=2&name=QST&country=US&rate=9.975").await;
        let id = invoice(&test, client).await;
        let read = async || {
            let said = ask(&test, "GetInvoiceExplanation", &format!("invoiceid={id}")).await;
            assert_eq!((&said["taxtype"], &said["compound"]), (&"exclusive".into(), &true.into()));
            let lines = said["lines"]["line"].as_array().unwrap();
            let taxes =
                lines.iter().map(|line| texts(&line["taxsteps"], "step", &["what", "amount"]));
            (texts(&said["taxes"], "tax", &["text"]), taxes.collect::<Vec<_>>())
        };
        let (taxes, lines) = read().await;
        assert_eq!(
            taxes,
            [
                "GST 5 % on 13.33, the taxed lines: 0.666500, rounded 0.67",
                "QST 9.975 % on 14.00, the taxed lines and the first tax: 1.396500, rounded 1.40",
            ]
        );
        let share = |name: &str, of: &str, amount: &str| {
            format!("{name} %: this line's share of {of} | {amount}")
        };
        let expected = [
            vec![share("GST 5", "0.67", "0.50"), share("QST 9.975", "1.40", "1.05")],
            vec![share("GST 5", "0.67", "0.17"), share("QST 9.975", "1.40", "0.35")],
            vec!["Not taxed | 0.00".to_owned()],
        ];
        assert_eq!(lines, expected);
        // Other rules hold by now; the invoice is what it was.
        set(&test, "TaxL2Compound", "").await;
        set(&test, "TaxType", "Inclusive").await;
        assert_eq!(read().await, (taxes, lines));
        let none = refused(&test, "GetInvoiceExplanation", "invoiceid=999").await;
        assert_eq!(none, "Invoice ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_who_is_not_taxed_is_told_why_and_what_was_taken_out_of_the_price() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        for (name, value) in [("TaxEnabled", "on"), ("TaxType", "Inclusive")] {
            set(&test, name, value).await;
        }
        ask(&test, "AddTaxRule", "level=1&name=VAT&country=US&rate=19").await;
        for (exempt, expected) in [
            (
                0,
                [
                    "Tax contained in the price | -1.60",
                    "VAT 19 %: this line's share of 2.13 | 1.60",
                ],
            ),
            (1, ["Tax contained in the price | -1.60", "Not taxed: the client is exempt | 0.00"]),
        ] {
            ask(&test, "UpdateClient", &format!("clientid={client}&taxexempt={exempt}")).await;
            let id = invoice(&test, client).await;
            let said = ask(&test, "GetInvoiceExplanation", &format!("invoiceid={id}")).await;
            let first = &said["lines"]["line"][0];
            assert_eq!(texts(&first["taxsteps"], "step", &["what", "amount"]), expected);
        }
    }
}
