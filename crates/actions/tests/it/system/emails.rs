//! Mails made of templates.

use actions::testing::each;
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;
use protocol::{DeleteClient, GetEmailTemplates, SendEmail, UpdateEmailTemplate};

use super::house_mails::{id_of, templates};
use crate::billing::{ask, refused_field};
use crate::scenery::{make, wire};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_filled_sent_and_logged() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let service = scenery.service(&test, ServiceStatus::Active).await;
        let call = SendEmail {
            messagename: text("Service Suspension Notification"),
            id: Some(wire(service)),
            customvars: Some(protocol::wire::PhpSerialized(
                [("service_suspension_reason".to_owned(), "Spam".to_owned())].into_iter().collect(),
            )),
            ..SendEmail::default()
        };
        test.call(call).await.unwrap();
        run_until_idle(&test.engine.engine).await.unwrap();
        let sent = test.engine.world.mailer.take();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].to[0].address, "jane@example.com");
        assert_eq!(sent[0].subject, "Your service was suspended");
        assert!(sent[0].text.contains("Small (example.com) was suspended.\nReason: Spam"));
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from emails where client_id = $1";
        let kept: i64 = c.scalar(sql, store::args![scenery.client]).await.unwrap();
        assert_eq!(kept, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_of_the_callers_own_may_be_html() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let call = SendEmail {
            customtype: text("general"),
            customsubject: text("Hello {$client_first_name}"),
            custommessage: text("<p>Dear {$client_name}</p>"),
            id: Some(wire(scenery.client)),
            ..SendEmail::default()
        };
        test.call(call).await.unwrap();
        run_until_idle(&test.engine.engine).await.unwrap();
        let sent = test.engine.world.mailer.take();
        assert_eq!(
            (sent[0].subject.as_str(), sent[0].text.as_str()),
            ("Hello Jane", "Dear Jane Doe")
        );
        let html = sent[0].html.as_deref().unwrap();
        assert!(html.contains("><p>Dear Jane Doe</p></td>"), "{html}");
        assert!(html.contains("<title>Hello Jane</title>"), "{html}");
    }
}

/// S19, S39: what people call themselves is text: it neither makes a mail HTML nor adds tags.
#[tokio::test(flavor = "multi_thread")]
async fn s19_a_name_is_no_html() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update clients set first_name = $1";
        act.conn.exec(sql, store::args!["<a href=//x>Win</a>\n& \"more\""]).await.unwrap();
        act.commit().await.unwrap();
        let plain = "Dear <a href=//x>Win</a>\n& \"more\"";
        let html = "<p>Dear &lt;a href=//x&gt;Win&lt;/a&gt;<br>&amp; &quot;more&quot;</p>";
        for body in ["Dear {$client_first_name}", "<p>Dear {$client_first_name}</p>"] {
            let call = SendEmail {
                customtype: text("general"),
                customsubject: text("To {$client_first_name}"),
                custommessage: text(body),
                id: Some(wire(scenery.client)),
                ..SendEmail::default()
            };
            test.call(call).await.unwrap();
            run_until_idle(&test.engine.engine).await.unwrap();
            let sent = test.engine.world.mailer.take();
            assert_eq!(sent[0].subject, "To <a href=//x>Win</a> & \"more\"");
            assert_eq!(sent[0].text, plain);
            let said = sent[0].html.as_deref().unwrap();
            assert!(said.contains(html) && !said.contains("<a href=//x"), "{said}");
        }
    }
}

/// S19: so is what a program gives, unless the template says that it is HTML.
#[tokio::test(flavor = "multi_thread")]
async fn s19_what_a_program_gives_is_no_html_unless_the_template_says_so() {
    let given = "<b>Tom & Co</b>\n'5'";
    let escaped = "&lt;b&gt;Tom &amp; Co&lt;/b&gt;<br>&#039;5&#039;";
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let sent = async |body: &str| {
            let vars = ["who", "client_name"].map(|name| (name.to_owned(), given.to_owned()));
            let vars = protocol::wire::PhpSerialized(vars.into_iter().collect());
            let call = SendEmail {
                customtype: text("general"),
                customsubject: text("To {$who}"),
                custommessage: text(body),
                customvars: Some(vars),
                id: Some(wire(scenery.client)),
                ..SendEmail::default()
            };
            test.call(call).await.unwrap();
            run_until_idle(&test.engine.engine).await.unwrap();
            test.engine.world.mailer.take().remove(0)
        };
        for (body, html, plain) in [
            ("<p>{$who}</p>", format!("<p>{escaped}</p>"), given),
            ("<p>{$client_name}</p>", format!("<p>{escaped}</p>"), given),
            ("<p>{$who nofilter}</p>", format!("<p>{given}</p>"), "Tom & Co\n'5'"),
            // Of the house nothing is HTML.
            (
                "<p>{$client_email nofilter}</p>",
                "<p>jane@example.com</p>".to_owned(),
                "jane@example.com",
            ),
        ] {
            let mail = sent(body).await;
            assert_eq!(mail.subject, "To <b>Tom & Co</b> '5'");
            assert_eq!(mail.text, plain, "{body}");
            let said = mail.html.unwrap();
            assert!(said.contains(&html), "{body}: {said}");
        }
        // A text that is none of HTML has nothing to be escaped, but in the frame around it.
        let mail = sent("{$who}").await;
        assert_eq!(mail.text, given);
        let html = mail.html.unwrap();
        assert!(html.contains("<p>&lt;b&gt;Tom &amp; Co&lt;/b&gt;<br>'5'</p>"), "{html}");
        let role = ask(&test, "AddAdminRole", "name=All&kind=staff&permissions=*").await;
        let ann = "adminusername=ann&email=ann@example.com&firstname=Ann&lastname=Berg&\
            password2=correct-1horse";
        ask(&test, "AddAdminUser", &format!("{ann}&roleid={}", role["roleid"])).await;
        let call = "custommessage=<p>{$who}</p>&customsubject=Hi&mergefields[who]=<b>%26</b>";
        ask(&test, "SendAdminEmail", call).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        let to_staff = test.engine.world.mailer.take();
        let html = to_staff[0].html.as_deref().unwrap();
        assert!(html.contains("<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"), "{html}");
    }
}

/// What no house fills in would reach a client as it stands.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_would_be_sent_as_it_stands_is_refused_by_its_parameter() {
    for test in each().await.unwrap() {
        make(&test).await;
        for (subject, body, field) in [
            ("Hello {if $x}y{/if}", "Hi", "customsubject"),
            ("Hello", "{foreach $x as $y}{$y}{/foreach}", "custommessage"),
            ("Hello", "Dear {$client_name|upper}", "custommessage"),
        ] {
            let call = SendEmail {
                customtype: text("general"),
                customsubject: text(subject),
                custommessage: text(body),
                id: Some(1),
                ..SendEmail::default()
            };
            let fault = test.call(call).await.unwrap_err();
            let refusal = fault.refusal().unwrap();
            assert_eq!(refusal.field.as_deref(), Some(field), "{subject} {body}: {refusal}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_an_event_can_tell_is_not_sent_by_name() {
    for test in each().await.unwrap() {
        make(&test).await;
        for name in [
            "Order Confirmation",
            "Password Reset Confirmation",
            "Quote Accepted",
            "Quote Accepted Notification",
            "Quote Delivery with PDF",
            "Clients Only Bounce Message",
            "Replies Only Bounce Message",
        ] {
            let call = SendEmail {
                messagename: Some(name.to_owned()),
                id: Some(1),
                ..SendEmail::default()
            };
            let said = test.refused(call).await;
            assert_eq!(said, "Sending Failed. Please see documentation.", "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_told_in_the_vendors_words() {
    for test in each().await.unwrap() {
        make(&test).await;
        let any = SendEmail::default;
        let custom = || SendEmail { customtype: text("general"), id: Some(1), ..any() };
        let cases = [
            (
                any(),
                "You must provide either an existing email template name or a custom message type",
            ),
            (SendEmail { customtype: text("odd"), ..any() }, "Invalid message type provided"),
            (custom(), "A subject is required for a custom message"),
            (
                SendEmail { customsubject: text("Hi"), ..custom() },
                "A message body is required for a custom message",
            ),
            (
                SendEmail { messagename: text("Client Signup Email"), ..any() },
                "A related ID is required",
            ),
            (
                SendEmail { messagename: text("Nonsense"), id: Some(1), ..any() },
                "Email Template not found",
            ),
            (
                SendEmail { messagename: text("Order Confirmation"), id: Some(1), ..any() },
                "Sending Failed. Please see documentation.",
            ),
            (
                SendEmail { messagename: text("Client Signup Email"), id: Some(99), ..any() },
                "Sending Failed. Please see documentation.",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let mut act = test.engine.act().await.unwrap();
        let sql = "update email_templates set disabled = 1 where name = 'Client Signup Email'";
        act.conn.exec(sql, store::args![]).await.unwrap();
        act.commit().await.unwrap();
        let off = SendEmail { messagename: text("Client Signup Email"), id: Some(1), ..any() };
        assert_eq!(test.refused(off).await, "Email Template is disabled");
        let list = GetEmailTemplates { r#type: text("product"), language: None };
        assert_eq!(test.call(list).await.unwrap().totalresults.0, 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_has_only_fields_that_its_mail_has() {
    for test in each().await.unwrap() {
        let rows = templates(&test).await;
        assert!(rows.len() > 20);
        // What the house itself says can be saved as it is.
        for row in &rows {
            let (subject, message) = (row.subject.to_string(), row.message.to_string());
            let (subject, message) = (Some(subject), Some(message));
            let id = row.id.id().unwrap();
            test.call(UpdateEmailTemplate { id, subject, message, ..Default::default() })
                .await
                .unwrap();
        }
        let id = id_of(&test, "Invoice Created").await;
        let field = async |query: &str| {
            let query = format!("id={id}&{query}");
            let field = refused_field(&test, "UpdateEmailTemplate", &query).await;
            (field, ask(&test, "UpdateEmailTemplate", &query).await["message"].clone())
        };
        let said = |field: &str, said: &str| (field.to_owned(), serde_json::json!(said));
        assert_eq!(
            field("subject=For {$service_domain}").await,
            said("subject", "There is no field {$service_domain}")
        );
        assert_eq!(
            field("subject=Hi&message=Hi%0A%0A{$weekday}").await,
            said("message", "Line 3: There is no field {$weekday}")
        );
        assert_eq!(field("ownfields=week day").await.0, "ownfields");
        let add = "type=general&name=New&subject={$odd}&message=x";
        assert_eq!(refused_field(&test, "AddEmailTemplate", add).await, "subject");
        // What a program fills in is named, and stays named.
        let own = format!("id={id}&ownfields={{$weekday}}&message=On {{$weekday}}");
        ask(&test, "UpdateEmailTemplate", &own).await;
        ask(&test, "UpdateEmailTemplate", &format!("id={id}&subject=Your {{$weekday}}")).await;
        let rows = templates(&test).await;
        let row = rows.iter().find(|row| row.id.id() == Some(id)).unwrap();
        assert_eq!((&*row.ownfields, &*row.subject), ("weekday", "Your {$weekday}"));
        assert!(row.mergefields.0.iter().any(|name| name == "invoice_num"));
    }
}

/// What the office writes there is what is sent; a template that is off, or without the link,
/// locks nobody out.
#[tokio::test(flavor = "multi_thread")]
async fn links_are_sent_in_the_words_of_their_templates() {
    for test in each().await.unwrap() {
        let user = "firstname=Ann&lastname=Lee&email=ann@example.com&password2=correct-horse-9";
        ask(&test, "AddUser", user).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        test.engine.world.mailer.take();
        let sent = async || {
            ask(&test, "ResetPassword", "email=ann@example.com").await;
            run_until_idle(&test.engine.engine).await.unwrap();
            let mail = test.engine.world.mailer.take().pop().unwrap();
            assert!(mail.text.contains("/password/reset/"), "{}", mail.text);
            (mail.subject, mail.text)
        };
        let (subject, text) = sent().await;
        assert_eq!(subject, "Reset Your Password");
        assert!(text.contains("Dear Ann Lee,") && text.contains("within 30 minutes"), "{text}");
        let id = id_of(&test, "Automated Password Reset").await;
        let change = |query: &str| format!("id={id}&{query}");
        let own = change("subject=Hi {$client_first_name}&message=Go: {$pw_reset_url}");
        ask(&test, "UpdateEmailTemplate", &own).await;
        let (subject, text) = sent().await;
        assert!(subject == "Hi Ann" && text.starts_with("Go: http"), "{subject}: {text}");
        let foreign = change("subject={$client_company_name}");
        assert_eq!(refused_field(&test, "UpdateEmailTemplate", &foreign).await, "subject");
        for without in ["message=Go away", "disabled=1"] {
            ask(&test, "UpdateEmailTemplate", &change(without)).await;
            let (subject, text) = sent().await;
            assert_eq!(subject, "Reset Your Password", "{without}");
            assert!(text.contains("a new password was asked for"), "{without}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_in_the_mail_and_nowhere_else() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update products set welcome_email = 'Hosting Account Welcome Email'";
        act.conn.exec(sql, store::args![]).await.unwrap();
        act.commit().await.unwrap();
        let serviceid = wire(scenery.service(&test, ServiceStatus::Pending).await);
        test.call(protocol::ModuleCreate { serviceid }).await.unwrap();
        let password = Some("tr0ub4dor".into());
        test.call(protocol::ModuleChangePw { serviceid, servicepassword: password }).await.unwrap();
        run_until_idle(&test.engine.engine).await.unwrap();
        let sent = test.engine.world.mailer.take();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].text.contains("Password: tr0ub4dor"), "{}", sent[0].text);
        let mut c = test.engine.engine.read().await.unwrap();
        let kept: Vec<String> =
            c.column("select message from emails", store::args![]).await.unwrap();
        assert!(kept[0].contains("Password: ********"), "{kept:?}");
        let jobs: Vec<String> = c.column("select payload from jobs", store::args![]).await.unwrap();
        assert!(jobs.iter().all(|payload| !payload.contains("tr0ub4dor")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_kept_once_and_goes_with_its_client() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let call = SendEmail {
            customtype: text("general"),
            customsubject: text("Hello"),
            custommessage: text("<p>Dear {$client_name}</p>"),
            id: Some(wire(scenery.client)),
            ..SendEmail::default()
        };
        let with_name = "select count(*) from jobs where replace(payload, 'ane', '') <> payload";
        let counted = async |sql: &str| -> i64 {
            let mut c = test.engine.engine.read().await.unwrap();
            c.scalar(sql, store::args![]).await.unwrap()
        };
        test.call(call.clone()).await.unwrap();
        let waiting = "select count(*) from jobs where kind = 'mail' and done_at is null";
        assert_eq!((counted(waiting).await, counted(with_name).await), (1, 0));
        run_until_idle(&test.engine.engine).await.unwrap();
        let sent = test.engine.world.mailer.take();
        assert_eq!(sent[0].to[0].name, "Jane Doe");

        test.call(call).await.unwrap();
        let clientid = wire(scenery.client);
        test.call(DeleteClient { clientid, ..DeleteClient::default() }).await.unwrap();
        assert_eq!(counted(with_name).await, 0);
        run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(counted(waiting).await, 0, "it is not tried for ever");
        assert_eq!(test.engine.world.mailer.take().len(), 0, "there is nobody to write to");
    }
}
