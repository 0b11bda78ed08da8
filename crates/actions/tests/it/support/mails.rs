//! Mails about tickets: to whom, what is in them, and when there is none.

use actions::testing::TestActions;
use engine::jobs::run_until_idle;
use protocol::{AddTicketReply, OpenTicket};

use super::house::{ANN, each, id, of_ann, of_guest, staff, visitor};

/// Recipient, subject and text of everything that was sent.
async fn sent(test: &TestActions) -> Vec<(String, String, String)> {
    run_until_idle(&test.engine.engine).await.unwrap();
    let mails = test.engine.world.mailer.outbox();
    mails.into_iter().map(|mail| (mail.to[0].address.clone(), mail.subject, mail.text)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_is_written_to() {
    for test in each().await {
        let opened = test.call(of_ann()).await.unwrap();
        let reply = AddTicketReply {
            ticketid: id(&opened),
            message: "It is up </a> again".into(),
            adminusername: Some("sam".into()),
            ..AddTicketReply::default()
        };
        test.call(reply.clone()).await.unwrap();
        test.call(AddTicketReply { noemail: true.into(), ..reply.clone() }).await.unwrap();
        let by_client =
            AddTicketReply { adminusername: None, clientid: Some(ANN), ..reply.clone() };
        test.call(by_client).await.unwrap();
        test.call(OpenTicket { noemail: true.into(), ..of_ann() }).await.unwrap();
        let mails = sent(&test).await;
        assert_eq!(mails.len(), 2, "{mails:?}");
        let subject = format!("[Ticket ID: {}] Help", &*opened.tid);
        for (to, title, text) in &mails {
            assert_eq!((to.as_str(), title), ("ann@example.com", &subject));
            let address = format!("viewticket.php?tid={}&c={}", &*opened.tid, &*opened.c);
            assert!(text.contains(&address), "{text}");
        }
        assert!(mails[1].2.starts_with("It is up </a> again"), "{}", mails[1].2);
        let mails = test.engine.world.mailer.outbox();
        let said = mails[1].html.as_deref().unwrap();
        assert!(said.contains("<p>It is up &lt;/a&gt; again"), "{said}");
    }
}

/// S41: anybody can give anybody's address, so strangers get few mails and none of the text.
#[tokio::test(flavor = "multi_thread")]
async fn s41_a_form_is_no_way_to_send_mail_to_strangers() {
    for test in each().await {
        for _ in 0..25 {
            let call = OpenTicket {
                message: "Buy!".into(),
                subject: "Buy!".into(),
                name: Some("Buy!".into()),
                ..of_guest("victim@example.com")
            };
            test.call_as(&visitor(), call).await.unwrap();
        }
        let mails = sent(&test).await;
        assert_eq!(mails.len(), 20);
        for (to, subject, text) in &mails {
            assert_eq!(to, "victim@example.com");
            assert!(!subject.contains("Buy") && !text.contains("Buy"), "{subject} {text}");
        }
        let by_staff = OpenTicket { admin: true.into(), ..of_ann() };
        test.call_as(&staff(), by_staff).await.unwrap();
        let mails = sent(&test).await;
        assert!(mails.last().unwrap().2.contains("It is down"), "the staff's words go along");
    }
}
