//! Taking messages out of a ticket, and marking tickets with words.

use actions::testing::TestActions;
use protocol::{
    AddTicketReply, GetTicketTags, GetTickets, MergeTicket, SetTicketTags, SplitTicket,
};

use super::house::{each, id, of_ann, of_guest, read};
use crate::support::house::client;

async fn answer(test: &TestActions, ticketid: u64, message: &str) {
    let reply = AddTicketReply {
        ticketid,
        message: message.into(),
        clientid: of_ann().clientid,
        ..AddTicketReply::default()
    };
    test.call(reply).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_become_a_ticket_of_their_own() {
    for test in each().await {
        let first = id(&test.call(of_ann()).await.unwrap());
        for message in ["Two", "Three", "Four"] {
            answer(&test, first, message).await;
        }
        let replies = read(&test, first).await.replies.0.reply.0;
        let number = |at: usize| u64::try_from(replies[at].replyid.0).unwrap();
        let split = |replyids: Vec<u64>, subject: &str| SplitTicket {
            ticketid: first,
            replyids: replyids.into(),
            newsubject: Some(subject.to_owned()),
        };
        for (replyids, said) in [
            (vec![number(1), 999], "Reply ID 999 Is Not One To Take Out"),
            (vec![0], "Reply ID 0 Is Not One To Take Out"),
        ] {
            assert_eq!(test.refused(split(replyids, "x")).await, said);
        }
        assert!(test.call_as(&client(1), split(vec![number(1)], "x")).await.is_err(), "S02");
        let made = test.call(split(vec![number(3), number(1)], "Another matter")).await.unwrap();
        let second = u64::try_from(made.ticketid.0).unwrap();
        let texts = |found: &protocol::GetTicketResponse| -> Vec<String> {
            found.replies.0.reply.0.iter().map(|reply| reply.message.to_string()).collect()
        };
        let (old, new) = (read(&test, first).await, read(&test, second).await);
        assert_eq!(
            (&*new.subject, texts(&new)),
            ("Another matter", vec!["Two".into(), "Four".into()])
        );
        assert_eq!(new.replies.0.reply.0[0].replyid.0, 0, "the oldest opens it");
        assert_eq!((texts(&old).len(), new.userid.id()), (2, old.userid.id()));
        assert_ne!(&*old.c, &*new.c, "each has a key of its own");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_found_by_their_tags_which_go_along() {
    for test in each().await {
        let first = id(&test.call(of_ann()).await.unwrap());
        answer(&test, first, "Two").await;
        let tagged = SetTicketTags {
            ticketid: first,
            tags: vec![" Refund ".to_owned(), "vip  client".to_owned(), "refund".to_owned()].into(),
        };
        let kept = test.call(tagged).await.unwrap().tags.0;
        assert_eq!(kept.iter().map(|tag| &**tag).collect::<Vec<_>>(), ["refund", "vip client"]);
        let message = read(&test, first).await.replies.0.reply.0[1].replyid.0;
        let split = SplitTicket {
            ticketid: first,
            replyids: vec![u64::try_from(message).unwrap()].into(),
            newsubject: None,
        };
        let second = u64::try_from(test.call(split).await.unwrap().ticketid.0).unwrap();
        let with = |tag: &str| GetTickets { tag: Some(tag.to_owned()), ..GetTickets::default() };
        let count = async |tag: &str| test.call(with(tag)).await.unwrap().totalresults.0;
        assert_eq!((count("Refund").await, count("vip").await), (2, 0));
        let used = test.call(GetTicketTags::default()).await.unwrap().tags.0.tag.0;
        let used: Vec<_> = used.iter().map(|tag| (&*tag.tag, tag.tickets.0)).collect();
        assert_eq!(used, [("refund", 2), ("vip client", 2)]);
        let none = SetTicketTags { ticketid: second, tags: Vec::new().into() };
        test.call(none).await.unwrap();
        assert_eq!(count("refund").await, 1);
        let long = SetTicketTags { ticketid: second, tags: vec!["x".repeat(41)].into() };
        assert!(test.refused(long).await.starts_with("A tag has at most 40 letters"));

        let guest = id(&test.call(of_guest("ann@work.example.com")).await.unwrap());
        let spam = SetTicketTags { ticketid: guest, tags: vec!["spam".to_owned()].into() };
        test.call(spam).await.unwrap();
        let merge = MergeTicket {
            ticketid: second,
            mergeticketids: vec![guest].into(),
            ..MergeTicket::default()
        };
        test.call(merge).await.unwrap();
        let own = GetTicketTags { ticketid: Some(second), ..GetTicketTags::default() };
        let own = test.call(own).await.unwrap().tags.0.tag.0;
        assert_eq!(own.iter().map(|tag| &*tag.tag).collect::<Vec<_>>(), ["spam"]);
    }
}
