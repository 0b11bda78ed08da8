//! Changing and deleting tickets, replies and notes.

use jiff::civil::date;
use protocol::{
    AddTicketNote, AddTicketReply, BlockTicketSender, DeleteTicket, DeleteTicketNote,
    DeleteTicketReply, GetTicketNotes, GetTickets, OpenTicket, UpdateTicket, UpdateTicketReply,
};
use store::args;

use super::house::{ANN, BOB, SUPPORT, client, each, id, of_ann, of_guest, read, staff, visitor};
use crate::billing::ask;

fn update(ticketid: u64) -> UpdateTicket {
    UpdateTicket { ticketid, ..UpdateTicket::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_of_a_ticket_can_be_changed() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let all = UpdateTicket {
            deptid: Some(SUPPORT),
            status: Some("on hold".into()),
            subject: Some("Other".into()),
            userid: Some(BOB),
            cc: Some("x@example.com, y@example.com".into()),
            priority: Some("high".into()),
            created: Some(date(2025, 12, 31).at(8, 0, 0, 0).into()),
            flag: Some(1),
            message: Some("New text".into()),
            ..update(ticket)
        };
        assert_eq!(test.call(all).await.unwrap().ticketid.id(), Some(ticket));
        let found = read(&test, ticket).await;
        assert_eq!((&*found.deptname, &*found.status), ("Support", "On Hold"));
        assert_eq!((&*found.subject, &*found.name), ("Other", "Bob Lee"));
        assert_eq!((&*found.priority, found.flag.0), ("High", 1));
        assert_eq!(found.date.to_string(), "2025-12-31 08:00:00");
        let opening = &found.replies.0.reply.0[0];
        assert_eq!(&*opening.message, "New text");
        assert_eq!(opening.userid, found.userid, "one person, and not two");
        assert_eq!((&*opening.name, &*opening.requestor_name), ("Bob Lee", "Bob Lee"));
        let remove =
            UpdateTicket { removeFlag: Some(true.into()), flag: Some(1), ..update(ticket) };
        test.call(remove).await.unwrap();
        let found = read(&test, ticket).await;
        assert_eq!((found.flag.0, &*found.subject), (0, "Other"), "the rest stays");
    }
}

/// A guest's ticket is listed with the client 0.
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_of_a_guest_is_taken_back_as_it_is_listed() {
    for test in each().await {
        let ticket = id(&test.call(of_guest("gus@example.com")).await.unwrap());
        let same = UpdateTicket { userid: Some(0), subject: Some("New".into()), ..update(ticket) };
        test.call(same).await.unwrap();
        let found = read(&test, ticket).await;
        assert_eq!((&*found.subject, &*found.name), ("New", "Gus"));
        let owned = id(&test.call(of_ann()).await.unwrap());
        let nobody = UpdateTicket { userid: Some(0), ..update(owned) };
        assert_eq!(test.refused(nobody).await, "Client ID Not Found");
    }
}

/// The vendor's example of `AddTicketReply` says `useMarkdown`, its table `markdown`.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_markdown_by_either_name() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        for flag in ["", "&markdown=true", "&useMarkdown=true", "&useMarkdown=0"] {
            let query = format!("ticketid={ticket}&clientid={ANN}&message=*x*{flag}");
            let said = ask(&test, "AddTicketReply", &query).await;
            assert_eq!(said["result"], "success", "{flag}: {said}");
        }
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select markdown from ticket_replies where ticket_id = $1 order by id";
        let ticket = i64::try_from(ticket).unwrap();
        let found: Vec<i64> = c.column(sql, args![ticket]).await.unwrap();
        // The first is what the ticket was opened with.
        assert_eq!(found, [0, 0, 1, 1, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    let future = Some(date(2030, 1, 1).at(0, 0, 0, 0).into());
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let statuses = "Invalid Ticket Status. Valid statuses are: \
            Open,Answered,Customer-Reply,On Hold,In Progress,Closed";
        let cases = [
            (update(99), "Ticket ID Not Found"),
            (UpdateTicket { deptid: Some(9), ..update(ticket) }, "Department ID Not Found"),
            (UpdateTicket { status: Some("Lost".into()), ..update(ticket) }, statuses),
            (
                UpdateTicket { priority: Some("Now".into()), ..update(ticket) },
                "Invalid Ticket Priority. Valid priorities are: Low,Medium,High",
            ),
            (
                UpdateTicket { created: future, ..update(ticket) },
                "Ticket creation date cannot be in the future",
            ),
            (UpdateTicket { userid: Some(9), ..update(ticket) }, "Client ID Not Found"),
            (UpdateTicket { email: Some("no".into()), ..update(ticket) }, "Email Address Invalid"),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let reply = UpdateTicketReply { replyid: 9, message: "x".into(), ..Default::default() };
        assert_eq!(test.refused(reply).await, "Reply ID Not Found");
        // The opening message is number 0, so its own number is nobody's.
        let opening = UpdateTicketReply { replyid: 1, message: "x".into(), ..Default::default() };
        assert_eq!(test.refused(opening).await, "Reply ID Not Found");
        let delete = |ticketid, replyid| DeleteTicketReply { ticketid, replyid };
        assert_eq!(test.refused(delete(9, 1)).await, "Ticket ID Not Found");
        assert_eq!(test.refused(delete(ticket, 1)).await, "Reply ID Not Found");
        assert_eq!(test.refused(DeleteTicket { ticketid: 9 }).await, "Ticket ID not found");
        assert_eq!(test.refused(DeleteTicketNote { noteid: 9 }).await, "Note ID Not Found");
        assert_eq!(test.refused(GetTicketNotes { ticketid: 9 }).await, "Ticket ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_and_notes_are_changed_and_deleted() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let reply = AddTicketReply {
            ticketid: ticket,
            message: "Typo".into(),
            clientid: Some(ANN),
            ..AddTicketReply::default()
        };
        test.call(reply).await.unwrap();
        let replyid = read(&test, ticket).await.replies.0.reply.0[1].replyid.id().unwrap();
        let change = UpdateTicketReply { replyid, message: "Text".into(), ..Default::default() };
        test.call(change).await.unwrap();
        assert_eq!(&*read(&test, ticket).await.replies.0.reply.0[1].message, "Text");
        let other = id(&test.call(of_ann()).await.unwrap());
        let wrong = DeleteTicketReply { ticketid: other, replyid };
        assert_eq!(test.refused(wrong).await, "Reply ID Not Found", "a child of another ticket");
        let gone = DeleteTicketReply { ticketid: ticket, replyid };
        assert!(test.call_as(&client(1), gone.clone()).await.is_err());
        test.call(gone).await.unwrap();
        assert_eq!(read(&test, ticket).await.replies.0.reply.0.len(), 1);
        let note = AddTicketNote {
            ticketid: Some(ticket),
            message: "Note".into(),
            ..AddTicketNote::default()
        };
        assert!(test.call_as(&client(1), note.clone()).await.is_err());
        test.call_as(&staff(), note).await.unwrap();
        let notes = test.call(GetTicketNotes { ticketid: ticket }).await.unwrap();
        let note = &notes.notes.0.note.0[0];
        assert_eq!((&*note.admin, &*note.message), ("Sam Staff", "Note"));
        test.call(DeleteTicketNote { noteid: note.id.id().unwrap() }).await.unwrap();
        assert_eq!(test.call(GetTicketNotes { ticketid: ticket }).await.unwrap().totalresults.0, 0);
        test.call(DeleteTicket { ticketid: ticket }).await.unwrap();
        assert_eq!(test.call(GetTickets::default()).await.unwrap().totalresults.0, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_guests_can_be_blocked() {
    for test in each().await {
        let of_client = id(&test.call(of_ann()).await.unwrap());
        let block = |ticketid, delete: bool| BlockTicketSender { ticketid, delete: delete.into() };
        assert_eq!(test.refused(block(of_client, false)).await, "A Client Cannot Be Blocked");
        assert_eq!(test.refused(block(99, false)).await, "Ticket ID Not Found");
        let guest = || of_guest("Spam@example.com");
        let ticket = id(&test.call_as(&visitor(), guest()).await.unwrap());
        assert!(!test.call(block(ticket, false)).await.unwrap().deleted.0);
        assert!(test.call(block(ticket, true)).await.unwrap().deleted.0);
        assert!(test.call_as(&visitor(), guest()).await.is_err());
        assert_eq!(test.refused(block(ticket, true)).await, "Ticket ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_closes_its_ticket_unless_that_is_prevented() {
    for test in each().await {
        for prevent in [false, true] {
            let call = OpenTicket { preventClientClosure: Some(prevent.into()), ..of_ann() };
            let ticket = id(&test.call(call).await.unwrap());
            let close = UpdateTicket { status: Some("Closed".into()), ..update(ticket) };
            let closed = test.call_as(&client(1), close.clone()).await;
            assert_eq!(closed.is_ok(), !prevent);
            test.call(close).await.unwrap();
        }
    }
}

/// The standard of the card brands (PCI DSS 4.0, 3.3): what a client writes by mistake as well.
#[tokio::test(flavor = "multi_thread")]
async fn card_numbers_are_kept_nowhere() {
    const NUMBER: &str = "4242 4242 4242 4242";
    const MASKED: &str = "•••• •••• •••• 4242";
    for test in each().await {
        let message = format!("Please charge {NUMBER}, and not 4242 4242 4242 4243");
        let subject = format!("Card {NUMBER}");
        let open = OpenTicket { subject, message: message.clone(), ..of_ann() };
        let ticket = id(&test.call(open).await.unwrap());
        let reply = AddTicketReply {
            ticketid: ticket,
            message: message.clone(),
            clientid: Some(ANN),
            ..AddTicketReply::default()
        };
        test.call(reply).await.unwrap();
        let note = AddTicketNote {
            ticketid: Some(ticket),
            message: message.clone(),
            ..AddTicketNote::default()
        };
        test.call_as(&staff(), note).await.unwrap();
        let kept = message.replace(NUMBER, MASKED);
        let found = read(&test, ticket).await;
        assert_eq!(&*found.subject, format!("Card {MASKED}"));
        let replies = &found.replies.0.reply.0;
        assert!(replies.iter().all(|reply| *reply.message == kept), "{replies:?}");
        assert_eq!(&*found.notes.0.note.0[0].message, kept);
        let written = UpdateTicket { message: Some(NUMBER.into()), ..update(ticket) };
        test.call(written).await.unwrap();
        let replyid = replies[1].replyid.0.unsigned_abs();
        let again =
            UpdateTicketReply { replyid, message: NUMBER.into(), ..UpdateTicketReply::default() };
        test.call(again).await.unwrap();
        let found = read(&test, ticket).await;
        assert!(found.replies.0.reply.0.iter().all(|reply| *reply.message == *MASKED));
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let mails = test.engine.world.mailer.take();
        assert!(mails.iter().any(|mail| mail.subject.contains(MASKED)), "{mails:?}");
        assert!(!mails.iter().any(|mail| format!("{mail:?}").contains(NUMBER)), "{mails:?}");
    }
}
