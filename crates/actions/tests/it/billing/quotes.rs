//! Quotes and billable items (B11).

use actions::testing::{TestActions, each};
use protocol::wire::{Amount, Group, PhpSerialized};
use protocol::{CreateQuote, NewQuoteLine, UpdateQuote};
use serde_json::json;
use store::args;

use super::{ask, books_add_up, furnish, refused};

fn line(desc: &str, qty: &str, up: &str, discount: &str, taxable: bool) -> Group<NewQuoteLine> {
    let amount = |text: &str| Some(Amount::parse(text).unwrap());
    Group(NewQuoteLine {
        id: None,
        desc: desc.into(),
        qty: amount(qty),
        up: amount(up),
        discount: amount(discount),
        taxable: taxable.into(),
    })
}

pub(crate) async fn quote(test: &TestActions, client: i64) -> i64 {
    let lines =
        vec![line("Apple", "1", "1.23", "0.00", true), line("Pear", "3", "5.00", "2.50", false)];
    let call = CreateQuote {
        subject: "Fruit".into(),
        stage: "Draft".into(),
        validuntil: jiff::civil::date(2026, 2, 1).into(),
        userid: u64::try_from(client).ok(),
        lineitems: Some(PhpSerialized(lines.into())),
        ..CreateQuote::default()
    };
    test.call(call).await.unwrap().quoteid.0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_is_sent_accepted_once_and_becomes_an_invoice() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = quote(&test, client).await;
        let listed = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
        let shown = &listed["quotes"]["quote"][0];
        assert_eq!((&shown["subtotal"], &shown["stage"]), (&json!("15.86"), &json!("Draft")));
        assert_eq!(shown["client"]["firstname"], "Jane");
        let pear = &shown["items"]["item"][1];
        assert_eq!((&pear["quantity"], &pear["unitprice"]), (&json!("3"), &json!("5.00")));
        assert_eq!((&pear["discount"], &pear["taxable"]), (&json!("2.50"), &json!(0)));
        ask(&test, "SendQuote", &format!("quoteid={id}")).await;
        let listed = ask(&test, "GetQuotes", "stage=Delivered").await;
        assert_eq!(listed["quotes"]["quote"][0]["datesent"], "2026-01-01");
        let accepted = ask(&test, "AcceptQuote", &format!("quoteid={id}")).await;
        let invoice = accepted["invoiceid"].as_i64().unwrap();
        let again = ask(&test, "AcceptQuote", &format!("quoteid={id}")).await;
        assert_eq!(again["invoiceid"], json!(invoice), "no second invoice");
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let mails = test.engine.world.mailer.take();
        let subject = format!("Quote #{id} is accepted");
        let told: Vec<_> = mails.iter().filter(|mail| mail.subject == subject).collect();
        assert_eq!(told.len(), 1, "once: {mails:?}");
        assert!(told[0].text.contains("Total: $15.86"), "{}", told[0].text);
        assert!(told[0].text.contains("viewinvoice.php?id="), "{}", told[0].text);
        let read = ask(&test, "GetInvoice", &format!("invoiceid={invoice}")).await;
        assert_eq!(read["total"], "15.86");
        assert_eq!(read["items"]["item"][1]["description"], "3 x Pear");
        for change in ["stage=Draft", "subject=Other", "validuntil=2026-03-01", "userid=0"] {
            let said = refused(&test, "UpdateQuote", &format!("quoteid={id}&{change}")).await;
            assert_eq!(said, "The quote was accepted: only its notes can still be changed");
        }
        let dearer = UpdateQuote {
            quoteid: u64::try_from(id).unwrap(),
            lineitems: Some(PhpSerialized(vec![line("More", "1", "9.00", "0", true)].into())),
            ..UpdateQuote::default()
        };
        let said = test.refused(dearer).await;
        assert_eq!(said, "The quote was accepted: only its notes can still be changed");
        let notes = format!("quoteid={id}&stage=Accepted&subject=Fruit&adminnotes=Paid+at+once");
        ask(&test, "UpdateQuote", &notes).await;
        let listed = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
        let shown = &listed["quotes"]["quote"][0];
        assert_eq!(
            (&shown["adminnotes"], &shown["total"]),
            (&json!("Paid at once"), &json!("15.86"))
        );
        ask(&test, "DeleteQuote", &format!("quoteid={id}")).await;
        assert_eq!(ask(&test, "GetQuotes", "").await["totalresults"], json!(0));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b3_a_quote_and_its_invoice_say_what_their_currency_was_worth() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let own = quote(&test, client).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update clients set currency_id = 2 where id = $1";
        act.conn.exec(sql, args![client]).await.unwrap();
        act.commit().await.unwrap();
        let other = quote(&test, client).await;
        let moved = quote(&test, 0).await;
        ask(&test, "UpdateCurrency", "currencyid=2&rate=0.9").await;
        ask(&test, "UpdateQuote", &format!("quoteid={moved}&currency=2")).await;
        // The default currency is worth one of itself, and answers stay as they always were.
        for (id, expected) in
            [(own, json!(null)), (other, json!("0.92000")), (moved, json!("0.90000"))]
        {
            let listed = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
            assert_eq!(listed["quotes"]["quote"][0]["exchangerate"], expected, "{id}");
        }
        let accepted = ask(&test, "AcceptQuote", &format!("quoteid={other}")).await;
        let query = format!("invoiceid={}", accepted["invoiceid"]);
        let invoice = ask(&test, "GetInvoice", &query).await;
        assert_eq!(invoice["exchangerate"], "0.90000", "made today: {invoice}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_for_nobody_yet_is_changed_line_by_line() {
    for test in each().await.unwrap() {
        let id = quote(&test, 0).await;
        let listed = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
        let shown = &listed["quotes"]["quote"][0];
        assert_eq!(shown["client"], json!(null));
        let apple = shown["items"]["item"][0]["id"].as_u64().unwrap();
        let Group(mut change) = line("Apple pie", "2", "2.00", "0", false);
        change.id = Some(apple);
        let call = UpdateQuote {
            quoteid: u64::try_from(id).unwrap(),
            subject: Some("Cake".into()),
            lineitems: Some(PhpSerialized(vec![Group(change)].into())),
            ..UpdateQuote::default()
        };
        test.call(call).await.unwrap();
        let listed = ask(&test, "GetQuotes", "subject=Cake").await;
        assert_eq!(listed["quotes"]["quote"][0]["total"], "18.63");
        for (query, expected) in [
            ("subject=CAKE", 1),
            ("subject=ake", 0),
            ("subject=AKE&part=1", 1),
            ("subject=pie&part=1", 0),
        ] {
            let found = ask(&test, "GetQuotes", query).await;
            assert_eq!(found["totalresults"], json!(expected), "{query}");
        }
        let said = refused(&test, "AcceptQuote", &format!("quoteid={id}")).await;
        let lacks = "The quote belongs to no client, and to make one it lacks a name and an email \
            address";
        assert_eq!(said, lacks);
        for (action, query, expected) in [
            ("CreateQuote", "stage=Draft&validuntil=2026-02-01", "Subject is required"),
            ("CreateQuote", "subject=A&stage=Gone&validuntil=2026-02-01", "Invalid Stage"),
            ("CreateQuote", "subject=A&stage=Draft&validuntil=soon", "Valid Until is required"),
            ("UpdateQuote", "quoteid=999", "Quote ID Not Found"),
            ("SendQuote", "quoteid=999", "Quote ID Not Found"),
            ("AcceptQuote", "quoteid=999", "Quote ID Not Found"),
            ("DeleteQuote", "quoteid=999", "Quote ID Not Found"),
        ] {
            assert_eq!(refused(&test, action, query).await, expected, "{action} {query}");
        }
        let wrong = refused(&test, "UpdateQuote", &format!("quoteid={id}&stage=Gone")).await;
        assert_eq!(wrong, "Invalid Stage");
    }
}

/// As when the staff of a WHMCS converts the quote of somebody who is no client yet.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_new_becomes_a_client_when_the_quote_is_accepted() {
    for test in each().await.unwrap() {
        let known = furnish(&test).await;
        let id = quote(&test, 0).await;
        let accept = format!("quoteid={id}");
        let taken = format!(
            "A client already exists with that email address: give the quote to client ID {known}"
        );
        for (told, expected) in [
            (
                "companyname=Pear+Ltd",
                "The quote belongs to no client, and to make one it lacks an email address",
            ),
            ("email=nobody", "The email address you entered was not valid"),
            ("email=JANE@example.com", taken.as_str()),
        ] {
            ask(&test, "UpdateQuote", &format!("quoteid={id}&{told}")).await;
            assert_eq!(refused(&test, "AcceptQuote", &accept).await, expected, "{told}");
        }
        let told = format!("quoteid={id}&email=pear@example.org&currency=2");
        ask(&test, "UpdateQuote", &told).await;
        let invoice = ask(&test, "AcceptQuote", &accept).await["invoiceid"].clone();
        assert_eq!(ask(&test, "AcceptQuote", &accept).await["invoiceid"], invoice, "once");
        let mut conn = test.engine.engine.read().await.unwrap();
        let sql = format!(
            "select c.company || ' ' || c.currency_id || ' ' || i.total_minor
             from invoices i join clients c on c.id = i.client_id
             join quotes q on q.client_id = c.id where i.id = {invoice} and q.id = {id}"
        );
        let made: String = conn.scalar(&sql, args![]).await.unwrap();
        assert_eq!(made, "Pear Ltd 2 1586");
        drop(conn);
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let mails = test.engine.world.mailer.take();
        assert!(mails.iter().any(|mail| mail.to[0].address == "pear@example.org"), "{mails:?}");
        books_add_up(&test).await;
    }
}

/// The parameters that the vendor's reference has in "WHMCS localisation format" (`DateFormat`).
#[tokio::test(flavor = "multi_thread")]
async fn days_are_read_in_the_order_in_which_the_company_writes_them() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        for (n, (format, said, day)) in [
            ("DD/MM/YYYY", "03/02/2025", "2025-02-03"),
            ("MM/DD/YYYY", "03/02/2025", "2025-03-02"),
            ("MM/DD/YYYY", "12.11.2025", "2025-11-12"),
            ("MM/DD/YYYY", "2025-04-05", "2025-04-05"),
        ]
        .into_iter()
        .enumerate()
        {
            let set = format!("setting=DateFormat&value={format}");
            ask(&test, "SetConfigurationValue", &set).await;
            let days = format!("validuntil={said}&datecreated={said}");
            let new = format!("subject=A&stage=Draft&userid={client}&{days}");
            let id = ask(&test, "CreateQuote", &new).await["quoteid"].clone();
            let again = format!("quoteid={id}&validuntil=2026-01-01&datecreated=2026-01-01");
            let shown = || async {
                let found = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
                let quote = &found["quotes"]["quote"][0];
                json!([quote["validuntil"], quote["datecreated"]])
            };
            assert_eq!(shown().await, json!([day, day]), "{format} {said}");
            ask(&test, "UpdateQuote", &again).await;
            ask(&test, "UpdateQuote", &format!("quoteid={id}&{days}")).await;
            assert_eq!(shown().await, json!([day, day]), "{format} {said}");
            let paid = format!("paymentmethod=mailin&userid={client}&amountin=1&date={said}");
            ask(&test, "AddTransaction", &format!("{paid}&transid=T{n}")).await;
            let found = ask(&test, "GetTransactions", &format!("transid=T{n}")).await;
            let at = found["transactions"]["transaction"][0]["date"].as_str().unwrap();
            assert!(at.starts_with(day), "{format} {said}: {found}");
        }
        let wrong = format!("paymentmethod=mailin&userid={client}&amountin=1&date=31/12/2025");
        let said = refused(&test, "AddTransaction", &wrong).await;
        assert_eq!(said, "Parameter 'date' must be a date such as 01/31/2026");
        let said = refused(&test, "GetActivityLog", "date=31/12/2025").await;
        assert_eq!(said, "Parameter 'date' must be a date such as 01/31/2026");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_billable_items_are_invoiced_when_they_say() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add = |more: &str| {
            format!("clientid={client}&description=Work&amount=10&unit=hours&quantity=1.5&{more}")
        };
        for more in [
            "invoiceaction=noinvoice",
            "invoiceaction=nextinvoice",
            "invoiceaction=nextcron",
            "invoiceaction=duedate&duedate=2026-01-10",
            "invoiceaction=recur&recur=1&recurcycle=Months&recurfor=2&duedate=2026-01-31",
        ] {
            let added = ask(&test, "AddBillableItem", &add(more)).await;
            assert_eq!(added["status"], "success", "{more}");
            assert!(added["billableid"].as_i64().is_some());
        }
        // Day, then the totals of the new invoices: the one that waits for another joins the first.
        for (day, expected) in [
            ("2026-01-01", vec!["20.00"]),
            ("2026-01-02", vec![]),
            ("2026-01-10", vec!["10.00"]),
            ("2026-01-31", vec!["10.00"]),
            ("2026-02-27", vec![]),
            ("2026-02-28", vec!["10.00"]),
            ("2026-06-30", vec![]),
        ] {
            test.engine.clock.set(format!("{day}T09:00:00Z").parse().unwrap());
            let before = ask(&test, "GetInvoices", "").await["totalresults"].as_i64().unwrap();
            let made = ask(&test, "GenInvoices", "noemails=1").await;
            assert_eq!(made["numcreated"], json!(expected.len()), "{day}");
            let query = format!("limitstart={before}");
            let rows = ask(&test, "GetInvoices", &query).await["invoices"]["invoice"].clone();
            let rows = rows.as_array().cloned().unwrap_or_default();
            let totals: Vec<_> = rows.iter().map(|row| row["total"].as_str().unwrap()).collect();
            assert_eq!(totals, expected, "{day}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn billable_items_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add = |more: &str| format!("clientid={client}&{more}");
        let full = "description=Work&amount=1&unit=hours";
        for (query, expected) in [
            (format!("clientid=999&{full}"), "Client ID not Found"),
            (add("amount=1&unit=hours"), "You must provide a description"),
            (
                add("description=Work&amount=1&unit=days"),
                "Invalid Unit, please specify either 'hours' or 'quantity'",
            ),
            (add(&format!("{full}&invoiceaction=never")), "Invalid Invoice Action"),
            (
                add(&format!("{full}&invoiceaction=recur&duedate=2026-01-01")),
                "Recurring must have a unit, cycle and limit",
            ),
            (add(&format!("{full}&invoiceaction=duedate")), "Due date is required"),
            (
                add(&format!("{full}&invoiceaction=duedate&duedate=soon")),
                "Invalid Date Format - Expected: 'YYYY-mm-dd'",
            ),
        ] {
            assert_eq!(refused(&test, "AddBillableItem", &query).await, expected, "{query}");
        }
    }
}

/// Somebody who is no client yet has an address on the quote, which is corrected like any other.
#[tokio::test(flavor = "multi_thread")]
async fn the_postal_code_of_a_prospect_is_changed_with_the_rest_of_the_address() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let made = "subject=Offer&stage=Draft&validuntil=2026-02-01&city=Town&postcode=12345";
        let id = ask(&test, "CreateQuote", made).await["quoteid"].as_i64().unwrap();
        for (change, city, postcode) in
            [("city=Village", "Village", "12345"), ("postcode=54321", "Village", "54321")]
        {
            ask(&test, "UpdateQuote", &format!("quoteid={id}&{change}")).await;
            let listed = ask(&test, "GetQuotes", &format!("quoteid={id}")).await;
            let shown = &listed["quotes"]["quote"][0];
            let expected = (&json!(city), &json!(postcode));
            assert_eq!((&shown["city"], &shown["postcode"]), expected, "{change}");
        }
    }
}
