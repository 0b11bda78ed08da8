//! The contact page: a question of somebody without an account becomes a ticket, and nothing that
//! was typed is lost on the way.

use protocol::{AddTicketReply, GetTicket};

use super::browser::{Browser, text};
use crate::shop::furnish;
use crate::site::{each, each_engine};

const RIGHT: [(&str, &str); 5] = [
    ("name", "Ann <b>"),
    ("email", "ann@example.com"),
    ("subject", "A question"),
    ("department", "1"),
    ("message", "Hello?"),
];

#[tokio::test]
async fn a_question_of_a_guest_becomes_a_ticket() {
    for site in each().await {
        furnish(&site).await;
        let mut guest = Browser::on(&site);
        let form = guest.page("/contact").await;
        assert!(form.contains("<option value=\"1\"") && form.contains("Support"), "{form}");
        // What is left out is said beside its field, and all else stands there again.
        for (left_out, _) in RIGHT {
            let typed =
                RIGHT.map(|(name, value)| (name, if name == left_out { "" } else { value }));
            let answer = guest.post("/contact", &typed).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{left_out}: {page}");
            assert!(page.contains(&format!("id=\"p-{left_out}\"")), "{left_out}: {page}");
            let kept =
                [("name", "Ann &lt;b&gt;"), ("subject", "A question"), ("message", "Hello?")];
            for (_, value) in kept.iter().filter(|(name, _)| *name != left_out) {
                assert!(page.contains(value), "{left_out}: {value}: {page}");
            }
        }
        let answer = guest.post("/contact", &RIGHT).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/contact"));
        let call = GetTicket { ticketid: Some(1), ..GetTicket::default() };
        let ticket = site.system.call(call).await.unwrap();
        let said = (&*ticket.subject, &*ticket.email, &*ticket.deptname);
        assert_eq!(said, ("A question", "ann@example.com", "Support"));
        let page = guest.page("/contact").await;
        let thanks = format!("Your message is ticket {}; we answer by mail.", &*ticket.tid);
        assert!(page.contains(&thanks), "{thanks}: {page}");
        let none = GetTicket { ticketid: Some(2), ..GetTicket::default() };
        assert!(site.system.call(none).await.is_err(), "nothing was sent before it was right");
    }
}

/// The address in the mail opens the ticket to whoever has no account; nothing else does.
#[tokio::test]
async fn a_guest_reads_and_answers_by_the_key_in_the_mail() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut guest = Browser::on(&site);
        guest.page("/contact").await;
        assert_eq!(guest.post("/contact", &RIGHT).await.status, 303);
        let call = GetTicket { ticketid: Some(1), ..GetTicket::default() };
        let ticket = site.system.call(call.clone()).await.unwrap();
        let staffs = AddTicketReply {
            ticketid: 1,
            message: "Good **day**".to_owned(),
            adminusername: Some("ann".to_owned()),
            ..AddTicketReply::default()
        };
        site.system.call(staffs).await.unwrap();
        let (tid, key) = (&*ticket.tid, &*ticket.c);
        let mailed = guest.get(&format!("/viewticket.php?tid={tid}&c={key}")).await;
        let to = mailed.header("location").to_owned();
        assert_eq!(to, format!("/contact/ticket?tid={tid}&c={key}"));
        let page = guest.page(&to).await;
        assert!(page.contains("Hello?") && page.contains("<strong>day</strong>"), "{page}");
        let empty = guest.post(&to, &[("message", " ")]).await;
        assert_eq!(empty.status, 422, "{}", text(&empty));
        let sent = guest.post(&to, &[("message", "Thank you!")]).await;
        assert_eq!((sent.status.as_u16(), sent.header("location")), (303, to.as_str()));
        assert!(guest.page(&to).await.contains("Thank you!"));
        let ticket = site.system.call(call).await.unwrap();
        let last = ticket.replies.0.reply.0.last().unwrap();
        assert_eq!((&*last.email, &*last.requestor_type), ("ann@example.com", "Guest"));
        // A wrong key, no key, no ticket, and a client's ticket lead to the log-in alike.
        let login = format!("/tickets/number/{tid}");
        for wrong in [format!("tid={tid}&c={key}x"), format!("tid={tid}"), format!("tid={tid}&c=")]
        {
            let path = format!("/contact/ticket?{wrong}");
            assert_eq!(guest.get(&path).await.header("location"), login, "{wrong}");
            let sent = guest.post(&path, &[("message", "Me")]).await;
            assert_eq!(sent.header("location"), login, "{wrong}");
        }
        let none = guest.get("/contact/ticket?tid=ABC-1&c=x").await;
        assert_eq!(none.header("location"), "/tickets/number/ABC-1");
        crate::shop::sign_up(&site, "jane@example.com").await;
        site.run("update tickets set client_id = 1").await;
        assert_eq!(guest.get(&to).await.header("location"), login);
    }
}

#[tokio::test]
async fn only_departments_that_guests_may_write_to_are_offered() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run(
            "insert into departments (name, hidden) values ('Abuse', 1);
             insert into departments (name, clients_only) values ('Accounts', 1);",
        )
        .await;
        let page = Browser::on(&site).page("/contact").await;
        let offered = ["1", "2", "3"].map(|id| page.contains(&format!("<option value=\"{id}\"")));
        assert_eq!(offered, [true, false, false], "{page}");
        site.run("update departments set hidden = 1").await;
        let page = Browser::on(&site).page("/contact").await;
        let has_form = page.contains("name=\"message\"");
        assert!(page.contains("Nobody takes messages yet") && !has_form, "{page}");
    }
}
