//! Splitting and merging invoices: by credit notes, for an issued invoice never changes (B16).

use actions::testing::{TestActions, each};
use base64::Engine as _;
use serde_json::{Value, json};
use store::args;

use super::{ask, books_add_up, furnish, refused};

async fn invoice(test: &TestActions, client: i64, amounts: &[&str]) -> i64 {
    let mut query = format!("userid={client}&taxrate=10&duedate=2026-02-01");
    for (place, amount) in amounts.iter().enumerate() {
        let n = place + 1;
        query += &format!(
            "&itemdescription{n}=Line+{n}&itemamount{n}={amount}&itemtaxed{n}={}",
            u8::from(place == 0)
        );
    }
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

async fn read(test: &TestActions, id: i64) -> Value {
    ask(test, "GetInvoice", &format!("invoiceid={id}")).await
}

/// Status, total, balance and the lines.
async fn look(test: &TestActions, id: i64) -> String {
    let found = read(test, id).await;
    let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
    let lines = found["items"]["item"].as_array().cloned().unwrap_or_default();
    let lines: Vec<_> =
        lines.iter().map(|line| line["amount"].as_str().unwrap().to_owned()).collect();
    format!("{} {} {} [{}]", text("status"), text("total"), text("balance"), lines.join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_an_invoice_is_split_by_a_credit_note() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, &["10.00", "4.00", "6.00"]).await;
        assert_eq!(look(&test, id).await, "Unpaid 21.00 21.00 [10.00 4.00 6.00]");
        let before = read(&test, id).await;
        let pay = format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &format!("{pay}&amount=16.00")).await;
        let line = before["items"]["item"][1]["id"].to_string().replace('"', "");
        let query = format!("invoiceid={id}&lineitemids={line}&duedate=2026-03-01&sendinvoice=1");
        let answer = ask(&test, "SplitInvoice", &query).await;
        let (kept, moved) = (&answer["invoiceid"], &answer["newinvoiceid"]);
        let (kept, moved) = (number(kept), number(moved));
        assert_eq!(look(&test, id).await, "Cancelled 21.00 21.00 [10.00 4.00 6.00]");
        assert_eq!(look(&test, kept).await, "Unpaid 1.00 1.00 [10.00 6.00]", "credited");
        assert_eq!(look(&test, moved).await, "Unpaid 4.00 4.00 [4.00]");
        assert_eq!(read(&test, moved).await["duedate"], "2026-03-01");
        assert_eq!(read(&test, kept).await["duedate"], "2026-02-01");
        assert_eq!(answer["creditnotenum"], "CN-1");
        let notes = ask(&test, "GetCreditNotes", &format!("invoiceid={id}")).await;
        let note = &notes["creditnotes"]["creditnote"][0];
        let amounts = (&note["subtotal"], &note["tax"], &note["total"], &note["reason"]);
        assert_eq!(amounts, (&json!("20.00"), &json!("1.00"), &json!("21.00"), &json!("Split")));
        books_add_up(&test).await;
        let back = format!("invoiceid={id}&status=Unpaid");
        let said = refused(&test, "UpdateInvoice", &back).await;
        assert_eq!(said, "The invoice was taken back by a credit note");
        books_add_up(&test).await;
    }
}

fn number(of: &Value) -> i64 {
    of.as_i64().unwrap_or_else(|| of.as_str().unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_invoices_are_merged_and_their_money_goes_along() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let one = invoice(&test, client, &["10.00"]).await;
        let two = invoice(&test, client, &["5.00", "2.00"]).await;
        let pay = format!("invoiceid={one}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &format!("{pay}&amount=3.00")).await;
        let answer = ask(&test, "MergeInvoices", &format!("invoiceids={one},{two}")).await;
        let made = number(&answer["invoiceid"]);
        assert_eq!(look(&test, made).await, "Unpaid 15.50 15.50 [10.00 5.00 2.00]");
        for old in [one, two] {
            assert_eq!(read(&test, old).await["status"], "Cancelled");
        }
        let notes = ask(&test, "GetCreditNotes", &format!("userid={client}")).await;
        assert_eq!(notes["totalresults"], json!(2));
        let pay = format!("invoiceid={made}&gateway=faketransfer&date=2026-01-02&transid=t2");
        ask(&test, "AddInvoicePayment", &pay).await;
        assert_eq!(read(&test, made).await["status"], "Paid");
        books_add_up(&test).await;
    }
}

/// Each invoice is right by itself: its tax is rounded on it.
#[tokio::test(flavor = "multi_thread")]
async fn b14_parts_may_come_to_a_cent_more_where_prices_are_without_tax() {
    for (kind, whole, part) in [("Exclusive", "0.55", "0.28"), ("Inclusive", "0.50", "0.25")] {
        for test in each().await.unwrap() {
            let client = furnish(&test).await;
            let set = format!("setting=TaxType&value={kind}");
            ask(&test, "SetConfigurationValue", &set).await;
            let query = format!(
                "userid={client}&taxrate=10&duedate=2026-02-01&itemdescription1=A&itemamount1=0.25\
                 &itemtaxed1=1&itemdescription2=B&itemamount2=0.25&itemtaxed2=1"
            );
            let id = number(&ask(&test, "CreateInvoice", &query).await["invoiceid"]);
            let whole = format!("Unpaid {whole} {whole} [0.25 0.25]");
            assert_eq!(look(&test, id).await, whole);
            let line = number(&read(&test, id).await["items"]["item"][1]["id"]);
            let split = format!("invoiceid={id}&lineitemids={line}");
            let answer = ask(&test, "SplitInvoice", &split).await;
            let (kept, moved) = (number(&answer["invoiceid"]), number(&answer["newinvoiceid"]));
            for id in [kept, moved] {
                assert_eq!(look(&test, id).await, format!("Unpaid {part} {part} [0.25]"));
            }
            let merge = format!("invoiceids={kept},{moved}");
            let made = number(&ask(&test, "MergeInvoices", &merge).await["invoiceid"]);
            assert_eq!(look(&test, made).await, whole);
            books_add_up(&test).await;
        }
    }
}

/// What is issued anew is taxed as it was, though prices are read the other way by now.
#[tokio::test(flavor = "multi_thread")]
async fn b13_a_total_stays_when_the_type_of_tax_has_changed() {
    for (before, after, total) in
        [("Inclusive", "Exclusive", "15.00"), ("Exclusive", "Inclusive", "16.10")]
    {
        for test in each().await.unwrap() {
            let client = furnish(&test).await;
            let set = |kind: &str| format!("setting=TaxType&value={kind}");
            ask(&test, "SetConfigurationValue", &set(before)).await;
            let id = invoice(&test, client, &["11.00", "4.00"]).await;
            let as_before = format!("Unpaid {total} {total} [11.00 4.00]");
            assert_eq!(look(&test, id).await, as_before);
            let same = invoice(&test, client, &["11.00"]).await;
            ask(&test, "SetConfigurationValue", &set(after)).await;
            let other = invoice(&test, client, &["11.00"]).await;
            let line = read(&test, id).await["items"]["item"][1]["id"].to_string();
            let query = format!("invoiceid={id}&lineitemids={}", line.replace('"', ""));
            let split = ask(&test, "SplitInvoice", &query).await;
            let (kept, moved) = (number(&split["invoiceid"]), number(&split["newinvoiceid"]));
            let first = look(&test, same).await;
            assert_eq!(look(&test, kept).await, first);
            assert_eq!(look(&test, moved).await, "Unpaid 4.00 4.00 [4.00]");
            let merged = ask(&test, "MergeInvoices", &format!("invoiceids={kept},{moved}")).await;
            let merged = number(&merged["invoiceid"]);
            assert_eq!(look(&test, merged).await, as_before);
            let mixed = format!("invoiceids={merged},{other}");
            let said = refused(&test, "MergeInvoices", &mixed).await;
            assert_eq!(said, "The invoices are taxed in different ways");
            books_add_up(&test).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b07_a_reissued_period_is_invoiced_once_and_moves_the_order() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, &["10.00", "4.00"]).await;
        let mut act = test.engine.act().await.unwrap();
        for sql in [
            "update invoice_items set type = 'Domain', rel_id = 7, period_from = '2026-02-01',
                period_to = '2027-02-01' where invoice_id = $1 and amount_minor = 1000",
            "insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
                values ('domain', 7, '2026-02-01', '2027-02-01', $1)",
            "insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway,
                invoice_id) select 77, client_id, 0, 'Pending', 1, 1400, 'x', id from invoices
                where id = $1",
        ] {
            act.conn.exec(sql, args![id]).await.unwrap();
        }
        act.commit().await.unwrap();
        let line = read(&test, id).await["items"]["item"][1]["id"].to_string().replace('"', "");
        let query = format!("invoiceid={id}&lineitemids={line}");
        let kept = number(&ask(&test, "SplitInvoice", &query).await["invoiceid"]);
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select invoice_id from billed_periods where item_id = $1";
        assert_eq!(c.scalar::<i64>(sql, args![7_i64]).await.unwrap(), kept);
        let sql = "select invoice_id from orders where number = $1";
        assert_eq!(c.scalar::<i64>(sql, args![77_i64]).await.unwrap(), kept);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_what_may_not_be_reissued_stays_as_it_is() {
    for test in each().await.unwrap() {
        let (jane, joe) = (furnish(&test).await, furnish(&test).await);
        let id = invoice(&test, jane, &["10.00", "4.00"]).await;
        let other = invoice(&test, joe, &["10.00"]).await;
        let draft = format!("userid={jane}&draft=1&itemdescription1=A&itemamount1=1");
        let draft = number(&ask(&test, "CreateInvoice", &draft).await["invoiceid"]);
        let paid = invoice(&test, jane, &["1.00", "2.00"]).await;
        let pay = format!("invoiceid={paid}&gateway=faketransfer&date=2026-01-02&transid=t9");
        ask(&test, "AddInvoicePayment", &pay).await;
        let lines = read(&test, id).await["items"]["item"].clone();
        let line = |place: usize| lines[place]["id"].to_string().replace('"', "");
        let paid_line = read(&test, paid).await["items"]["item"][0]["id"].to_string();
        let paid_line = paid_line.replace('"', "");
        let all = format!("{},{}", line(0), line(1));
        for (action, query, expected) in [
            ("SplitInvoice", "invoiceid=999&lineitemids=1".to_owned(), "Line Item ID 1 Not Found"),
            (
                "SplitInvoice",
                format!("invoiceid={id}&lineitemids={all}"),
                "Choose some of the lines, not none and not all",
            ),
            (
                "SplitInvoice",
                format!("invoiceid={paid}&lineitemids={paid_line}"),
                "does not wait for its payment",
            ),
            ("MergeInvoices", format!("invoiceids={id},{id}"), "Choose two invoices or more"),
            (
                "MergeInvoices",
                format!("invoiceids={id},{draft}"),
                "A draft is changed by editing it",
            ),
            (
                "MergeInvoices",
                format!("invoiceids={id},{other}"),
                "The invoices are of different clients",
            ),
        ] {
            let said = refused(&test, action, &query).await;
            assert!(said.contains(expected), "{action} {query}: {said}");
        }
        assert_eq!(look(&test, id).await, "Unpaid 15.00 15.00 [10.00 4.00]");
        let third = invoice(&test, jane, &["2.00"]).await;
        let combined = format!("clientid={jane}&invoiceids={id},{third}");
        ask(&test, "CombineInvoices", &combined).await;
        let said = refused(&test, "MergeInvoices", &format!("invoiceids={id},{third}")).await;
        assert_eq!(said, "A payment of several invoices waits for this one");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_are_exported_as_a_table() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, &["10.00"]).await;
        invoice(&test, client, &["20.00"]).await;
        ask(&test, "UpdateInvoice", &format!("invoiceid={id}&status=Cancelled")).await;
        let answer = ask(&test, "ExportInvoices", "status=Cancelled").await;
        assert_eq!(answer["numinvoices"], json!(1));
        let data = answer["data"].as_str().unwrap();
        let data = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        let text = String::from_utf8(data).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.contains("Jane Doe") && line.contains(",Cancelled,10.00,"), "{text}");
        assert!(text.starts_with("Id,Number,Client,Name,Company,Date,Due,Paid,Status,"), "{text}");
        assert!(line.contains(",,Cancelled,"), "no day of a payment: {text}");
        assert!(line.contains(",0.00,USD,"), "nothing is to pay: {text}");
        let draft = format!("userid={client}&itemdescription1=A&itemamount1=5&draft=1");
        ask(&test, "CreateInvoice", &draft).await;
        for (query, count) in [("", 2), ("status=", 2), ("status=Draft", 1)] {
            let answer = ask(&test, "ExportInvoices", query).await;
            assert_eq!(answer["numinvoices"], json!(count), "{query}");
        }
        let none = ask(&test, "ExportInvoices", "datefrom=2199-01-01").await;
        assert_eq!(none["numinvoices"], json!(0));
        for (query, expected) in [
            ("format=xls", "Invalid format: csv, pdf or xml"),
            ("status=Lost", "No invoice has this status"),
            ("datefrom=2026-02-02&dateto=2026-02-01", "The last day is before the first one"),
        ] {
            assert_eq!(refused(&test, "ExportInvoices", query).await, expected);
        }
    }
}
