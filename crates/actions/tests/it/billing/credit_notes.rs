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

/// All of the paid invoice, a third at a time.
async fn refund_in_three(test: &TestActions, id: i64) {
    for (amount, kind) in [("5.33", "credit"), ("5.33", "manual"), ("5.34", "manual")] {
        let query = format!("invoiceid={id}&amount={amount}&type={kind}");
        ask(test, "RefundInvoice", &query).await;
        books_add_up(test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_refunds_in_parts_take_back_all_of_the_tax() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = paid_invoice(&test, client).await;
        refund_in_three(&test, id).await;
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

/// A file of the export: its name and its bytes.
async fn exported(test: &TestActions, query: &str) -> (String, Vec<u8>) {
    let file = ask(test, "ExportCreditNotes", query).await;
    let data = base64::engine::general_purpose::STANDARD;
    let data = data.decode(file["data"].as_str().unwrap()).unwrap();
    (file["filename"].as_str().unwrap().to_owned(), data)
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_credit_notes_are_exported_beside_the_invoice_that_they_correct() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = paid_invoice(&test, client).await;
        refund_in_three(&test, id).await;
        let (name, data) = exported(&test, "").await;
        assert_eq!(name, "credit-notes-2026-01-01.csv");
        let text = String::from_utf8(data).unwrap();
        let same = format!("{client},Jane Doe,,2026-01-01,{id},1,2026-01-01,Refund");
        let expected = [
            "Id,Number,Client,Name,Company,Date,Invoice id,Invoice,Invoice date,Reason,Subtotal,\
             Tax rate,Tax,Tax rate 2,Tax 2,Total,Currency"
                .to_owned(),
            format!("1,CN-1,{same},4.83,10.000,0.33,5.000,0.17,5.33,USD"),
            format!("2,CN-2,{same},4.84,10.000,0.33,5.000,0.16,5.33,USD"),
            format!("3,CN-3,{same},4.83,10.000,0.34,5.000,0.17,5.34,USD"),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
        // Each adds up (EN 16931 BR-CO-15), and together they are the whole invoice.
        let cents = |row: &str, column: usize| -> i64 {
            row.split(',').nth(column).unwrap().replace('.', "").parse().unwrap()
        };
        let [subtotal, tax, tax2, total] = [10, 12, 14, 15]
            .map(|column| expected[1..].iter().map(|row| cents(row, column)).collect::<Vec<_>>());
        for (index, total) in total.iter().enumerate() {
            assert_eq!(subtotal[index] + tax[index] + tax2[index], *total, "{index}");
        }
        let all = [subtotal, tax, tax2, total].map(|column| column.iter().sum::<i64>());
        assert_eq!(all, [1450, 100, 50, 1600]);
        let (name, zip) = exported(&test, "format=pdf&datefrom=2026-01-01").await;
        assert_eq!(name, "credit-notes-2026-01-01.zip");
        let holds = |wanted: &str| zip.windows(wanted.len()).any(|at| at == wanted.as_bytes());
        assert!(holds("CreditNote-CN-1.pdf") && holds("CreditNote-CN-3.pdf"));
        for (query, count) in [
            ("", 3),
            ("userid=77", 0),
            ("datefrom=2026-01-02", 0),
            ("dateto=2025-12-31", 0),
            ("datefrom=2026-01-01&dateto=2026-01-01", 3),
        ] {
            let file = ask(&test, "ExportCreditNotes", query).await;
            assert_eq!(file["numcreditnotes"], count, "{query}");
            let list = ask(&test, "GetCreditNotes", query).await;
            assert_eq!(list["totalresults"], count, "{query}");
        }
        for (query, expected) in [
            ("format=xls", "Invalid format: csv, pdf or xml"),
            ("datefrom=2026-02-02&dateto=2026-02-01", "The last day is before the first one"),
        ] {
            assert_eq!(refused(&test, "ExportCreditNotes", query).await, expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_what_several_invoices_were_paid_with_goes_back_of_them() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let unpaid = async |amount: &str| {
            let query = format!(
                "userid={client}&taxrate=10&itemdescription1=A&itemamount1={amount}&itemtaxed1=1"
            );
            ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
        };
        let (one, two) = (unpaid("10.00").await, unpaid("20.00").await);
        let query = format!("clientid={client}&invoiceids={one},{two}");
        let all = ask(&test, "CombineInvoices", &query).await["invoiceid"].as_i64().unwrap();
        let pay = format!("invoiceid={all}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        let status = async |id: i64| {
            let found = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            found["status"].as_str().unwrap().to_owned()
        };
        // One of them directly: that much less goes back of the payment of both.
        ask(&test, "RefundInvoice", &format!("invoiceid={one}&amount=5.50&type=credit")).await;
        let much = format!("invoiceid={all}&amount=27.51&type=manual");
        assert!(!refused(&test, "RefundInvoice", &much).await.is_empty());
        ask(&test, "RefundInvoice", &format!("invoiceid={all}&amount=16.50&type=manual")).await;
        assert_eq!((status(one).await, status(two).await), ("Refunded".into(), "Paid".into()));
        ask(&test, "RefundInvoice", &format!("invoiceid={all}&type=manual")).await;
        assert_eq!(status(two).await, "Refunded");
        let of = async |id: i64| notes(&test, &format!("invoiceid={id}")).await;
        assert_eq!(
            (of(one).await, of(two).await, of(all).await),
            (
                vec![
                    "CN-1 5.00 0.50 0.00 5.50 Refund".to_owned(),
                    "CN-2 5.00 0.50 0.00 5.50 Refund".to_owned(),
                ],
                vec![
                    "CN-3 10.00 1.00 0.00 11.00 Refund".to_owned(),
                    "CN-4 10.00 1.00 0.00 11.00 Refund".to_owned(),
                ],
                vec![],
            )
        );
        for id in [one, two, all] {
            let again = format!("invoiceid={id}&amount=1.00&type=credit");
            assert!(!refused(&test, "RefundInvoice", &again).await.is_empty(), "{id}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_added_funds_that_were_spent_do_not_go_back() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("clientid={client}&amount=50.00&paymentmethod=faketransfer");
        let id = ask(&test, "AddFunds", &query).await["invoiceid"].as_i64().unwrap();
        let pay = format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        let spend = format!("clientid={client}&type=remove&amount=20.00&description=Spent");
        ask(&test, "AddCredit", &spend).await;
        let all = format!("invoiceid={id}&type=manual");
        let said = refused(&test, "RefundInvoice", &all).await;
        assert_eq!(said, "The client has only 30.00 of the added funds left");
        ask(&test, "RefundInvoice", &format!("{all}&amount=30.00")).await;
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_added_funds_and_lines_of_one_invoice_go_back_by_their_shares() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("clientid={client}&amount=50.00&paymentmethod=faketransfer");
        let id = ask(&test, "AddFunds", &query).await["invoiceid"].as_i64().unwrap();
        let edits = "setting=allow_editing_issued_invoices&value=on";
        ask(&test, "SetConfigurationValue", edits).await;
        let more = format!(
            "invoiceid={id}&taxrate=20&newitemdescription[0]=Fee&newitemamount[0]=100.00\
             &newitemtaxed[0]=1"
        );
        ask(&test, "UpdateInvoice", &more).await;
        let pay = format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        let back = format!("invoiceid={id}&type=manual");
        // 50 of 170 are added funds.
        ask(&test, "RefundInvoice", &format!("{back}&amount=17.00")).await;
        let spend = format!("clientid={client}&type=remove&amount=45.00&description=Spent");
        ask(&test, "AddCredit", &spend).await;
        // What was spent does not go back: then it is all of the line.
        ask(&test, "RefundInvoice", &format!("{back}&amount=12.00")).await;
        let said = refused(&test, "RefundInvoice", &back).await;
        assert_eq!(said, "The client has only 0.00 of the added funds left");
        ask(&test, "RefundInvoice", &format!("{back}&amount=96.00")).await;
        let expected = [
            "CN-1 10.00 2.00 0.00 12.00 Refund",
            "CN-2 10.00 2.00 0.00 12.00 Refund",
            "CN-3 80.00 16.00 0.00 96.00 Refund",
        ];
        assert_eq!(notes(&test, &format!("invoiceid={id}")).await, expected);
        let credit = format!("invoiceid={id}&type=credit&amount=1.00");
        assert!(!refused(&test, "RefundInvoice", &credit).await.is_empty());
        books_add_up(&test).await;
    }
}
