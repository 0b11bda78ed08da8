//! The contact page: a question of somebody without an account becomes a ticket, and nothing that
//! was typed is lost on the way.

use protocol::GetTicket;

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
