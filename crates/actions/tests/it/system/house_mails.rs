//! What the house writes to clients by itself, in the words of its templates.

use actions::testing::{TestActions, each};
use engine::billing::mail::{self, Occasion};
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;
use model::ids::InvoiceId;
use ports::fake::FakeAnswer;
use ports::mail::Mail;
use protocol::{EmailTemplateEntry, GetEmailTemplateDetails};
use store::args;

use crate::billing::ask;
use crate::scenery::make;

/// A mail: its template, what the shipped one says, a field of it and what that becomes, and what
/// has it sent: calls one after the other, with `{n}` as a number that is new each time and what
/// the earlier ones have answered as `{invoiceid}` and `{quoteid}`.
struct Case {
    template: &'static str,
    subject: &'static str,
    says: &'static [&'static str],
    field: (&'static str, &'static str),
    calls: &'static [&'static str],
}

const INVOICE: &str = "CreateInvoice userid=1&status=Unpaid&paymentmethod=fakecard&\
    itemdescription1=Work&itemamount1=10.00";
const CARD: &str = "AddPayMethod clientid=1&card_number=4242424242424242&card_expiry=1230";

const CASES: &[Case] = &[
    Case {
        template: "Client Signup Email",
        subject: "Welcome",
        says: &["Dear Amy Lee,", "You sign in with a", "clientarea.php\n\n"],
        field: ("client_company_name", "Lee Ltd"),
        calls: &[
            "AddClient firstname=Amy&lastname=Lee&companyname=Lee Ltd&email=a{n}@example.com&\
            address1=x&city=x&state=x&postcode=1&country=US&phonenumber=5551234567&\
            password2=correct-1horse",
        ],
    },
    Case {
        template: "Invoice Created",
        subject: "Customer Invoice",
        says: &[
            "Dear Jane Doe,",
            "Invoice #",
            "Total: $10.00 USD",
            "Due: 2026-",
            "viewinvoice.php?id=",
        ],
        field: ("invoice_total", "$10.00 USD"),
        calls: &["CreateInvoice userid=1&itemdescription1=Work&itemamount1=10.00&sendinvoice=1"],
    },
    Case {
        template: "Invoice Payment Confirmation",
        subject: "Invoice Payment Confirmation",
        says: &["a payment for this invoice has arrived", "Still to be paid: $6.00 USD"],
        field: ("invoice_amount_paid", "$4.00 USD"),
        calls: &[
            INVOICE,
            "AddInvoicePayment invoiceid={invoiceid}&transid=T{n}&gateway=fakecard&amount=4.00",
        ],
    },
    Case {
        template: "Invoice Refund Confirmation",
        subject: "Invoice Refund Confirmation",
        says: &["refunded $4.00 USD", "on its way back to\nyou", "Total: $10.00 USD"],
        field: ("refund_amount", "$4.00 USD"),
        calls: &[
            INVOICE,
            "AddInvoicePayment invoiceid={invoiceid}&transid=T{n}&gateway=fakecard",
            "RefundInvoice invoiceid={invoiceid}&type=manual&amount=4.00",
        ],
    },
    Case {
        template: "Invoice Refunded As Credit",
        subject: "Credit for invoice #",
        says: &["refunded $10.00 USD", "as credit of your account", "Total: $10.00 USD"],
        field: ("invoice_status", "Refunded"),
        calls: &[
            INVOICE,
            "AddInvoicePayment invoiceid={invoiceid}&transid=T{n}&gateway=fakecard",
            "RefundInvoice invoiceid={invoiceid}&type=credit",
        ],
    },
    Case {
        template: "Credit Card Payment Failed",
        subject: "Credit Card Payment Failed",
        says: &["we could not charge your card", "Still to be paid: $10.00 USD"],
        field: ("invoice_payment_method", "Credit Card"),
        calls: &[CARD, INVOICE, "refuse", "CapturePayment invoiceid={invoiceid}"],
    },
    Case {
        template: "Order Confirmation",
        subject: "Order Confirmation",
        says: &["Order number: ", "Small", "$10.00 USD\n", "Sum: $10.00 USD\n", "clientarea.php"],
        field: ("order_id", "2"),
        calls: &["AddOrder clientid=1&paymentmethod=fakecard&pid=1"],
    },
    Case {
        template: "Quote Delivery with PDF",
        subject: "Quote #1 - Fruit",
        says: &["Buy <it>.", "Quote #1: Fruit", "Total: $0.00 USD", "Valid until: 2026-02-01"],
        field: ("quote_link", "http://localhost:8080/billing/quotes/1"),
        calls: &[
            "CreateQuote subject=Fruit&stage=Draft&validuntil=2026-02-01&userid=1&\
             proposal=Buy <it>.",
            "SendQuote quoteid=1",
        ],
    },
    Case {
        template: "Cancellation Request Confirmation",
        subject: "Your cancellation was received",
        says: &["Dear Jane Doe,", "to cancel Small example.com", "It ends: Immediate"],
        field: ("service_cancellation_reason", "No_more"),
        calls: &[
            "AddCancelRequest serviceid=1&type=Immediate&reason=No_more",
            "DeleteCancelRequest serviceid=1",
        ],
    },
    Case {
        template: "Invoice Modified",
        subject: "Invoice #",
        says: &["an invoice of yours was changed", "Due: 2026-03-01", "Total: $10.00 USD"],
        field: ("invoice_date_due", "2026-03-01"),
        calls: &[
            INVOICE,
            "UpdateInvoice invoiceid={invoiceid}&duedate=2026-03-01&sendmodified=1",
            // Nobody asked for a mail about these.
            "UpdateInvoice invoiceid={invoiceid}&notes=Nothing",
        ],
    },
    Case {
        template: "Account Access Invitation",
        subject: "Invitation to an Account",
        says: &["Dear customer,", "the account of Jane Doe.", "/invite/"],
        field: ("invite_account_name", "Jane Doe"),
        calls: &["CreateClientInvite client_id=1&email=i{n}@example.com&permissions=invoices"],
    },
    Case {
        template: "Price Change Notification",
        subject: "New prices at",
        says: &["the price of what you have with us changes", "Small (example.com): "],
        field: ("client_last_name", "Doe"),
        calls: &["ChangePrices pids=1&cycles=monthly&changetype=amount&currencyid=1&amount=1&\
             services=1&notice=1&apply=1"],
    },
];

/// Has a mail sent, and gives what was sent.
async fn cause(test: &TestActions, calls: &[&str], n: usize) -> Vec<Mail> {
    let mut known = vec![("{n}".to_owned(), n.to_string())];
    for call in calls {
        if *call == "refuse" {
            test.engine.world.gateway.answer_next(FakeAnswer::Refuse("card_declined"));
            continue;
        }
        let call = known.iter().fold((*call).to_owned(), |call, (name, id)| call.replace(name, id));
        let (action, query) = call.split_once(' ').unwrap();
        let answer = ask(test, action, query).await;
        if action != "CapturePayment" {
            assert_eq!(answer["result"], "success", "{call}: {answer}");
        }
        for name in ["invoiceid", "quoteid"] {
            if let Some(id) = answer.get(name) {
                known.push((format!("{{{name}}}"), id.to_string().replace('"', "")));
            }
        }
    }
    run_until_idle(&test.engine.engine).await.unwrap();
    test.engine.world.mailer.take()
}

/// Changes a template.
async fn change(test: &TestActions, template: &str, query: &str) {
    let query = format!("id={}&{query}", id_of(test, template).await);
    let done = ask(test, "UpdateEmailTemplate", &query).await;
    assert_eq!(done["result"], "success", "{template} {query}: {done}");
}

/// The number of a template in the usual language.
pub(super) async fn id_of(test: &TestActions, template: &str) -> u64 {
    let row = templates(test).await.into_iter().find(|row| {
        let usual = row.language.is_empty();
        usual && &*row.name == template
    });
    row.unwrap_or_else(|| panic!("{template}")).id.id().unwrap()
}

/// Every template in every language.
pub(super) async fn templates(test: &TestActions) -> Vec<EmailTemplateEntry> {
    let all = GetEmailTemplateDetails { limitnum: Some(100), ..Default::default() };
    test.call(all).await.unwrap().emailtemplates.0.emailtemplate.0
}

/// As shipped, as somebody has written it, and not at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_what_its_template_says() {
    for test in each().await.unwrap() {
        make(&test).await.service(&test, ServiceStatus::Active).await;
        for (n, case) in CASES.iter().enumerate() {
            let Case { template, subject, says, field: (field, value), calls } = case;
            let sent = async |round, subject: &str| {
                let mails = cause(&test, calls, 10 * n + round).await;
                let of = |mail: &Mail| mail.subject.starts_with(subject);
                mails.into_iter().filter(of).collect::<Vec<_>>()
            };
            let mails = sent(1, subject).await;
            assert_eq!(mails.len(), 1, "{template}");
            for said in *says {
                assert!(mails[0].text.contains(said), "{template}: {said}: {}", mails[0].text);
            }
            // The link of an invitation must be there, or the house says it itself.
            let link = if template.contains("Invitation") { "{$invite_accept_url}" } else { "" };
            let own = format!("subject=Own: {{${field}}}&message=<p>It: {{${field}}}</p>{link}");
            change(&test, template, &own).await;
            let mails = sent(2, "Own: ").await;
            assert_eq!(mails.len(), 1, "{template}");
            assert_eq!(mails[0].subject, format!("Own: {value}"));
            let html = mails[0].html.as_deref().unwrap();
            assert!(html.contains(&format!("<p>It: {value}</p>")), "{template}: {html}");
            change(&test, template, "disabled=1").await;
            assert_eq!(sent(3, "Own: ").await.len(), 0, "{template}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_written_once_and_in_the_language_of_the_client() {
    for test in each().await.unwrap() {
        make(&test).await;
        let add = "type=invoice&name=Invoice Created&language=german&subject=Rechnung&\
            message=Rechnung {$invoice_num}";
        ask(&test, "AddEmailTemplate", add).await;
        let made = ask(&test, "CreateInvoice", INVOICE.split_once(' ').unwrap().1).await;
        let id = InvoiceId(made["invoiceid"].to_string().replace('"', "").parse().unwrap());
        let twice = async || {
            for _ in 0..2 {
                let mut act = test.engine.act().await.unwrap();
                mail::about(&mut act, Occasion::Created, id).await.unwrap();
                mail::about(&mut act, Occasion::Created, id).await.unwrap();
                act.commit().await.unwrap();
            }
            run_until_idle(&test.engine.engine).await.unwrap();
            let sent = test.engine.world.mailer.take();
            sent.into_iter().map(|mail| (mail.subject, mail.attachments.len())).collect::<Vec<_>>()
        };
        assert_eq!(twice().await, [("Customer Invoice".to_owned(), 1)]);
        let mut act = test.engine.act().await.unwrap();
        for sql in ["update clients set language = 'german'", "delete from jobs"] {
            act.conn.exec(sql, args![]).await.unwrap();
        }
        act.commit().await.unwrap();
        assert_eq!(twice().await, [("Rechnung".to_owned(), 1)]);
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("delete from jobs", args![]).await.unwrap();
        act.commit().await.unwrap();
        // What is switched off is so in every language.
        change(&test, "Invoice Created", "disabled=1").await;
        assert_eq!(twice().await, []);
    }
}

/// What needs more than the row of the invoice is read for the template that asks for it; what
/// people have written is text, in HTML with its lines.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_about_an_invoice_can_have_its_lines_and_payment() {
    for test in each().await.unwrap() {
        make(&test).await;
        let fields = "{$invoice_html_contents}|{$invoice_last_payment_amount}|\
            {$invoice_last_payment_transid}|{$invoice_date_paid}|{$invoice_tax_rate}";
        let template = "Invoice Payment Confirmation";
        let calls = [
            "CreateInvoice userid=1&status=Unpaid&itemdescription1=<b>A</b>&itemamount1=7.00&\
             itemdescription2=B&itemamount2=3.00",
            "AddInvoicePayment invoiceid={invoiceid}&transid=T{n}&gateway=fakecard",
        ];
        change(&test, template, &format!("message={fields}")).await;
        let mails = cause(&test, &calls, 1).await;
        let (lines, rest) = ("B: $3.00 USD\nTotal: $10.00 USD", "|$10.00 USD|T1|2026-01-01|0%");
        assert_eq!(mails[0].text, format!("<b>A</b>: $7.00 USD\n{lines}{rest}"));
        change(&test, template, &format!("message=<p>{fields}</p>")).await;
        let mails = cause(&test, &calls, 2).await;
        let html = mails[0].html.as_deref().unwrap();
        let lines = lines.replace('\n', "<br>");
        let whole = format!("<p>&lt;b&gt;A&lt;/b&gt;: $7.00 USD<br>{lines}");
        assert!(html.contains(&whole), "{html}");
    }
}

/// The mail that is sent again by hand is the one that the house sends: with its paper.
#[tokio::test(flavor = "multi_thread")]
async fn the_mail_of_a_new_invoice_says_how_to_pay_by_hand_and_brings_it_along() {
    for test in each().await.unwrap() {
        make(&test).await;
        let said = "Transfer the amount to the fake bank.";
        for (gateway, expected) in [("faketransfer", true), ("fakecard", false)] {
            let made = format!(
                "CreateInvoice userid=1&status=Unpaid&sendinvoice=1&paymentmethod={gateway}&\
                itemdescription1=Work&itemamount1=10.00"
            );
            let again = "SendEmail messagename=Invoice Created&id={invoiceid}";
            let mails = cause(&test, &[&*made, again], 1).await;
            assert_eq!(mails.len(), 2, "{gateway}");
            for mail in mails {
                assert_eq!(mail.text.contains(said), expected, "{gateway}: {}", mail.text);
                assert_eq!(mail.attachments.len(), 1, "{gateway}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_below_each_other_is_so_in_html() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        for _ in 0..2 {
            scenery.service(&test, ServiceStatus::Active).await;
        }
        let case = CASES.iter().find(|case| case.template == "Price Change Notification").unwrap();
        change(&test, case.template, "message=<p>{$price_changes}</p>").await;
        let mails = cause(&test, case.calls, 1).await;
        let html = mails[0].html.as_deref().unwrap();
        assert!(html.contains("from 2026-02-01<br>Small (example.com): $11.00"), "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_shipped_template_has_an_example() {
    for test in each().await.unwrap() {
        for row in templates(&test).await {
            let fields = row.mergefields.0.iter().map(|name| format!("{name}={{${name}}}\n"));
            let text = fields.collect::<String>();
            let query = format!("id={}&message={text}", row.id.0);
            let seen = ask(&test, "PreviewEmailTemplate", &query).await;
            let message = seen["message"].as_str().unwrap();
            for line in message.lines().filter(|line| line.contains('=')) {
                let (name, value) = line.split_once('=').unwrap();
                assert!(!value.is_empty() && !value.starts_with('['), "{}: {name}", &*row.name);
            }
        }
    }
}

/// The migration that gave the templates these words.
const WORDS: &str = include_str!("../../../../store/migrations/0094_house_mails.sql");

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_has_written_is_not_written_over() {
    let shipped = "Dear {$client_name},\n\ninvoice {$invoice_num} over {$invoice_total} was made \
        for you. It is due on\n{$invoice_date_due}: {$invoice_link}\n\n{$signature}";
    for test in each().await.unwrap() {
        for (name, subject, message, becomes) in [
            ("Invoice Created", "Invoice {$invoice_num}", shipped, "Customer Invoice"),
            ("Invoice Created", "Mine", shipped, "Mine"),
            ("Invoice Created", "Invoice {$invoice_num}", "Mine", "Invoice {$invoice_num}"),
            ("Order Confirmation", "Mine", "Mine", "Mine"),
        ] {
            let mut act = test.engine.act().await.unwrap();
            let sql = "update email_templates set subject = $2, message = $3 where name = $1";
            act.conn.exec(sql, args![name, subject, message]).await.unwrap();
            for statement in WORDS.split(";\n").filter(|sql| !sql.trim().is_empty()) {
                act.conn.exec(statement, args![]).await.unwrap();
            }
            let sql = "select subject from email_templates where name = $1";
            let now: String = act.conn.scalar(sql, args![name]).await.unwrap();
            assert_eq!(now, becomes, "{name} {subject}");
        }
    }
}
