//! Merging tickets.

use protocol::{GetTicket, GetTickets, MergeTicket, OpenTicket};

use super::house::{BOB, each, id, of_ann, of_guest, read};

#[tokio::test(flavor = "multi_thread")]
async fn merged_tickets_become_one() {
    for test in each().await {
        let first = id(&test.call(of_ann()).await.unwrap());
        let part = OpenTicket { message: "Again".into(), ..of_ann() };
        let second = test.call(part).await.unwrap();
        let third = id(&test.call(of_guest("ann@work.example.com")).await.unwrap());
        let merge = MergeTicket {
            ticketid: first,
            mergeticketids: vec![id(&second), third].into(),
            newsubject: Some("Both".into()),
        };
        assert_eq!(test.call(merge).await.unwrap().ticketid.id(), Some(first));
        let found = read(&test, first).await;
        assert_eq!((&*found.subject, found.replies.0.reply.0.len()), ("Both", 3));
        assert_eq!(found.replies.0.reply.0.iter().filter(|r| r.replyid.0 == 0).count(), 1);
        let old = GetTicket { ticketnum: Some(second.tid.to_string()), ..GetTicket::default() };
        let found = test.call(old).await.unwrap();
        assert_eq!(found.ticketid.id(), Some(first), "the old number leads to the new ticket");
        assert_ne!(&*found.c, &*second.c, "but an old key does not open it");
        assert_eq!(test.call(GetTickets::default()).await.unwrap().totalresults.0, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in each().await {
        let ann = id(&test.call(of_ann()).await.unwrap());
        let bob = id(&test.call(OpenTicket { clientid: Some(BOB), ..of_ann() }).await.unwrap());
        let guest = id(&test.call(of_guest("g@example.com")).await.unwrap());
        let merge = |ticketid: u64, others: Vec<u64>| MergeTicket {
            ticketid,
            mergeticketids: others.into(),
            newsubject: None,
        };
        let cases = [
            (merge(99, vec![ann]), "Ticket ID Invalid".to_owned()),
            (merge(ann, vec![99, ann, guest]), format!("Invalid Merge Ticket IDs: 99, {ann}")),
            // What one wrote is not shown to another.
            (merge(ann, vec![bob]), format!("Invalid Merge Ticket IDs: {bob}")),
            (merge(guest, vec![ann]), format!("Invalid Merge Ticket IDs: {ann}")),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        assert_eq!(test.call(GetTickets::default()).await.unwrap().totalresults.0, 3);
    }
}
