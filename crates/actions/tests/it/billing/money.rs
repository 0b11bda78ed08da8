//! Payments, transactions, credit, refunds and the journal.

use actions::testing::{TestActions, each};
use serde_json::json;

use super::{ask, books_add_up, furnish, refused};

async fn invoice(test: &TestActions, client: i64, amount: &str) -> i64 {
    let query = format!("userid={client}&itemdescription1=A&itemamount1={amount}");
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

async fn status(test: &TestActions, id: i64) -> String {
    let read = ask(test, "GetInvoice", &format!("invoiceid={id}")).await;
    format!("{} {}", read["status"].as_str().unwrap(), read["balance"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_payments_are_added_with_date_and_fees() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, "10.00").await;
        let pay = |more: &str| {
            format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02+03:04:05&{more}")
        };
        ask(&test, "AddInvoicePayment", &pay("transid=t1&amount=4.00&fees=0.30")).await;
        assert_eq!(status(&test, id).await, "Unpaid 6.00");
        let again = refused(&test, "AddInvoicePayment", &pay("transid=t1&amount=4.00")).await;
        assert_eq!(again, "Transaction ID must be Unique");
        ask(&test, "AddInvoicePayment", &pay("transid=t2")).await;
        assert_eq!(status(&test, id).await, "Paid 0.00", "the whole balance when none is said");
        let found = ask(&test, "GetTransactions", &format!("invoiceid={id}")).await;
        assert_eq!(found["totalresults"], json!(2));
        let first = &found["transactions"]["transaction"][0];
        assert_eq!(first["date"], "2026-01-02 03:04:05");
        assert_eq!((&first["amountin"], &first["fees"]), (&json!("4.00"), &json!("0.30")));
        assert_eq!(first["rate"], "1.00000");
        let other = ask(&test, "GetTransactions", "transid=t2").await;
        assert_eq!(other["totalresults"], json!(1));
        for (query, expected) in [
            ("transid=T2", 1),
            ("transid=t", 0),
            ("transid=T&beginning=1", 2),
            ("transid=u&beginning=1", 0),
            ("limitnum=0", 2),
        ] {
            let found = ask(&test, "GetTransactions", query).await;
            assert_eq!(found["totalresults"], json!(expected), "{query}");
            assert_eq!(found["numreturned"], json!(expected), "{query}");
        }
        let cancelled = invoice(&test, client, "5").await;
        ask(&test, "UpdateInvoice", &format!("invoiceid={cancelled}&status=Cancelled")).await;
        for (query, expected) in [
            ("invoiceid=999&gateway=x&date=2026-01-01&transid=z".into(), "Invoice ID Not Found"),
            (
                format!("invoiceid={cancelled}&gateway=x&date=2026-01-01&transid=z"),
                "It is not possible to add a payment to an invoice that is Cancelled",
            ),
        ] {
            assert_eq!(refused(&test, "AddInvoicePayment", &query).await, expected);
        }
        for (query, expected) in [
            ("transid=z", "Nothing is left to pay, so an amount must be given"),
            ("transid=z&amount=0", "Amount must be greater than zero"),
        ] {
            assert_eq!(refused(&test, "AddInvoicePayment", &pay(query)).await, expected);
        }
        let refund = format!("invoiceid={id}&type=manual&amount=0");
        let said = refused(&test, "RefundInvoice", &refund).await;
        assert_eq!(said, "Amount must be greater than zero");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let (jane, joe) = (furnish(&test).await, furnish(&test).await);
        let id = invoice(&test, jane, "10.00").await;
        let first = format!("paymentmethod=x&userid={jane}&transid=t1&amountin=5&credit=1");
        ask(&test, "AddTransaction", &first).await;
        for (query, expected) in [
            ("paymentmethod=x&userid=999".to_owned(), "Client ID Not Found"),
            (format!("paymentmethod=x&userid={jane}&invoiceid=999"), "Invoice ID Not Found"),
            (
                format!("paymentmethod=x&userid={joe}&invoiceid={id}"),
                "User ID does not own the given Invoice ID",
            ),
            (format!("paymentmethod=x&userid={jane}&currencyid=99"), "Currency ID Not Found"),
            (
                format!("paymentmethod=x&userid={jane}&currencyid=2"),
                "Currency ID does not match Client currency",
            ),
            (
                "paymentmethod=x&amountin=5".to_owned(),
                "A Currency ID is required for non-customer related transactions",
            ),
            (format!("userid={jane}&amountin=5"), "Payment Method is required"),
            (
                format!("paymentmethod=y&userid={jane}&transid=t1&amountin=5"),
                "Transaction ID must be Unique",
            ),
            (
                format!("paymentmethod=x&userid={jane}&amountin=-5"),
                "Parameter 'amountin' must not be negative",
            ),
            (format!("paymentmethod=x&invoiceid={id}"), "An amount in or out is required"),
        ] {
            assert_eq!(refused(&test, "AddTransaction", &query).await, expected, "{query}");
        }
        for query in [
            format!("paymentmethod=x&userid={jane}&transid=t1&amountin=1&allowduplicatetransid=1"),
            "paymentmethod=x&currencyid=2&amountin=7.50&fees=0.50&description=Sale".to_owned(),
            "paymentmethod=x&currencyid=1&amountout=3&description=Hosting+bill".to_owned(),
            format!("paymentmethod=x&invoiceid={id}&amountin=10&transid=t9"),
            format!(
                "paymentmethod=wire&invoiceid={id}&amountout=4&transid=r9&description=By+wire\
                 &fees=0.30"
            ),
            "paymentmethod=x&currencyid=2&amountin=1&fees=-0.50&description=Rebate".to_owned(),
        ] {
            let answer = ask(&test, "AddTransaction", &query).await;
            assert_eq!(answer["message"], json!(null), "{query}");
        }
        again_on_purpose(&test, jane).await;
        let found = ask(&test, "GetTransactions", "transid=r9").await;
        let back = &found["transactions"]["transaction"][0];
        let noted = ["gateway", "description", "fees", "amountout"].map(|name| &back[name]);
        assert_eq!(noted, ["wire", "By wire", "0.30", "4.00"], "as it was written down");
        assert_eq!(status(&test, id).await, "Paid 0.00");
        let credits = ask(&test, "GetCredits", &format!("clientid={jane}")).await;
        assert_eq!(credits["credits"]["credit"][0]["amount"], "5.00");
        books_add_up(&test).await;
    }
}

/// A duplicate that was asked for has the id that was given, and is still there only once (B18).
async fn again_on_purpose(test: &TestActions, client: i64) {
    let add = format!("paymentmethod=x&userid={client}&transid=t1&amountin=1");
    ask(test, "AddTransaction", &format!("{add}&allowduplicatetransid=true")).await;
    let found = ask(test, "GetTransactions", "transid=t1").await;
    let shown = found["transactions"]["transaction"].as_array().unwrap().clone();
    let ids: Vec<_> = shown.iter().map(|row| row["transid"].as_str().unwrap()).collect();
    assert_eq!(ids, ["t1", "t1", "t1"]);
    assert_eq!(refused(test, "AddTransaction", &add).await, "Transaction ID must be Unique");
    for row in &shown {
        let id = row["id"].as_str().unwrap();
        let change = format!("transactionid={id}&transid=t1&description=Again");
        assert_eq!(ask(test, "UpdateTransaction", &change).await["transactionid"], json!(id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_transaction_keeps_what_the_journal_has() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("paymentmethod=x&userid={client}&transid=t1&amountin=5");
        ask(&test, "AddTransaction", &query).await;
        let found = ask(&test, "GetTransactions", "transid=t1").await;
        let id = found["transactions"]["transaction"][0]["id"].as_str().unwrap().to_owned();
        let change = format!("transactionid={id}&transid=t2&description=Typo&amountin=5.00");
        assert_eq!(ask(&test, "UpdateTransaction", &change).await["transactionid"], json!(id));
        let found = ask(&test, "GetTransactions", "transid=t2").await;
        assert_eq!(found["transactions"]["transaction"][0]["description"], "Typo");
        // What is listed can be sent back as it is.
        let row = found["transactions"]["transaction"][0].as_object().unwrap();
        let same = row.iter().filter(|(key, _)| *key != "id");
        let same = same.map(|(key, value)| format!("{key}={}", value.as_str().unwrap()));
        let change = format!("transactionid={id}&{}", same.collect::<Vec<_>>().join("&"));
        assert_eq!(ask(&test, "UpdateTransaction", &change).await["transactionid"], json!(id));
        for change in ["amountin=6", "fees=1", "currency=2", "credit=1", "invoiceid=7"] {
            let change = format!("transactionid={id}&{change}");
            let said = refused(&test, "UpdateTransaction", &change).await;
            assert!(said.starts_with("A recorded transaction keeps its amounts"), "{change}");
        }
        let change = format!("transactionid={id}&refundid=999");
        let said = refused(&test, "UpdateTransaction", &change).await;
        assert_eq!(said, "Refund Transaction ID Not Found");
        ask(&test, "UpdateTransaction", &format!("transactionid={id}&rate=2.5")).await;
        let found = ask(&test, "GetTransactions", "transid=t2").await;
        assert_eq!(found["transactions"]["transaction"][0]["rate"], "2.50000");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_sent_back_keeps_its_time() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, "5.00").await;
        let paid = format!("invoiceid={id}&gateway=faketransfer&transid=t1");
        ask(&test, "AddInvoicePayment", &format!("{paid}&date=2025-12-30 10:11:12")).await;
        let movement = ask(&test, "GetTransactions", "transid=t1").await;
        let movement = movement["transactions"]["transaction"][0]["id"].clone();
        let movement = movement.as_str().unwrap();
        for (day, expected) in
            [("2025-12-30", "2025-12-30 10:11:12"), ("2025-12-29", "2025-12-29 00:00:00")]
        {
            let change = format!("invoiceid={id}&datepaid={day}");
            assert_eq!(ask(&test, "UpdateInvoice", &change).await["result"], "success");
            let change = format!("transactionid={movement}&date={day}");
            assert_eq!(ask(&test, "UpdateTransaction", &change).await["result"], "success");
            let found = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            assert_eq!(found["datepaid"], expected);
            assert_eq!(found["transactions"]["transaction"][0]["date"], expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_credit_is_added_applied_and_listed() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add = |more: &str| format!("clientid={client}&description=Gift&{more}");
        let added = ask(&test, "AddCredit", &add("amount=100.00&date=2026-01-09")).await;
        assert_eq!(added["newbalance"], "100.00");
        let removed = ask(&test, "AddCredit", &add("amount=60&type=remove")).await;
        assert_eq!(removed["newbalance"], "40.00");
        let id = invoice(&test, client, "50.00").await;
        let small = invoice(&test, client, "5.00").await;
        for (action, query, expected) in [
            ("AddCredit", add("amount=1&type=give"), "Type can only be add or remove"),
            ("AddCredit", add("amount=0"), "No Amount Provided"),
            ("AddCredit", add("amount=-5"), "Amount must be in decimal format: ### or ###.##"),
            ("AddCredit", add("amount=1,5"), "Amount must be in decimal format: ### or ###.##"),
            ("AddCredit", add("amount=1&date=soon"), "Date Format is not Valid"),
            ("AddCredit", add("amount=1&adminid=9"), "Admin ID Not Found"),
            ("AddCredit", "clientid=999&description=x&amount=1".into(), "Client ID Not Found"),
            (
                "ApplyCredit",
                format!("invoiceid={id}&amount=40.01"),
                "Amount exceeds customer credit balance",
            ),
            (
                "ApplyCredit",
                format!("invoiceid={small}&amount=5.01"),
                "Amount Exceeds Invoice Balance",
            ),
            (
                "ApplyCredit",
                format!("invoiceid={id}&amount=0"),
                "Credit Amount to apply must be greater than zero",
            ),
            ("ApplyCredit", "invoiceid=999&amount=1".into(), "Invoice ID Not Found"),
            ("GetCredits", "clientid=999".into(), "Client ID Not Found"),
        ] {
            assert_eq!(refused(&test, action, &query).await, expected, "{action} {query}");
        }
        let applied = ask(&test, "ApplyCredit", &format!("invoiceid={small}&amount=full")).await;
        assert_eq!(applied["amount"].as_f64(), Some(5.0), "a number, as strict clients need it");
        assert_eq!(applied["invoicepaid"], "true");
        let again = refused(&test, "ApplyCredit", &format!("invoiceid={small}&amount=full")).await;
        assert_eq!(again, "Invoice Not in Unpaid Status");
        let applied = ask(&test, "ApplyCredit", &format!("invoiceid={id}&amount=35")).await;
        assert_eq!(applied["invoicepaid"], "false");
        assert_eq!(status(&test, id).await, "Unpaid 15.00");
        let listed = ask(&test, "GetCredits", &format!("clientid={client}")).await;
        assert_eq!(listed["totalresults"], json!(4));
        assert_eq!(listed["credits"]["credit"][0]["date"], "2026-01-09");
        assert_eq!(listed["credits"]["credit"][3]["amount"], "-35.00");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_refunds_go_to_the_gateway_by_hand_or_to_credit() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, "10.00").await;
        let pay = format!(
            "invoiceid={id}&paymentmethod=fakecard&cardnumber=4242424242424242\
            &cardexpiry=1230&cardcvv=123"
        );
        assert_eq!(ask(&test, "PayInvoice", &pay).await["paid"], json!(true));
        let back = |more: &str| format!("invoiceid={id}&{more}");
        let first = ask(&test, "RefundInvoice", &back("type=gateway&amount=3")).await;
        assert_eq!((&first["amount"], &first["status"]), (&json!("3.00"), &json!("Paid")));
        assert_eq!(test.engine.world.gateway.refunds().len(), 1);
        let credit = ask(&test, "RefundInvoice", &back("type=credit&amount=2")).await;
        let notes = ask(&test, "GetCreditNotes", &back("")).await;
        let is_of = |note: &serde_json::Value| note["id"] == credit["creditnoteid"];
        let notes = notes["creditnotes"]["creditnote"].as_array().unwrap();
        assert!(notes.iter().any(is_of), "{credit}: {notes:?}");
        let through = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(through["refundsthroughgateway"], json!(true));
        let left = async || {
            let invoice = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            (invoice["refundable"].clone(), invoice["refundablemoney"].clone())
        };
        assert_eq!(left().await, (json!("5.00"), json!("5.00")));
        ask(&test, "RefundInvoice", &back("type=manual&amount=1")).await;
        for (query, expected) in [
            (back("type=gateway&amount=4.01"), "Amount exceeds the amount paid"),
            (back("type=gift"), "Type can only be gateway, manual or credit"),
            (back("type=gateway&transid=none"), "Transaction ID Not Found"),
            ("invoiceid=999&type=credit".to_owned(), "Invoice ID Not Found"),
        ] {
            assert_eq!(refused(&test, "RefundInvoice", &query).await, expected, "{query}");
        }
        let last = ask(&test, "RefundInvoice", &back("type=gateway")).await;
        assert_eq!((&last["amount"], &last["status"]), (&json!("4.00"), &json!("Refunded")));
        assert_eq!(left().await, (json!(null), json!(null)));
        books_add_up(&test).await;
        let journal = ask(&test, "GetJournal", &back("accountfilter=refunds")).await;
        assert_eq!(journal["totalresults"], json!(4));
        let all = ask(&test, "GetJournal", "limitnum=3").await;
        assert_eq!(all["numreturned"], json!(3));
        let none = ask(&test, "GetJournal", "accountfilter=nothing").await;
        assert_eq!(none["totalresults"], json!(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b3_the_limits_of_a_deposit_are_in_the_clients_currency() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add =
            |amount: &str| format!("clientid={client}&amount={amount}&paymentmethod=faketransfer");
        let said = "The amount must be from 5.00 to 500.00";
        assert_eq!(refused(&test, "AddFunds", &add("4.99")).await, said);
        let mut act = test.engine.act().await.unwrap();
        let sql = "update clients set currency_id = 3 where id = $1";
        act.conn.exec(sql, store::args![client]).await.unwrap();
        act.commit().await.unwrap();
        let said = "The amount must be from 750 to 75000";
        for yen in ["749", "75001"] {
            assert_eq!(refused(&test, "AddFunds", &add(yen)).await, said, "{yen} JPY");
        }
        ask(&test, "AddFunds", &add("750")).await;
    }
}

/// Whoever pays several invoices anew pays them once: an earlier payment of them makes room, and
/// is no invoice among others.
#[tokio::test(flavor = "multi_thread")]
async fn several_invoices_are_combined_once() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(invoice(&test, client, "10.00").await);
        }
        let combine = |ids: &[i64]| {
            let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
            format!("clientid={client}&invoiceids={}", ids.join(","))
        };
        let first = ask(&test, "CombineInvoices", &combine(&ids[..2])).await;
        let first = first["invoiceid"].as_i64().unwrap();
        let said = refused(&test, "CombineInvoices", &combine(&[first, ids[2]])).await;
        assert!(said.ends_with("pays others already"), "{said}");
        let second = ask(&test, "CombineInvoices", &combine(&ids)).await;
        let second = second["invoiceid"].as_i64().unwrap();
        assert!(status(&test, first).await.starts_with("Cancelled"));
        let part = format!("invoiceid={second}&transid=T1&gateway=fakecard&amount=5");
        ask(&test, "AddInvoicePayment", &part).await;
        let said = refused(&test, "CombineInvoices", &combine(&ids[1..])).await;
        assert_eq!(said, "A payment of several invoices waits for this one");
        let rest = format!("invoiceid={second}&transid=T2&gateway=fakecard");
        ask(&test, "AddInvoicePayment", &rest).await;
        for id in ids {
            assert_eq!(status(&test, id).await, "Paid 0.00");
        }
        books_add_up(&test).await;
    }
}
