//! What the mails about orders and their invoices say.

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;

use crate::billing::ask;
use crate::people::stage::run;
use crate::scenery::make;

async fn done(test: &TestActions, action: &str, query: &str) {
    let answer = ask(test, action, query).await;
    assert_eq!(answer["result"], "success", "{action} {query}: {answer}");
}

/// Subject and text of the mails since the last time.
async fn mails(test: &TestActions) -> Vec<(String, String)> {
    run_until_idle(&test.engine.engine).await.unwrap();
    let mails = test.engine.world.mailer.take().into_iter();
    mails.map(|mail| (mail.subject, mail.text)).collect()
}

/// The text of the one with a subject.
fn only<'a>(mails: &'a [(String, String)], subject: &str) -> &'a str {
    let found: Vec<_> = mails.iter().filter(|(is, _)| is == subject).collect();
    let [(_, text)] = found[..] else { panic!("one mail {subject}: {mails:?}") };
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_the_confirmation_of_an_order_comes_to_what_its_invoice_asks_for() {
    for test in each().await.unwrap() {
        make(&test).await;
        let taxed = "update products set taxed = 1;
            insert into tax_rules (level, name, country, state, rate)
            values (1, 'VAT', '', '', 190000);";
        run(&test, taxed).await;
        for (how, expected) in [
            ("Exclusive", "Sub Total: $10.00 USD\nVAT: $1.90 USD\nSum: $11.90 USD"),
            ("Inclusive", "Sub Total: $8.40 USD\nVAT: $1.60 USD\nSum: $10.00 USD"),
        ] {
            for (setting, value) in [("TaxType", how), ("TaxEnabled", "on")] {
                let query = format!("setting={setting}&value={value}");
                done(&test, "SetConfigurationValue", &query).await;
            }
            done(&test, "AddOrder", "clientid=1&paymentmethod=fakecard&pid=1").await;
            let mails = mails(&test).await;
            let text = only(&mails, "Order Confirmation");
            assert!(text.contains(&format!(": $10.00 USD\n{expected}")), "{how}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_says_the_total_that_the_invoice_says() {
    for test in each().await.unwrap() {
        make(&test).await;
        done(&test, "AddCredit", "clientid=1&description=Gift&amount=4.00").await;
        let query = "userid=1&itemdescription1=Work&itemamount1=10.00&sendinvoice=1&\
            autoapplycredit=1";
        done(&test, "CreateInvoice", query).await;
        let mails = mails(&test).await;
        let text = only(&mails, "Customer Invoice");
        for said in ["Total: $6.00 USD", "Still to be paid: $6.00 USD"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_an_upgrade_is_confirmed_and_its_invoice_sent() {
    for test in each().await.unwrap() {
        make(&test).await.service(&test, ServiceStatus::Active).await;
        let query = "serviceid=1&type=product&newproductid=2&newproductbillingcycle=monthly&\
            paymentmethod=faketransfer";
        done(&test, "UpgradeProduct", query).await;
        let mails = mails(&test).await;
        for (subject, says) in [
            ("Order Confirmation", "Upgrade/Downgrade: Small => Large (Monthly)"),
            ("Customer Invoice", "Total: $10.00 USD"),
        ] {
            let text = only(&mails, subject);
            assert!(text.contains(says), "{subject}: {text}");
        }
    }
}

/// Each of the two keeps back the mail that it is described with, and not the other one
/// (<https://developers.whmcs.com/api-reference/addorder/>).
#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_not_confirmed_still_sends_its_invoice() {
    const BOTH: &[&str] = &["Customer Invoice", "Order Confirmation"];
    let cases: [(&str, &[&str]); 5] = [
        ("", BOTH),
        ("&noemail=true", &["Customer Invoice"]),
        ("&noinvoiceemail=true", &["Order Confirmation"]),
        ("&noemail=1&noinvoiceemail=1", &[]),
        ("&noemail=false&noinvoiceemail=0&noinvoice=1", &["Order Confirmation"]),
    ];
    for test in each().await.unwrap() {
        make(&test).await;
        for (flags, expected) in cases {
            let query = format!("clientid=1&paymentmethod=faketransfer&pid=1{flags}");
            done(&test, "AddOrder", &query).await;
            let sent = mails(&test).await.into_iter().map(|(subject, _)| subject);
            let mut sent: Vec<_> = sent.filter(|is| BOTH.contains(&is.as_str())).collect();
            sent.sort();
            assert_eq!(sent, expected, "{flags}");
        }
    }
}
