//! Opening, answering and reading tickets.

use jiff::civil::date;
use protocol::{AddTicketNote, AddTicketReply, GetTicket, GetTicketNotes, OpenTicket};

use super::house::{
    ANN, BOB, SALES, SUPPORT, client, each, id, of_ann, of_guest, read, staff, visitor,
};

fn reply(ticketid: u64) -> AddTicketReply {
    AddTicketReply { ticketid, message: "More".into(), ..AddTicketReply::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_opened_answered_and_read() {
    for test in each().await {
        let opened = test.call(of_ann()).await.unwrap();
        let ticket = id(&opened);
        let by_staff = AddTicketReply { adminusername: Some("SAM".into()), ..reply(ticket) };
        test.call(by_staff).await.unwrap();
        assert_eq!(&*read(&test, ticket).await.status, "Answered");
        let by_client = AddTicketReply { clientid: Some(ANN), contactid: Some(1), ..reply(ticket) };
        test.call(by_client).await.unwrap();
        let note = AddTicketNote {
            message: "A secret".into(),
            ticketnum: Some(opened.tid.to_string()),
            ..AddTicketNote::default()
        };
        test.call_as(&staff(), note).await.unwrap();
        let found = read(&test, ticket).await;
        assert_eq!(&*found.status, "Customer-Reply");
        assert_eq!((&*found.c, &*found.tid), (&*opened.c, &*opened.tid));
        assert_eq!((&*found.name, &*found.requestor_type), ("Ann Lee", "Owner"));
        assert_eq!((&*found.deptname, &*found.priority), ("Sales", "Medium"));
        let replies = &found.replies.0.reply.0;
        let seen: Vec<_> = replies
            .iter()
            .map(|r| (r.replyid.0 == 0, &*r.requestor_name, &*r.requestor_type, &*r.admin))
            .collect();
        let expected = [
            (true, "Ann Lee", "Owner", ""),
            (false, "Sam Staff", "Operator", "Sam Staff"),
            (false, "Cy Lee", "Subaccount", ""),
        ];
        assert_eq!(seen, expected);
        assert_eq!(found.notes.0.note.0[0].admin.0, "Sam Staff");
        let asked = GetTicket {
            ticketnum: Some(opened.tid.to_string()),
            repliessort: Some("desc".into()),
            ..GetTicket::default()
        };
        let turned = test.call(asked).await.unwrap();
        assert_eq!(turned.replies.0.reply.0.last().unwrap().replyid.0, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_are_in_the_order_of_their_days() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        for (message, day) in [("late", 31), ("early", 29), ("between", 30)] {
            let created = Some(date(2025, 12, day).at(8, 0, 0, 0).into());
            let message = message.to_owned();
            let call = AddTicketReply { clientid: Some(ANN), message, created, ..reply(ticket) };
            test.call(call).await.unwrap();
        }
        for (sort, expected) in [
            (None, ["early", "between", "late"]),
            (Some("ASC"), ["early", "between", "late"]),
            (Some("DESC"), ["late", "between", "early"]),
        ] {
            let asked = GetTicket {
                ticketid: Some(ticket),
                repliessort: sort.map(str::to_owned),
                ..GetTicket::default()
            };
            let found = test.call(asked).await.unwrap();
            let replies = found.replies.0.reply.0.iter().filter(|reply| reply.replyid.0 != 0);
            let seen: Vec<_> = replies.map(|reply| &*reply.message).collect();
            assert_eq!(seen, expected, "{sort:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    let future = Some(date(2030, 1, 1).at(0, 0, 0, 0).into());
    for test in each().await {
        let cases = [
            (OpenTicket { clientid: Some(9), ..of_ann() }, "Client ID Not Found"),
            (
                OpenTicket { userid: Some(2), ..of_ann() },
                "The system cannot find the provided user ID.",
            ),
            (
                OpenTicket { clientid: Some(BOB), contactid: Some(1), ..of_ann() },
                "Contact ID Not Found",
            ),
            (
                OpenTicket { email: None, ..of_guest("g@example.com") },
                "Name and email address are required if not a client",
            ),
            (of_guest("not an address"), "Email Address Invalid"),
            (OpenTicket { deptid: 9, ..of_ann() }, "Department ID not found"),
            (OpenTicket { subject: " ".into(), ..of_ann() }, "subject is required"),
            (OpenTicket { message: "\n".into(), ..of_ann() }, "message is required"),
            (OpenTicket { serviceid: Some(9), ..of_ann() }, "Service ID Not Found"),
            (OpenTicket { domainid: Some(9), ..of_ann() }, "Domain ID Not Found"),
            (
                OpenTicket { created: future, ..of_ann() },
                "Ticket creation date cannot be in the future",
            ),
            (
                OpenTicket { priority: Some("Urgent".into()), ..of_ann() },
                "Invalid Ticket Priority. Valid priorities are: Low,Medium,High",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let cases = [
            (AddTicketReply { clientid: Some(ANN), ..reply(99) }, "Ticket ID not found"),
            (AddTicketReply { message: " ".into(), ..reply(ticket) }, "message is required"),
            (AddTicketReply { clientid: Some(9), ..reply(ticket) }, "Client ID Not Found"),
            (
                AddTicketReply { clientid: Some(ANN), contactid: Some(9), ..reply(ticket) },
                "Contact ID Not Found",
            ),
            (reply(ticket), "Name and email address are required if not a client"),
            (
                AddTicketReply {
                    clientid: Some(ANN),
                    status: Some("Lost".into()),
                    ..reply(ticket)
                },
                "Invalid Ticket Status",
            ),
            (
                AddTicketReply { clientid: Some(ANN), created: future, ..reply(ticket) },
                "Reply creation date cannot be in the future",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let note = AddTicketNote { message: "n".into(), ..AddTicketNote::default() };
        assert_eq!(test.refused(note).await, "Ticket ID not found");
        assert_eq!(test.refused(GetTicket::default()).await, "Ticket ID Not Found");
    }
}

/// S02: numbers of others are as if they did not exist, and nothing is changed.
#[tokio::test(flavor = "multi_thread")]
async fn s02_nobody_reaches_tickets_of_others() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let note = AddTicketNote {
            message: "For us".into(),
            ticketid: Some(ticket),
            ..AddTicketNote::default()
        };
        test.call(note).await.unwrap();
        let asked = || GetTicket { ticketid: Some(ticket), ..GetTicket::default() };
        let own = test.call_as(&client(1), asked()).await.unwrap();
        assert!(own.notes.0.note.0.is_empty(), "notes are for the staff");
        assert!(test.call_as(&client(1), GetTicketNotes { ticketid: ticket }).await.is_err());
        for refused in [
            test.call_as(&client(2), asked()).await.map(drop),
            test.call_as(&client(2), reply(ticket)).await.map(drop),
            test.call_as(&client(2), of_ann()).await.map(drop),
        ] {
            assert!(refused.is_err());
        }
        // Who is signed in writes under its own name, whatever the form says.
        let lie = AddTicketReply {
            adminusername: Some("sam".into()),
            name: Some("Sam Staff".into()),
            email: Some("s@example.com".into()),
            ..reply(ticket)
        };
        test.call_as(&client(1), lie).await.unwrap();
        let last = read(&test, ticket).await.replies.0.reply.0.pop().unwrap();
        assert_eq!((&*last.requestor_name, &*last.admin), ("Ann Lee", ""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_stay_guests() {
    for test in each().await {
        let opened = test.call_as(&visitor(), of_guest("ann@example.com")).await.unwrap();
        let found = read(&test, id(&opened)).await;
        assert_eq!(
            (found.userid.0, &*found.requestor_type),
            (0, "Guest"),
            "an address is no proof"
        );
        let closed = OpenTicket { deptid: SUPPORT, ..of_guest("g@example.com") };
        let refused = test.call_as(&visitor(), closed.clone()).await;
        assert!(refused.is_err(), "this department is for clients");
        test.call(closed).await.unwrap();
        let as_staff = OpenTicket { admin: true.into(), ..of_guest("g@example.com") };
        assert!(test.call_as(&visitor(), as_staff.clone()).await.is_err());
        let opened = test.call_as(&staff(), as_staff).await.unwrap();
        let found = read(&test, id(&opened)).await;
        assert_eq!((&*found.admin, &*found.name), ("Sam Staff", "Gus"));
        assert_eq!(found.deptid.0, i64::try_from(SALES).unwrap());
    }
}
