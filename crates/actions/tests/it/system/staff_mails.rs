//! What the staff is written to about: only those whose role asks for it, and of tickets only
//! those of their own departments.

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;
use protocol::{AddTicketReply, UpdateAdminRole};

use crate::billing::ask;
use crate::billing::quotes::quote;
use crate::people::stage::run;
use crate::scenery::make;
use crate::support::house::{self, SALES, SUPPORT, id, of_ann};

const STAFF: &str = "
insert into roles (kind, name, actions) values ('staff', 'Desk', '[]');
insert into staff (uuid, username, username_folded, email, email_folded, first_name, last_name,
    password_hash, role_id, created_at)
values ('s', 'sam', 'sam', 's@example.com', 's@example.com', 'Sam', 'Staff', '', 1, 0),
    ('t', 'tim', 'tim', 't@example.com', 't@example.com', 'Tim', 'Staff', '', 1, 0);
update staff set disabled = 1 where username = 'tim';";

/// The mails to the staff since the last time: to whom, subject and text.
async fn told(test: &TestActions) -> Vec<(String, String, String)> {
    run_until_idle(&test.engine.engine).await.unwrap();
    let mails = test.engine.world.mailer.take().into_iter();
    let mails = mails.map(|mail| (mail.to[0].address.clone(), mail.subject, mail.text));
    mails.filter(|(to, ..)| ["s@example.com", "t@example.com"].contains(&to.as_str())).collect()
}

async fn ask_for(test: &TestActions, account: bool, support: bool) {
    let call = UpdateAdminRole {
        roleid: 1,
        accountmails: Some(account.into()),
        supportmails: Some(support.into()),
        ..UpdateAdminRole::default()
    };
    test.call(call).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_asks_for_it_hears_of_orders_cancellations_and_quotes() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        scenery.service(&test, ServiceStatus::Active).await;
        run(&test, STAFF).await;
        let quote = quote(&test, scenery.client.0).await;
        let order = "clientid=1&paymentmethod=fakecard&pid=1";
        ask(&test, "AddOrder", order).await;
        assert_eq!(told(&test).await, [], "nobody asked");
        ask_for(&test, true, false).await;
        for (action, query, subject, says) in [
            ("AddOrder", order.to_owned(), "New order #", "Small"),
            (
                "UpgradeProduct",
                "serviceid=1&type=product&newproductid=2&newproductbillingcycle=monthly&\
                 paymentmethod=fakecard"
                    .to_owned(),
                "New order #",
                "Small => Large (Monthly)",
            ),
            (
                "AddCancelRequest",
                "serviceid=1&type=Immediate&reason=Dear".to_owned(),
                "Jane Doe wants to cancel Small",
                "Reason: Dear",
            ),
            (
                "AcceptQuote",
                format!("quoteid={quote}"),
                "Jane Doe accepted quote #1",
                "Fruit, over $15.86",
            ),
        ] {
            let answer = ask(&test, action, &query).await;
            assert_eq!(answer["result"], "success", "{action}: {answer}");
            let mails = told(&test).await;
            let [(to, is, text)] = &mails[..] else { panic!("{action}: one mail: {mails:?}") };
            assert_eq!(to, "s@example.com", "who may not sign in is told nothing");
            assert!(is.starts_with(subject), "{action}: {is}");
            assert!(text.contains(says) && text.contains("/admin/"), "{action}: {text}");
        }
        let open = "userid=1&itemdescription1=A&itemamount1=10.00&paymentmethod=faketransfer";
        let invoice = ask(&test, "CreateInvoice", open).await["invoiceid"].clone();
        let proof = format!(
            "invoiceid={invoice}&filename=receipt.pdf&data=UERG&reference=TX-7&message=On+Monday"
        );
        assert_eq!(ask(&test, "SendPaymentProof", &proof).await["result"], "success");
        let mails = told(&test).await;
        let [(_, is, text)] = &mails[..] else { panic!("one mail: {mails:?}") };
        assert!(is.starts_with("Jane Doe sent a proof of payment for invoice #"), "{is}");
        for said in ["$10.00 USD is open", "TX-7", "On Monday", "/admin/payment-proofs"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        ask_for(&test, false, true).await;
        ask(&test, "AddOrder", order).await;
        assert_eq!(told(&test).await, [], "of tickets only");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_asks_for_it_hears_of_the_tickets_of_its_departments() {
    for test in house::each().await {
        test.call(of_ann()).await.unwrap();
        assert_eq!(told(&test).await, [], "nobody asked");
        ask_for(&test, false, true).await;
        let opened = test.call(of_ann()).await.unwrap();
        let mails = told(&test).await;
        let [(_, subject, text)] = &mails[..] else { panic!("one mail: {mails:?}") };
        assert!(subject.ends_with("] Help"), "{subject}");
        assert!(text.contains("Ann Lee opened a ticket for Sales (Medium)"), "{text}");
        assert!(text.contains("It is down"), "{text}");
        assert!(text.contains(&format!("/admin/tickets/{}", id(&opened))), "{text}");

        let reply = |by: Option<&str>| AddTicketReply {
            ticketid: id(&opened),
            message: "Still".to_owned(),
            clientid: by.is_none().then_some(house::ANN),
            adminusername: by.map(str::to_owned),
            ..AddTicketReply::default()
        };
        test.call(reply(None)).await.unwrap();
        let mails = told(&test).await;
        let [(_, subject, text)] = &mails[..] else { panic!("one mail: {mails:?}") };
        assert!(subject.starts_with("Re: [") && text.contains("Still"), "{subject} {text}");
        test.call(reply(Some("sam"))).await.unwrap();
        assert_eq!(told(&test).await, [], "of what the staff wrote nobody is told");

        run(&test, "insert into department_staff (department_id, staff_id) values (2, 1)").await;
        test.call(of_ann()).await.unwrap();
        assert_eq!(told(&test).await, [], "not of the own department");
        assert_ne!(SALES, SUPPORT);
        let own = protocol::OpenTicket { deptid: SUPPORT, ..of_ann() };
        test.call(own).await.unwrap();
        assert_eq!(told(&test).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_ticket_went_is_asked_where_that_is_switched_on() {
    for test in house::each().await {
        let close = async || {
            let opened = test.call(of_ann()).await.unwrap();
            let query = format!("ticketid={}&status=Closed", id(&opened));
            assert_eq!(ask(&test, "UpdateTicket", &query).await["result"], "success");
            run_until_idle(&test.engine.engine).await.unwrap();
            let mails = test.engine.world.mailer.take().into_iter();
            let asks = mails.filter(|mail| mail.subject.starts_with("How did we do?"));
            asks.map(|mail| (mail.to[0].address.clone(), mail.text)).collect::<Vec<_>>()
        };
        assert_eq!(close().await, [], "off until it is wanted");
        run(
            &test,
            "update email_templates set disabled = 0
             where name = 'Support Ticket Feedback Request'",
        )
        .await;
        let asked = close().await;
        let [(to, text)] = &asked[..] else { panic!("one mail: {asked:?}") };
        assert_eq!(to, "ann@example.com");
        assert!(
            text.contains("viewticket.php?tid=") && text.contains("“Help” is closed"),
            "{text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_of_a_kind_goes_to_the_roles_that_ask_for_the_kind() {
    for test in each().await.unwrap() {
        make(&test).await;
        run(&test, STAFF).await;
        ask_for(&test, true, false).await;
        for (kind, is_told) in [
            ("", true),
            ("&type=system", true),
            ("&type=account", true),
            ("&type=support", false),
            ("&type=product", true),
        ] {
            let query = format!("customsubject=Hi&custommessage=Text{kind}");
            let said = ask(&test, "SendAdminEmail", &query).await;
            assert_eq!(said["result"], "success", "{kind}: {said}");
            let to: Vec<_> = told(&test).await.into_iter().map(|(to, ..)| to).collect();
            let expected: &[&str] = if is_told { &["s@example.com"] } else { &[] };
            assert_eq!(to, expected, "{kind}");
        }
    }
}
