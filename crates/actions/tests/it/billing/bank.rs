//! Bank statements: each line once, booked when it is sure, else left with its reason.

use actions::testing::{TestActions, each};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::{Value, json};

use super::{ask, books_add_up, furnish, refused};

/// An open invoice over so much; its id and number.
async fn invoice(test: &TestActions, client: i64, amount: &str) -> (i64, String) {
    let query = format!(
        "userid={client}&itemdescription1=A&itemamount1={amount}&paymentmethod=faketransfer"
    );
    let id = ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
    let found = ask(test, "GetInvoice", &format!("invoiceid={id}")).await;
    let number = found["invoicenum"].as_str().unwrap_or_default().to_owned();
    (id, if number.is_empty() { id.to_string() } else { number })
}

fn statement(rows: &[String]) -> String {
    let head = "date,amount,currency,payer,payeraccount,reference,bankid";
    let text = format!("{head}\n{}\n", rows.join("\n"));
    // As a form has it: what is no letter of a form is written otherwise.
    let data = URL_SAFE.encode(text).replace('-', "%2B").replace('_', "%2F").replace('=', "%3D");
    format!("account=X1&data={data}")
}

async fn import(test: &TestActions, rows: &[String], more: &str) -> Value {
    ask(test, "ImportBankStatement", &format!("{}{more}", statement(rows))).await
}

fn counts(answer: &Value) -> [i64; 5] {
    ["added", "known", "booked", "open", "ignored"].map(|key| answer[key].as_i64().unwrap())
}

async fn count(test: &TestActions, table: &'static str) -> i64 {
    let mut act = test.engine.act().await.unwrap();
    let sql = format!("select count(*) from {table}");
    act.conn.scalar(&sql, store::args![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_a_sure_line_is_booked_once_and_a_dry_run_keeps_nothing() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let (id, number) = invoice(&test, client, "10.00").await;
        let (other, _) = invoice(&test, client, "25.00").await;
        let rows = [
            format!("2026-01-02,10.00,USD,Jane Doe,DE1,Invoice {number},b-1"),
            "2026-01-02,25.00,USD,Jane Doe,DE1,thanks,b-2".to_owned(),
            "2026-01-02,-5.00,USD,Power,DE2,light,b-3".to_owned(),
            "2026-01-02,7.00,USD,Nobody,DE3,hello,".to_owned(),
            "2026-01-02,7.00,USD,Nobody,DE3,hello,".to_owned(),
        ];
        let tried = import(&test, &rows, "&dryrun=1").await;
        assert_eq!((counts(&tried), &tried["kept"]), ([5, 0, 1, 3, 1], &json!(false)), "{tried}");
        assert_eq!((count(&test, "bank_lines").await, count(&test, "transactions").await), (0, 0));
        let done = import(&test, &rows, "").await;
        assert_eq!((counts(&done), &done["kept"]), ([5, 0, 1, 3, 1], &json!(true)), "{done}");
        let again = import(&test, &rows, "").await;
        assert_eq!(counts(&again), [0, 5, 0, 0, 0], "{again}");
        assert_eq!(count(&test, "transactions").await, 1);
        let paid = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(paid["status"], "Paid");
        let payment = &paid["transactions"]["transaction"][0];
        let shown = (&payment["transid"], &payment["gateway"]);
        assert_eq!(shown, (&json!("b-1"), &json!("faketransfer")));
        let open = ask(&test, "GetBankLines", "status=Open").await;
        let lines = open["banklines"]["bankline"].as_array().unwrap();
        let line = lines.iter().find(|line| line["bankid"] == "b-2").unwrap();
        assert_eq!(line["reason"], "No invoice is named");
        let first = &line["suggestions"]["suggestion"][0];
        assert_eq!(first["invoiceid"], json!(other), "{line}");
        assert_eq!(first["reason"], "Same amount, and paid from this account before");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sure_is_left_with_its_reason() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let (_, one) = invoice(&test, client, "10.00").await;
        let (gone, cancelled) = invoice(&test, client, "12.00").await;
        ask(&test, "UpdateInvoice", &format!("invoiceid={gone}&status=Cancelled")).await;
        let (_, two) = invoice(&test, client, "30.00").await;
        let rows = [
            format!("2026-01-02,9.00,USD,J,,{one},b-1"),
            format!("2026-01-02,10.00,EUR,J,,{one},b-2"),
            format!("2026-01-02,12.00,USD,J,,{cancelled},b-3"),
            format!("2026-01-02,40.00,USD,J,,{one} {two},b-4"),
            format!("2026-01-02,10.00,USD,J,,{one},b-5"),
            format!("2026-01-02,10.00,USD,J,,{one},b-6"),
        ];
        let done = import(&test, &rows, "").await;
        let lines = done["banklines"]["bankline"].as_array().unwrap();
        let said: Vec<_> = lines.iter().map(|line| line["reason"].as_str().unwrap()).collect();
        let expected = [
            "Another amount is to be paid",
            "The invoice is in another currency",
            "The invoice is cancelled",
            "More than one open invoice is named",
            "",
            "The invoice is paid already",
        ];
        assert_eq!(said, expected, "{done}");
        assert_eq!(lines[4]["status"], "Booked");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_invoices_are_paid_by_the_number_of_their_common_one() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let (one, _) = invoice(&test, client, "10.00").await;
        let (two, _) = invoice(&test, client, "15.00").await;
        let query = format!("clientid={client}&invoiceids={one},{two}&paymentmethod=faketransfer");
        let both = ask(&test, "CombineInvoices", &query).await["invoiceid"].as_i64().unwrap();
        let found = ask(&test, "GetInvoice", &format!("invoiceid={both}")).await;
        let number = found["invoicenum"].as_str().unwrap_or_default();
        let label = if number.is_empty() { both.to_string() } else { number.to_owned() };
        let rows = [format!("2026-01-02,25.00,USD,J,,{label},b-1")];
        assert_eq!(counts(&import(&test, &rows, "").await), [1, 0, 1, 0, 0]);
        for id in [one, two, both] {
            let found = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            assert_eq!(found["status"], "Paid", "{id}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_books_what_was_left() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let (id, _) = invoice(&test, client, "10.00").await;
        let rows = [
            "2026-01-02,4.00,USD,J,,part,b-1".to_owned(),
            "2026-01-02,8.00,USD,J,,rest,b-2".to_owned(),
            "2026-01-02,3.00,USD,J,,gift,b-3".to_owned(),
            "2026-01-02,3.00,EUR,J,,euros,b-4".to_owned(),
            "2026-01-02,-3.00,USD,J,,out,b-5".to_owned(),
        ];
        import(&test, &rows, "").await;
        for (query, expected) in [
            ("lineid=4", "Name an invoice or a client".to_owned()),
            (
                &*format!("lineid=4&invoiceid={id}"),
                "The invoice is in USD, and the money in EUR".into(),
            ),
            (&*format!("lineid=4&userid={client}"), "The client's currency is USD".to_owned()),
            (&*format!("lineid=5&userid={client}"), "Only money that arrived can be booked".into()),
            ("lineid=99&userid=1", "Bank Line ID Not Found".to_owned()),
            ("lineid=1&invoiceid=99", "Invoice ID Not Found".to_owned()),
        ] {
            assert_eq!(refused(&test, "MatchBankLine", query).await, expected, "{query}");
        }
        ask(&test, "MatchBankLine", &format!("lineid=1&invoiceid={id}")).await;
        let found = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&found["status"], &found["balance"]), (&json!("Unpaid"), &json!("6.00")));
        ask(&test, "MatchBankLine", &format!("lineid=2&invoiceid={id}")).await;
        let found = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&found["status"], &found["balance"]), (&json!("Paid"), &json!("0.00")));
        let again = refused(&test, "MatchBankLine", &format!("lineid=2&invoiceid={id}")).await;
        assert_eq!(again, "Bank Line ID Not Found or Booked Already");
        ask(&test, "IgnoreBankLine", "lineid=3&reason=A+gift").await;
        let said = refused(&test, "IgnoreBankLine", "lineid=3").await;
        assert_eq!(said, "Bank Line ID Not Found or Not Open");
        // It was a client's after all.
        ask(&test, "MatchBankLine", &format!("lineid=3&userid={client}")).await;
        let credit = ask(&test, "GetClientsDetails", &format!("clientid={client}")).await;
        assert_eq!(credit["client"]["credit"], "5.00", "2.00 too much, and 3.00");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_was_typed_in_before_is_not_booked_again() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let (first, _) = invoice(&test, client, "10.00").await;
        let (_, second) = invoice(&test, client, "10.00").await;
        let query = format!("invoiceid={first}&transid=b-1&gateway=faketransfer&amount=10.00");
        ask(&test, "AddInvoicePayment", &query).await;
        let rows = [format!("2026-01-02,10.00,USD,J,,{second},b-1")];
        let done = import(&test, &rows, "").await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "{done}");
        let said = "A transaction has the bank's number of this line already";
        assert_eq!(done["banklines"]["bankline"][0]["reason"], said);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_statement_twice_at_once_books_once() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let mut rows = Vec::new();
        for place in 0..5 {
            let (_, number) = invoice(&test, client, "10.00").await;
            rows.push(format!("2026-01-02,10.00,USD,J,,{number},b-{place}"));
        }
        let back: Vec<String> = rows.iter().rev().cloned().collect();
        let (one, other) = tokio::join!(import(&test, &rows, ""), import(&test, &back, ""));
        let (one, other) = (counts(&one), counts(&other));
        let sum: Vec<i64> = one.iter().zip(other).map(|(one, other)| one + other).collect();
        assert_eq!(sum, [5, 5, 5, 0, 0]);
        assert_eq!(count(&test, "transactions").await, 5);
        books_add_up(&test).await;
    }
}
