//! `CreateInvoice`, `UpdateInvoice`, `GetInvoice`, `GetInvoices`, `GenInvoices`.

use actions::testing::each;
use serde_json::json;
use store::args;

use super::{ask, books_add_up, furnish, refused, refused_field};

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_made_with_suffixed_lines_and_read_again() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!(
            "userid={client}&date=20260105&duedate=2026-01-20&paymentmethod=faketransfer\
             &itemdescription1=Set-up&itemamount1=10.00&itemtaxed1=1\
             &itemdescription2=Discount&itemamount2=-2.50&itemtaxed2=0&taxrate=20&notes=Hi"
        );
        let made = ask(&test, "createinvoice", &query).await;
        assert_eq!(made["status"], "Unpaid");
        let id = made["invoiceid"].as_i64().unwrap();
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        let expected = json!({
            "subtotal": "7.50", "tax": "2.00", "tax2": "0.00", "total": "9.50",
            "balance": "9.50", "taxrate": "20.000", "status": "Unpaid", "date": "2026-01-05",
            "duedate": "2026-01-20", "datepaid": "0000-00-00 00:00:00", "credit": "0.00",
            "paymentmethod": "faketransfer", "notes": "Hi", "invoicenum": "1",
            "ccgateway": false, "transactions": "",
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&read[key], value, "{key} of {read}");
        }
        assert_eq!(read["items"]["item"][1]["amount"], "-2.50");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let draft = format!("userid={client}&draft=1&itemdescription1=A&itemamount1=5");
        let draft = ask(&test, "CreateInvoice", &draft).await["invoiceid"].clone();
        let open = format!("userid={client}&itemdescription1=A&itemamount1=5");
        let open = ask(&test, "CreateInvoice", &open).await["invoiceid"].clone();
        let both = "Cannot create and send a draft invoice in a single API request. \
            Please create and send separately.";
        let missing = "Missing Variables: itemdescription, itemamount and itemtaxed are required \
            for each item being changed";
        for (action, query, expected) in [
            ("CreateInvoice", "userid=999".to_owned(), "Client ID Not Found"),
            ("CreateInvoice", format!("userid={client}&draft=true&sendinvoice=true"), both),
            ("CreateInvoice", format!("userid={client}&status=Gone"), "Invalid status Gone"),
            (
                "CreateInvoice",
                format!("userid={client}&itemdescription1=A&itemamount1=1.005"),
                "Parameter 'itemamount1': more than 2 decimal places",
            ),
            (
                "UpdateInvoice",
                format!(
                    "invoiceid={draft}&newitemdescription[0]=A&newitemamount[0]=1.005\
                     &newitemtaxed[0]=0"
                ),
                "Parameter 'newitemamount[0]': more than 2 decimal places",
            ),
            ("GetInvoice", "invoiceid=999".to_owned(), "Invoice ID Not Found"),
            ("UpdateInvoice", "invoiceid=999".to_owned(), "Invoice ID Not Found"),
            (
                "UpdateInvoice",
                format!("invoiceid={open}&publish=1"),
                "Invoice must be in Draft status to be published",
            ),
            ("UpdateInvoice", format!("invoiceid={open}&status=Gone"), "Invalid status Gone"),
            ("UpdateInvoice", format!("invoiceid={draft}&itemdescription[1]=B"), missing),
            ("GenInvoices", "clientid=999".to_owned(), "Client ID Not Found"),
        ] {
            assert_eq!(refused(&test, action, &query).await, expected, "{action} {query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_method_is_one_that_there_is() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let line = "itemdescription1=A&itemamount1=5";
        let made = |named: &str| format!("userid={client}&{line}&paymentmethod={named}");
        let id = ask(&test, "CreateInvoice", &made("")).await["invoiceid"].clone();
        for (action, query) in [
            ("CreateInvoice", made("gold")),
            ("UpdateInvoice", format!("invoiceid={id}&paymentmethod=gold")),
            ("UpdateClient", format!("clientid={client}&paymentmethod=gold")),
            ("AddFunds", format!("clientid={client}&amount=10&paymentmethod=gold")),
        ] {
            let said = refused(&test, action, &query).await;
            let expected = "Invalid Payment Method. Valid options include fakecard, faketransfer";
            assert_eq!(said, expected, "{action}");
            assert_eq!(refused_field(&test, action, &query).await, "paymentmethod", "{action}");
        }
        // One that is switched off is known all the same, and what is there may be sent back.
        run(&test, "update gateways set active = 0 where module = 'faketransfer'").await;
        ask(&test, "UpdateInvoice", &format!("invoiceid={id}&paymentmethod=FakeTransfer")).await;
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(read["paymentmethod"], "faketransfer");
        run(&test, "update clients set default_gateway = 'gone'").await;
        run(&test, "update invoices set gateway = 'gone'").await;
        for (action, query) in [
            ("UpdateInvoice", format!("invoiceid={id}&paymentmethod=gone&notes=Hi")),
            ("UpdateClient", format!("clientid={client}&paymentmethod=gone&city=Town")),
        ] {
            assert_eq!(ask(&test, action, &query).await["result"], "success", "{action}");
        }
        books_add_up(&test).await;
    }
}

/// Of what was moved in from elsewhere only the buyer is known: who sells today sold it.
#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_says_the_tax_number_of_who_sold() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        ask(&test, "SetConfigurationValue", "setting=TaxCode&value=DE1").await;
        let new = format!("userid={client}&itemdescription1=A&itemamount1=5");
        let id = ask(&test, "CreateInvoice", &new).await["invoiceid"].clone();
        for (kept, expected) in [
            (r#"{"seller":{"name":"Theirs","tax_id":"DE2"}}"#, "DE2"),
            (r#"{"buyer":{"first_name":"Jane"}}"#, "DE1"),
            ("", "DE1"),
        ] {
            run(&test, &format!("update invoices set parties = '{kept}' where id = {id}")).await;
            let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            assert_eq!(read["sellertaxid"], expected, "{kept}");
        }
    }
}

/// The client's own gateway, else the first that is switched on.
#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_without_a_payment_method_gets_the_one_it_would_be_paid_by() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let new = format!("userid={client}&itemdescription1=A&itemamount1=5");
        for (own, active, expected) in [
            ("faketransfer", "1", "faketransfer"),
            ("", "1", "fakecard"),
            ("", "case module when 'fakecard' then 0 else 1 end", "faketransfer"),
            ("", "0", ""),
        ] {
            run(&test, &format!("update clients set default_gateway = '{own}'")).await;
            run(&test, &format!("update gateways set active = {active}")).await;
            let id = ask(&test, "CreateInvoice", &new).await["invoiceid"].clone();
            let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            assert_eq!(read["paymentmethod"], expected, "{own} {active}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_lines_change_on_drafts_and_on_issued_invoices_only_if_a_setting_says_so() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("userid={client}&draft=1&itemdescription1=A&itemamount1=10");
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let add = format!(
            "invoiceid={id}&newitemdescription[0]=B&newitemamount[0]=1.00&newitemtaxed[0]=0"
        );
        assert_eq!(ask(&test, "UpdateInvoice", &add).await["invoiceid"], json!(id));
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&read["subtotal"], &read["status"]), (&json!("11.00"), &json!("Draft")));
        ask(&test, "UpdateInvoice", &format!("invoiceid={id}&publish=1")).await;
        let said = refused(&test, "UpdateInvoice", &add).await;
        assert!(said.starts_with("An issued invoice cannot be changed"), "{said}");
        let head = format!("invoiceid={id}&notes=Changed&duedate=2026-02-02");
        ask(&test, "UpdateInvoice", &format!("{head}&date={}", date(&read))).await;
        let moved = format!("invoiceid={id}&date=2025-12-01");
        let said = refused(&test, "UpdateInvoice", &moved).await;
        assert!(said.starts_with("The date of an issued invoice cannot be changed"), "{said}");
        assert_eq!(refused_field(&test, "UpdateInvoice", &moved).await, "date");
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into settings (key, value)
            values ('allow_editing_issued_invoices', 'on')";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        test.engine.engine.settings_changed();
        ask(&test, "UpdateInvoice", &add).await;
        ask(&test, "UpdateInvoice", &moved).await;
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&read["subtotal"], &read["notes"]), (&json!("12.00"), &json!("Changed")));
        assert_eq!((date(&read), &read["duedate"]), ("2025-12-01", &json!("2026-02-02")));
        let line = read["items"]["item"][0]["id"].as_i64().unwrap();
        let change = format!(
            "invoiceid={id}&itemdescription[{line}]=A2&itemamount[{line}]=5\
             &itemtaxed[{line}]=1&taxrate=10&deletelineids[]={}",
            read["items"]["item"][1]["id"]
        );
        ask(&test, "UpdateInvoice", &change).await;
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&read["tax"], &read["total"]), (&json!("0.50"), &json!("6.50")));
        books_add_up(&test).await;
    }
}

fn date(invoice: &serde_json::Value) -> &str {
    invoice["date"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b15_a_status_moves_with_its_books() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("userid={client}&itemdescription1=A&itemamount1=10");
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        for status in [
            "Collections",
            "Unpaid",
            "Payment Pending",
            "Unpaid",
            "Cancelled",
            "Unpaid",
            "Paid",
            "Unpaid",
            "Paid",
            "Refunded",
        ] {
            let status = status.replace(' ', "+");
            ask(&test, "UpdateInvoice", &format!("invoiceid={id}&status={status}")).await;
            let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            assert_eq!(read["status"], status.replace('+', " "));
            books_add_up(&test).await;
        }
        let said = refused(&test, "UpdateInvoice", &format!("invoiceid={id}&status=Unpaid")).await;
        assert!(said.contains("Refunded cannot become Unpaid"), "{said}");
        for status in ["Paid", "cancelled", "Payment+Pending"] {
            let made = ask(&test, "CreateInvoice", &format!("{query}&status={status}")).await;
            let expected = status.replace('+', " ");
            let told = made["status"].as_str().unwrap_or_default();
            assert!(told.eq_ignore_ascii_case(&expected), "{told}: as old ones are brought along");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_ordered_and_paged() {
    for test in each().await.unwrap() {
        let (jane, joe) = (furnish(&test).await, furnish(&test).await);
        for (client, status, due, amount) in [
            (jane, "Unpaid", "2025-12-20", 10),
            (jane, "Unpaid", "2026-02-01", 30),
            (joe, "Unpaid", "2025-12-31", 20),
            (jane, "Draft", "2026-01-01", 40),
        ] {
            let query = format!(
                "userid={client}&status={status}&duedate={due}&itemdescription1=A&itemamount1={amount}"
            );
            ask(&test, "CreateInvoice", &query).await;
        }
        for (query, total, expected) in [
            (String::new(), 4, vec!["10.00", "30.00", "20.00", "40.00"]),
            (format!("userid={jane}"), 3, vec!["10.00", "30.00", "40.00"]),
            ("status=Overdue&orderby=total&order=desc".into(), 2, vec!["20.00", "10.00"]),
            ("status=Unpaid".into(), 3, vec!["10.00", "30.00", "20.00"]),
            ("status=".into(), 4, vec!["10.00", "30.00", "20.00", "40.00"]),
            ("status=Nonsense".into(), 0, vec![]),
            ("orderby=total&order=desc&limitnum=2".into(), 4, vec!["40.00", "30.00"]),
            ("orderby=duedate&limitstart=1&limitnum=2".into(), 4, vec!["20.00", "40.00"]),
            ("limitstart=25".into(), 4, vec![]),
        ] {
            let found = ask(&test, "GetInvoices", &query).await;
            assert_eq!(found["totalresults"], json!(total), "{query}");
            let rows = found["invoices"]["invoice"].as_array().cloned().unwrap_or_default();
            let totals: Vec<_> = rows.iter().map(|row| row["total"].as_str().unwrap()).collect();
            assert_eq!(totals, expected, "{query}");
            assert_eq!(found["numreturned"], json!(expected.len()), "{query}");
        }
        let one = &ask(&test, "GetInvoices", "limitnum=1").await["invoices"]["invoice"][0];
        assert_eq!(one["currencycode"], "USD");
        assert_eq!((&one["firstname"], &one["paymethodid"]), (&json!("Jane"), &json!(null)));
        let pay = "gateway=faketransfer&date=2026-01-02&transid=t&amount=4";
        let pay = format!("invoiceid={}&{pay}", one["id"]);
        ask(&test, "AddInvoicePayment", &pay).await;
        let one = &ask(&test, "GetInvoices", "limitnum=1").await["invoices"]["invoice"][0];
        assert_eq!((&one["total"], &one["balance"]), (&json!("10.00"), &json!("6.00")));
    }
}

async fn run(test: &actions::testing::TestActions, sql: &str) {
    let mut act = test.engine.act().await.unwrap();
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
    test.engine.engine.settings_changed();
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_lines_by_hand_are_taxed_as_they_say_or_as_the_house_says() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let taxed = async |said: &str| {
            let query = format!(
                "userid={client}&draft=1&itemdescription1=A&itemamount1=10{said}&taxrate=20"
            );
            let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].clone();
            let more = said.replace("itemtaxed1", "newitemtaxed[0]");
            let add = format!("invoiceid={id}&newitemdescription[0]=B&newitemamount[0]=1{more}");
            ask(&test, "UpdateInvoice", &add).await;
            let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
            read["tax"].as_str().unwrap().to_owned()
        };
        let (yes, no) = ("&itemtaxed1=1", "&itemtaxed1=0");
        assert_eq!([taxed("").await, taxed(yes).await, taxed(no).await], ["0.00", "2.20", "0.00"]);
        run(&test, "insert into settings (key, value) values ('TaxCustomInvoices', 'on')").await;
        assert_eq!([taxed("").await, taxed(yes).await, taxed(no).await], ["2.20", "2.20", "0.00"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_lines_are_told_as_one_beside_the_lines_that_there_are() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!(
            "userid={client}&itemdescription1=Hour&itemamount1=40&itemdescription2=Way\
             &itemamount2=15&itemdescription3=Hour&itemamount3=40"
        );
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].clone();
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        let told = |lines: &serde_json::Value| {
            let lines = lines["item"].as_array().unwrap().iter();
            let line = |line: &serde_json::Value| {
                let count = line["quantity"].as_i64().unwrap_or(1);
                format!("{count} {} {}", line["description"], line["amount"])
            };
            lines.map(line).collect::<Vec<_>>()
        };
        let one_by_one = [r#"1 "Hour" "40.00""#, r#"1 "Way" "15.00""#, r#"1 "Hour" "40.00""#];
        assert_eq!(told(&read["items"]), one_by_one);
        assert_eq!(told(&read["grouped"]), [r#"2 "Hour" "80.00""#, r#"1 "Way" "15.00""#]);
        let off = "insert into settings (key, value) values ('GroupSimilarLineItems', 'off')";
        run(&test, off).await;
        let read = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((told(&read["items"]).len(), &read["grouped"]), (3, &json!(null)));
    }
}
