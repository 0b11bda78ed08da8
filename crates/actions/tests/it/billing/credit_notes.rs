//! Credit notes of refunds: what goes back of an invoice, with its tax (B16, B20).

use actions::testing::{TestActions, each};
use base64::Engine as _;
use serde_json::Value;

use super::{ask, books_add_up, furnish, refused};

async fn paid_invoice(test: &TestActions, client: i64) -> i64 {
    let query = format!(
        "userid={client}&taxrate=10&taxrate2=5&duedate=2026-02-01&itemdescription1=Taxed\
         &itemamount1=10.00&itemtaxed1=1&itemdescription2=Not&itemamount2=4.50&itemtaxed2=0"
    );
    let id = ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
    let pay = format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02&transid=t1");
    ask(test, "AddInvoicePayment", &pay).await;
    id
}

/// Number, subtotal, both taxes, total and reason of each, oldest first.
async fn notes(test: &TestActions, query: &str) -> Vec<String> {
    let found = ask(test, "GetCreditNotes", query).await;
    let rows = found["creditnotes"]["creditnote"].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let names = ["creditnotenum", "subtotal", "tax", "tax2", "total", "reason"];
    rows.iter().rev().map(|row| names.map(|name| text(row, name)).join(" ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_refunds_in_parts_take_back_all_of_the_tax() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = paid_invoice(&test, client).await;
        for (amount, kind) in [("5.33", "credit"), ("5.33", "manual"), ("5.34", "manual")] {
            let query = format!("invoiceid={id}&amount={amount}&type={kind}");
            ask(&test, "RefundInvoice", &query).await;
            books_add_up(&test).await;
        }
        let expected = [
            "CN-1 4.83 0.33 0.17 5.33 Refund",
            "CN-2 4.84 0.33 0.16 5.33 Refund",
            "CN-3 4.83 0.34 0.17 5.34 Refund",
        ];
        assert_eq!(notes(&test, &format!("invoiceid={id}")).await, expected);
        let invoice = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(invoice["status"], "Refunded");
        assert_eq!(notes(&test, "creditnoteid=2").await, expected[1..2]);
        let file = ask(&test, "GetCreditNotePdf", "creditnoteid=2").await;
        assert_eq!(file["filename"], "CreditNote-CN-2.pdf");
        let data = base64::engine::general_purpose::STANDARD;
        let data = data.decode(file["data"].as_str().unwrap()).unwrap();
        let text = String::from_utf8(data).unwrap();
        for wanted in ["CreditNoteDocument", "Refund - Invoice #", "5.33", "0.16"] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        let said = refused(&test, "GetCreditNotePdf", "creditnoteid=77").await;
        assert_eq!(said, "Credit Note ID Not Found");
    }
}
