//! `GetInvoicePdf` and `GetQuotePdf`: what is put on paper, by a maker that shows its data.

use actions::testing::{TestActions, each};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::Engine;
use engine::billing::documents::receipt_pdf;
use engine::system::secrets::Secrets;
use engine::system::settings;
use model::ids::TransactionId;
use protocol::GetInvoicePdf;
use store::args;

use super::{ask, furnish, refused};

/// The data of the document that an action answers.
async fn paper(test: &TestActions, action: &str, query: &str) -> (String, String) {
    let answer = ask(test, action, query).await;
    let text = |key: &str| answer[key].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
    let data = STANDARD.decode(text("data")).unwrap();
    (text("filename"), String::from_utf8(data).unwrap())
}

/// A company with an address of its own, and an address for the client.
async fn address(test: &TestActions, client: i64) {
    let mut act = test.engine.act().await.unwrap();
    for (name, value) in [
        (settings::COMPANY_NAME, "Nordlicht"),
        (settings::COMPANY_ADDRESS, "Speicherstadt 12\n\n20457 Hamburg"),
        (settings::COMPANY_COUNTRY, "DE"),
        (settings::DATE_FORMAT, "DD.MM.YYYY"),
    ] {
        let sql = "insert into settings (key, value) values ($1, $2)
            on conflict (key) do update set value = excluded.value";
        act.conn.exec(sql, args![name, value]).await.unwrap();
    }
    let sql = "update clients set company = 'Größe & Söhne', address1 = '1 Main St',
            city = 'Springfield', state = 'IL', postcode = '62701', language = 'german'
        where id = $1";
    act.conn.exec(sql, args![client]).await.unwrap();
    act.commit().await.unwrap();
    test.engine.engine.settings_changed();
}

fn says(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_put_on_paper_as_it_was_issued() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        address(&test, client).await;
        let query = format!(
            "userid={client}&date=20260105&duedate=2026-01-20&paymentmethod=faketransfer\
             &itemdescription1=Set-up&itemamount1=10.00&itemtaxed1=1&taxrate=20&notes=Hi"
        );
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        // What the client is called later is no matter of this invoice (B16).
        let mut act = test.engine.act().await.unwrap();
        let sql = "update clients set company = 'Others' where id = $1";
        act.conn.exec(sql, args![client]).await.unwrap();
        act.commit().await.unwrap();
        let (name, said) = paper(&test, "GetInvoicePdf", &format!("invoiceid={id}")).await;
        assert_eq!(name, "Invoice-1.pdf");
        says(
            &said,
            &[
                "paper: A4",
                "language: \"german\"",
                "name: \"Nordlicht\"",
                "name: \"Größe & Söhne\"",
                "\"Speicherstadt 12\",\n            \"20457 Hamburg\",\n        ]",
                "\"Jane Doe\",\n            \"1 Main St\",",
                "\"Springfield, IL 62701\",\n            \"United States\",",
                "number: \"1\"",
                "standing: Open",
                "issued_on: \"05.01.2026\"",
                "due_on: \"20.01.2026\"",
                "subtotal: \"$10.00 USD\"",
                "label: \"Tax 20 %\",\n            amount: \"$2.00 USD\"",
                "balance: \"$12.00 USD\"",
                "pay_by: \"faketransfer\"",
                "notes: \"Hi\"",
            ],
        );
        assert!(!said.contains("instructions: \"\""), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_and_their_receipts_are_put_on_paper() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!(
            "userid={client}&duedate=2026-01-20&itemdescription1=Set-up&itemamount1=10.00\
             &paymentmethod=fakecard"
        );
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let (_, said) = paper(&test, "GetInvoicePdf", &format!("invoiceid={id}")).await;
        says(&said, &["paper: UsLetter", "standing: Open", "instructions: \"\""]);
        says(&said, &["/viewinvoice.php?id="]);
        let query = format!("invoiceid={id}&transid=tx-1&gateway=fakecard&amount=4");
        ask(&test, "AddInvoicePayment", &query).await;
        let (_, said) = paper(&test, "GetInvoicePdf", &format!("invoiceid={id}")).await;
        let paid = ["paid: \"-$4.00 USD\"", "reference: \"tx-1\"", "balance: \"$6.00 USD\""];
        says(&said, &paid);
        let query = format!("invoiceid={id}&transid=tx-2&gateway=fakecard&amount=6");
        ask(&test, "AddInvoicePayment", &query).await;
        let (_, said) = paper(&test, "GetInvoicePdf", &format!("invoiceid={id}")).await;
        says(&said, &["standing: Paid", "paid_on: \"2026-01-01\"", "pay_at: \"\""]);
        let receipt = receipt_pdf(&test.engine.engine, TransactionId(1)).await.unwrap();
        assert_eq!(receipt.name, "Receipt-1.pdf");
        let said = String::from_utf8(receipt.bytes).unwrap();
        says(&said, &["label: \"Invoice 1\"", "amount: \"$4.00 USD\"", "reference: \"tx-1\""]);
        assert!(receipt_pdf(&test.engine.engine, TransactionId(99)).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_put_on_paper() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!("userid={client}&date=2026-01-01&itemdescription1=A&itemamount1=10.00");
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let query = format!("invoiceid={id}&transid=tx-1&gateway=fakecard&date=2026-01-02");
        ask(&test, "AddInvoicePayment", &query).await;
        let query = format!("clientid={client}&datefrom=2026-01-01&dateto=2026-01-31");
        let (name, said) = paper(&test, "GetClientStatementPdf", &query).await;
        assert_eq!(name, "Statement-2026-01-01--2026-01-31.pdf");
        says(
            &said,
            &[
                "number: \"2026-01-01 – 2026-01-31\"",
                "opening: \"$0.00 USD\"",
                "reason: \"invoice-issued\",\n            number: \"1\"",
                "debit: \"$10.00 USD\",\n            credit: \"\"",
                "reason: \"payment-received\"",
                "closing: \"$0.00 USD\"",
            ],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_is_put_on_paper() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        address(&test, client).await;
        let id = super::quotes::quote(&test, client).await;
        let (name, said) = paper(&test, "GetQuotePdf", &format!("quoteid={id}")).await;
        assert_eq!(name, format!("Quote-{id}.pdf"));
        says(
            &said,
            &[
                "name: \"Größe & Söhne\"",
                "subject: \"Fruit\"",
                "valid_until: \"01.02.2026\"",
                "quantity: \"3\"",
                "unit_price: \"$5.00 USD\"",
                "discount: \"2.5 %\"",
                "total: \"$15.86 USD\"",
            ],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_put_on_paper_is_refused() {
    for test in each().await.unwrap() {
        for (action, query, expected) in [
            ("GetInvoicePdf", "invoiceid=999", "Invoice ID Not Found"),
            ("GetQuotePdf", "quoteid=999", "Quote ID Not Found"),
        ] {
            assert_eq!(refused(&test, action, query).await, expected);
        }
        let mut world = test.engine.world.world.clone();
        world.documents = None;
        let bare = Engine::new(test.engine.home.db.clone(), world, Secrets::new("test", [1; 32]));
        let caller = test.engine.caller();
        let said = actions::all(bare).call(&caller, GetInvoicePdf { invoiceid: 1 }).await;
        let said = said.unwrap_err().to_string();
        assert_eq!(said, "PDF is not built into this Hostler");
    }
}

/// Name, media type and content of what was attached to each mail.
async fn attached(test: &TestActions) -> Vec<Vec<(String, String, String)>> {
    engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
    let mut found = Vec::new();
    for mail in test.engine.world.mailer.take() {
        let files = mail.attachments.into_iter();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        found.push(files.map(|file| (file.name, file.media_type, text(file.bytes))).collect());
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_new_invoices_and_credit_notes_go_with_their_mails() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = super::quotes::quote(&test, client).await;
        ask(&test, "SendQuote", &format!("quoteid={id}")).await;
        let mails = attached(&test).await;
        let (name, media_type, said) = &mails[0][0];
        assert_eq!((name.as_str(), media_type.as_str()), ("Quote-1.pdf", "application/pdf"));
        says(said, &["QuoteDocument", "Apple", "Pear"]);
        let query = format!("userid={client}&itemdescription1=A&itemamount1=1.00&sendinvoice=1");
        let made = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let mails = attached(&test).await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0][0].0.starts_with("Invoice-"), "{mails:?}");
        says(&mails[0][0].2, &["InvoiceDocument"]);
        let pay = format!("invoiceid={made}&transid=t1&gateway=faketransfer&date=2026-01-02");
        ask(&test, "AddInvoicePayment", &pay).await;
        ask(&test, "RefundInvoice", &format!("invoiceid={made}&type=credit")).await;
        let mails = attached(&test).await;
        assert_eq!(mails.concat()[0].0, "CreditNote-CN-1.pdf");
        says(&mails.concat()[0].2, &["CreditNoteDocument", "1.00"]);
        let off = "setting=EnablePDFInvoices&value=off";
        ask(&test, "SetConfigurationValue", off).await;
        ask(&test, "CreateInvoice", &query).await;
        assert_eq!(attached(&test).await, [vec![]]);
    }
}

/// One that waits for its money again does not say when it was paid before.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_counts_as_paid_says_when_it_was() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let query = format!(
            "userid={client}&date=20260105&duedate=2026-01-20&paymentmethod=faketransfer\
             &itemdescription1=Set-up&itemamount1=10.00"
        );
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        for (status, expected) in [
            ("Paid", "paid_on: \"2026-01-08\""),
            ("Refunded", "paid_on: \"2026-01-08\""),
            ("Unpaid", "paid_on: \"\""),
            ("Cancelled", "paid_on: \"\""),
            ("Collections", "paid_on: \"\""),
        ] {
            let mut act = test.engine.act().await.unwrap();
            // 8 January 2026 at noon, in UTC.
            let sql = "update invoices set status = $2, paid_at = 1767873600 where id = $1";
            act.conn.exec(sql, args![id, status]).await.unwrap();
            act.commit().await.unwrap();
            let (_, said) = paper(&test, "GetInvoicePdf", &format!("invoiceid={id}")).await;
            says(&said, &[expected]);
        }
    }
}
