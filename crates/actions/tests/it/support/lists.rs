//! Lists and counts of tickets, departments and statuses.

use std::time::Duration;

use protocol::{
    AddTicketReply, GetSupportDepartments, GetSupportStatuses, GetTicketCounts,
    GetTicketPredefinedCats, GetTicketPredefinedReplies, GetTickets, UpdateTicket,
};
use store::support::{departments, predefined};

use super::house::{ANN, BOB, SALES, SUPPORT, client, each, id, of_ann, of_guest, read, staff};
use crate::people::stage::{call, call_as};
use actions::testing::TestActions;
use engine::{Actor, Allowed, Caller};
use model::ids::{ApiCredentialId, StaffId};
use protocol::OpenTicket;
use serde_json::json;

/// Said of a file of a ticket that is not there.
const RELATED: &str = "Related ID Not Found";

/// A program that acts as the member of staff.
fn program() -> Caller {
    let (member, allowed) = (Some(StaffId(1)), Allowed::All);
    let name = "app".into();
    let actor = Actor::Api { id: ApiCredentialId(1), name, staff: member, allowed };
    Caller { actor, ..staff() }
}

/// The subjects found, as somebody sees them.
async fn found(test: &TestActions, caller: &Caller, call: GetTickets) -> Vec<String> {
    let answer = test.call_as(caller, call).await.unwrap();
    assert_eq!(usize::try_from(answer.numreturned.0).unwrap(), answer.tickets.0.ticket.0.len());
    answer.tickets.0.ticket.0.iter().map(|ticket| ticket.subject.to_string()).collect()
}

/// Three tickets a minute apart: Ann's, Bob's and a guest's; Ann's is answered last.
async fn three(test: &TestActions) -> u64 {
    let calls = [
        OpenTicket { subject: "Straße".into(), ..of_ann() },
        OpenTicket { subject: "Bill".into(), clientid: Some(BOB), deptid: SUPPORT, ..of_ann() },
        OpenTicket { subject: "Price".into(), ..of_guest("Gus@Example.com") },
    ];
    let mut first = 0;
    for call in calls {
        let opened = test.call(call).await.unwrap();
        first = if first == 0 { id(&opened) } else { first };
        test.engine.clock.advance(Duration::from_secs(60).try_into().unwrap());
    }
    let reply = AddTicketReply {
        ticketid: first,
        message: "Yes".into(),
        adminusername: Some("sam".into()),
        ..AddTicketReply::default()
    };
    test.call(reply).await.unwrap();
    first
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_and_the_last_answer_is_first() {
    for test in each().await {
        let first = three(&test).await;
        let flag = UpdateTicket { ticketid: first, flag: Some(1), ..UpdateTicket::default() };
        test.call(flag).await.unwrap();
        let status = |text: &str| GetTickets { status: Some(text.into()), ..GetTickets::default() };
        let cases: Vec<(GetTickets, &[&str])> = vec![
            (GetTickets::default(), &["Straße", "Price", "Bill"]),
            (
                GetTickets { limitstart: Some(1), limitnum: Some(1), ..GetTickets::default() },
                &["Price"],
            ),
            (GetTickets { deptid: Some(SUPPORT), ..GetTickets::default() }, &["Bill"]),
            (GetTickets { clientid: Some(ANN), ..GetTickets::default() }, &["Straße"]),
            (
                GetTickets { email: Some("gus@example.COM".into()), ..GetTickets::default() },
                &["Price"],
            ),
            (
                GetTickets { email: Some("bob@example.com".into()), ..GetTickets::default() },
                &["Bill"],
            ),
            (GetTickets { subject: Some("RICE".into()), ..GetTickets::default() }, &["Price"]),
            (GetTickets { subject: Some("%".into()), ..GetTickets::default() }, &[]),
            (GetTickets { subject: Some("SSE".into()), ..GetTickets::default() }, &[]),
            (GetTickets { subject: Some("STRAß".into()), ..GetTickets::default() }, &["Straße"]),
            (status("Awaiting Reply"), &["Price", "Bill"]),
            (status("All Active Tickets"), &["Straße", "Price", "Bill"]),
            (status("answered"), &["Straße"]),
            (status(" OPEN "), &["Price", "Bill"]),
            (status("customer-reply"), &[]),
            (status("nonsense"), &[]),
            (status("Answered"), &["Straße"]),
            (status("My Flagged Tickets"), &["Straße"]),
        ];
        for (call, expected) in cases {
            assert_eq!(found(&test, &staff(), call.clone()).await, expected, "{call:?}");
        }
        let of_other = GetTickets { clientid: Some(ANN), ..GetTickets::default() };
        assert_eq!(found(&test, &client(2), of_other).await, ["Bill"], "S02: only its own");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_their_departments() {
    for test in each().await {
        three(&test).await;
        let mut act = test.engine.act().await.unwrap();
        departments::assign(&mut act.conn, 2.into(), 1.into()).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(found(&test, &staff(), GetTickets::default()).await, ["Bill"]);
        // A program may leave that aside, as at the vendor; a member may not.
        let all = GetTickets { ignore_dept_assignments: true.into(), ..GetTickets::default() };
        assert_eq!(found(&test, &staff(), all.clone()).await, ["Bill"]);
        assert_eq!(found(&test, &program(), GetTickets::default()).await, ["Bill"]);
        assert_eq!(found(&test, &program(), all).await.len(), 3);
        let list = |ignore: bool| GetSupportDepartments { ignore_dept_assignments: ignore.into() };
        let own = test.call_as(&staff(), list(false)).await.unwrap();
        let names: Vec<_> = own.departments.0.department.0.iter().map(|d| &*d.name).collect();
        assert_eq!(names, ["Support"]);
        assert_eq!(test.call_as(&staff(), list(true)).await.unwrap().totalresults.0, 2);
        let counts = test.call_as(&staff(), GetTicketCounts::default()).await.unwrap();
        assert_eq!((counts.allActive.0, counts.awaitingReply.0), (1, 1));
        assert_eq!(counts.filteredDepartments.0[0].0, 2);
        assert!(counts.status.is_none());
    }
}

/// What a list does not show is opened by no number either, nor found, nor changed.
#[tokio::test(flavor = "multi_thread")]
async fn staff_touch_the_tickets_of_their_departments_only() {
    for test in each().await {
        let sales = three(&test).await;
        let (support, guests) = (sales + 1, sales + 2);
        let said = call(&test, "AddTicketNote", &format!("ticketid={sales}&message=Psst")).await;
        said.unwrap();
        let ticket = read(&test, sales).await;
        let reply = ticket.replies.0.reply.0[1].replyid.0;
        let note = ticket.notes.0.note.0[0].noteid.0;
        let mut act = test.engine.act().await.unwrap();
        departments::assign(&mut act.conn, 2.into(), 1.into()).await.unwrap();
        act.commit().await.unwrap();
        let (none, no) = ("Ticket ID Not Found", "Ticket ID not found");
        let merged = format!("Invalid Merge Ticket IDs: {guests}");
        for (action, form, said) in [
            ("GetTicket", format!("ticketid={sales}"), none),
            ("GetTicket", format!("ticketnum={}", &*ticket.tid), none),
            ("GetTicketNotes", format!("ticketid={sales}"), none),
            ("GetTicketAttachment", format!("type=reply&relatedid={reply}&index=0"), RELATED),
            ("AddTicketNote", format!("ticketid={sales}&message=x"), no),
            ("AddTicketReply", format!("ticketid={sales}&message=x&adminusername=sam"), no),
            ("UpdateTicket", format!("ticketid={sales}&flag=1"), none),
            ("UpdateTicketReply", format!("replyid={reply}&message=x"), "Reply ID Not Found"),
            (
                "MergeTicket",
                format!("ticketid={sales}&mergeticketids={guests}"),
                "Ticket ID Invalid",
            ),
            ("MergeTicket", format!("ticketid={support}&mergeticketids={guests}"), merged.as_str()),
            ("SplitTicket", format!("ticketid={sales}&replyids={reply}"), none),
            ("SetTicketTags", format!("ticketid={sales}&tags=x"), none),
            ("NoteTicketReader", format!("ticketid={sales}"), none),
            ("BlockTicketSender", format!("ticketid={guests}"), none),
            ("DeleteTicketNote", format!("noteid={note}"), "Note ID Not Found"),
            ("DeleteTicketReply", format!("ticketid={sales}&replyid={reply}"), none),
            ("DeleteTicket", format!("ticketid={sales}"), no),
        ] {
            let answer = call_as(&test, &staff(), action, &form).await;
            assert_eq!(answer, Err(said.to_owned()), "{action} {form}");
        }
        // Its own, and one that somebody gave to it.
        let own = call_as(&test, &staff(), "GetTicket", &format!("ticketid={support}")).await;
        own.unwrap();
        let found = async |text: &str| {
            let form = format!("text={text}&kinds=ticket");
            call_as(&test, &staff(), "Search", &form).await.unwrap()["totalresults"].clone()
        };
        assert_eq!((found("bill").await, found("price").await), (json!(1), json!(0)));
        call(&test, "UpdateTicket", &format!("ticketid={guests}&flag=1")).await.unwrap();
        assert_eq!(found("price").await, json!(1));
        let given = call_as(&test, &staff(), "GetTicket", &format!("ticketid={guests}")).await;
        given.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_say_what_lists_show() {
    for test in each().await {
        three(&test).await;
        let answer = test.call(GetSupportDepartments::default()).await.unwrap();
        let seen: Vec<_> = answer
            .departments
            .0
            .department
            .0
            .iter()
            .map(|d| (d.id.id().unwrap(), d.awaitingreply.0, d.opentickets.0))
            .collect();
        assert_eq!(seen, [(SALES, 1, 2), (SUPPORT, 1, 1)]);
        let calls = [(None, 2, 1), (Some(SUPPORT), 1, 0)];
        for (deptid, open, answered) in calls {
            let answer = test.call(GetSupportStatuses { deptid }).await.unwrap();
            assert_eq!(answer.totalresults.0, 6);
            let rows = &answer.statuses.0.status.0;
            assert_eq!((&*rows[0].title, rows[0].count.0), ("Open", open));
            assert_eq!((&*rows[1].title, rows[1].count.0), ("Answered", answered));
            assert!(rows[0].color.starts_with('#'));
        }
        let call =
            GetTicketCounts { includeCountsByStatus: true.into(), ..GetTicketCounts::default() };
        let counts = test.call(call).await.unwrap();
        assert_eq!((counts.allActive.0, counts.awaitingReply.0), (3, 2));
        let status = counts.status.unwrap();
        assert_eq!(status.get("customerreply").unwrap().title.0, "Customer-Reply");
        assert_eq!(status.get("answered").unwrap().count.0, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn predefined_replies_are_listed_by_category() {
    for test in each().await {
        let mut act = test.engine.act().await.unwrap();
        let sales = predefined::add_category(&mut act.conn, 0, "Sales").await.unwrap();
        predefined::add_category(&mut act.conn, sales, "Empty").await.unwrap();
        predefined::add(&mut act.conn, sales, "Hello", "Hello [NAME]").await.unwrap();
        act.commit().await.unwrap();
        let cats = test.call(GetTicketPredefinedCats {}).await.unwrap();
        let rows = &cats.categories.0.category.0;
        assert_eq!((&*rows[0].name, rows[0].parentid.0, rows[0].replycount.0), ("Empty", sales, 0));
        assert_eq!((&*rows[1].name, rows[1].replycount.0), ("Sales", 1));
        for (catid, expected) in [(None, 1), (Some(1), 1), (Some(2), 0)] {
            let call = GetTicketPredefinedReplies { catid };
            assert_eq!(test.call(call).await.unwrap().totalresults.0, expected);
        }
    }
}
