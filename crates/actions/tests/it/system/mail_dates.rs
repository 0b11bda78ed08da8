//! `DateFormat` is how dates are written in every mail, and nowhere that programs read.

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;
use serde_json::json;
use store::args;

use crate::billing::ask;
use crate::scenery::make;

const FORMATS: [&str; 6] =
    ["YYYY-MM-DD", "DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM/DD/YYYY", "YYYY/MM/DD"];

/// Calls that have one mail sent, and what it says with dates as ISO 8601 has them.
const PLACES: &[(&[&str], &str)] = &[
    (
        &["SendEmail customtype=general&customsubject=It: {$date}&custommessage=x&id=1"],
        "It: 2026-01-01",
    ),
    (
        &["SendEmail customtype=product&customsubject=x&id=1&\
           custommessage={$service_reg_date} to {$service_next_due_date}"],
        "2026-01-01 to 2026-02-01",
    ),
    (
        &["SendEmail customtype=domain&customsubject=x&id=1&custommessage=\
           {$domain_reg_date} {$domain_next_due_date} {$domain_expiry_date}"],
        "2026-01-01 2027-01-05 2027-01-06",
    ),
    (
        &["SendEmail customtype=invoice&customsubject=x&id=1&custommessage=\
           {$invoice_date_created} {$invoice_date_due} {$invoice_date_paid}."],
        "2026-01-01 2026-02-01.",
    ),
    (
        &["SendEmail customtype=invoice&customsubject=x&id=2&\
           custommessage={$invoice_html_contents}"],
        " (2026-01-01 - 2026-01-31)",
    ),
    (&["AddOrder clientid=1&paymentmethod=fakecard&pid=1"], " (2026-01-01 - 2026-01-31)"),
    (
        &[
            "CreateQuote subject=Fruit&stage=Draft&validuntil=2026-02-01&userid=1&proposal=x",
            "SendQuote quoteid=1",
        ],
        "Valid until: 2026-02-01",
    ),
];

/// A text with other dates than those of ISO 8601.
fn written(text: &str, format: &str) -> String {
    let days = ["2026-01-01", "2026-01-31", "2026-02-01", "2027-01-05", "2027-01-06"];
    days.iter().fold(text.to_owned(), |text, day| {
        let shown = format.replace("YYYY", &day[..4]).replace("MM", &day[5..7]);
        text.replace(day, &shown.replace("DD", &day[8..]))
    })
}

async fn furnish(test: &TestActions) {
    make(test).await.service(test, ServiceStatus::Active).await;
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into domains (client_id, type, name, anchor_on, registered_on, expires_on,
            next_due_on, first_payment_minor, recurring_minor, status, created_at, updated_at)
        values (1, 'Register', 'jane.example', '2026-01-01', '2026-01-01', '2027-01-06',
            '2027-01-05', 1200, 1200, 'Active', 0, 0)";
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
    let work = "userid=1&status=Unpaid&paymentmethod=fakecard&date=2026-01-01&duedate=2026-02-01\
        &itemdescription1=Work&itemamount1=10.00";
    ask(test, "CreateInvoice", work).await;
    ask(test, "AddOrder", "clientid=1&paymentmethod=fakecard&pid=1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_say_dates_as_the_company_writes_them() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        for format in FORMATS {
            let set = format!("setting=DateFormat&value={format}");
            ask(&test, "SetConfigurationValue", &set).await;
            for (calls, iso) in PLACES {
                run_until_idle(&test.engine.engine).await.unwrap();
                test.engine.world.mailer.take();
                for call in *calls {
                    let (action, query) = call.split_once(' ').unwrap();
                    let answer = ask(&test, action, query).await;
                    assert_eq!(answer["result"], "success", "{call}: {answer}");
                }
                run_until_idle(&test.engine.engine).await.unwrap();
                let sent = test.engine.world.mailer.take();
                let said = sent.iter().map(|mail| format!("{}\n{}\n", mail.subject, mail.text));
                let (said, expected) = (said.collect::<String>(), written(iso, format));
                assert!(said.contains(&expected), "{format} {calls:?}: {said}");
            }
            // Programs read what they always read.
            let invoice = ask(&test, "GetInvoice", "invoiceid=1").await;
            assert_eq!(invoice["duedate"], json!("2026-02-01"), "{format}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_have_dates_as_the_company_writes_them() {
    for test in each().await.unwrap() {
        let body =
            "{$invoice_date_due}|{$security_time}|{$invoice_num}|{$order_number}|{$signature}";
        let query = format!("subject={{$date}}&message={body}");
        for (format, subject, message) in [
            (
                "YYYY-MM-DD",
                "2026-01-31",
                "2026-01-31|2026-01-17 14:05 UTC|2026-0001|1234567890|Hostler",
            ),
            (
                "DD.MM.YYYY",
                "31.01.2026",
                "31.01.2026|17.01.2026 14:05 UTC|2026-0001|1234567890|Hostler",
            ),
        ] {
            let set = format!("setting=DateFormat&value={format}");
            ask(&test, "SetConfigurationValue", &set).await;
            let seen = ask(&test, "PreviewEmailTemplate", &query).await;
            assert_eq!((&seen["subject"], &seen["message"]), (&json!(subject), &json!(message)));
        }
    }
}
