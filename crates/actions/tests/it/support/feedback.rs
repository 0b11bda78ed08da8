//! What clients say of answers; announcements in other languages.

use jiff::civil::date;
use protocol::{
    AddAnnouncement, AddTicketFeedback, AddTicketReply, DeleteTicket, GetAnnouncements, GetTicket,
    GetTicketFeedback, RateTicketReply, SetAnnouncementTranslation, UpdateTicket,
};

use super::house::{ANN, client, each, id, of_ann, read, staff};

#[tokio::test(flavor = "multi_thread")]
async fn replies_of_the_staff_are_rated_by_the_one_who_asked() {
    for test in each().await {
        let ticketid = id(&test.call(of_ann()).await.unwrap());
        let by_staff = AddTicketReply {
            ticketid,
            message: "Done".into(),
            adminusername: Some("sam".into()),
            ..AddTicketReply::default()
        };
        test.call_as(&staff(), by_staff).await.unwrap();
        let by_ann = AddTicketReply {
            ticketid,
            message: "Thanks".into(),
            clientid: Some(ANN),
            ..AddTicketReply::default()
        };
        test.call(by_ann).await.unwrap();
        let replies = read(&test, ticketid).await.replies.0.reply.0;
        let ids: Vec<u64> = replies.iter().filter_map(|reply| reply.replyid.id()).collect();
        let rate = |replyid, rating| RateTicketReply { ticketid, replyid, rating };
        for (who, call, expected) in [
            (client(1), rate(ids[0], 4), "4"),
            (client(1), rate(ids[0], 5), "5"),
            (client(1), rate(ids[0], 6), "A rating is from 1 to 5"),
            (client(1), rate(ids[0], 0), "A rating is from 1 to 5"),
            (client(1), rate(ids[1], 5), "Only replies of the staff are rated"),
            (client(1), rate(99, 5), "Reply ID Not Found"),
            (client(2), rate(ids[0], 1), "Ticket ID Not Found"),
        ] {
            let told = match test.call_as(&who, call).await {
                Ok(told) => told.rating.to_string(),
                Err(engine::Fault::Refused(refusal)) => refusal.said.into_owned(),
                Err(other) => other.to_string(),
            };
            assert_eq!(told, expected);
        }
        let replies = read(&test, ticketid).await.replies.0.reply.0;
        let rated = replies.iter().find(|reply| reply.replyid.id() == Some(ids[0])).unwrap();
        assert_eq!(rated.rating.as_ref().map(|rating| rating.0), Some(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_ticket_is_rated_and_opened_again() {
    for test in each().await {
        let ticketid = id(&test.call(of_ann()).await.unwrap());
        let say = |rating, comments: &str| AddTicketFeedback {
            ticketid,
            rating,
            comments: Some(comments.into()),
        };
        let set = |status: &str| UpdateTicket {
            ticketid,
            status: Some(status.into()),
            ..UpdateTicket::default()
        };
        assert_eq!(test.refused(say(5, "")).await, "Only a closed ticket is rated");
        test.call_as(&client(1), set("Closed")).await.unwrap();
        assert!(test.call_as(&client(2), say(1, "Mine!")).await.is_err());
        test.call_as(&client(1), say(3, "Slow")).await.unwrap();
        test.call_as(&client(1), say(5, " Quick in the end ")).await.unwrap();
        let found = test.call(GetTicketFeedback::default()).await.unwrap();
        let row = &found.feedback.0.entry.0[0];
        assert_eq!((found.totalresults.0, row.rating.0), (1, 5));
        assert_eq!((&*row.comments, row.clientid.0), ("Quick in the end", 1));
        let refused = test.call_as(&client(1), GetTicketFeedback::default()).await;
        assert!(refused.is_err(), "what others say is for the staff");
        test.call_as(&client(1), set("Open")).await.unwrap();
        let ticket = GetTicket { ticketid: Some(ticketid), ..GetTicket::default() };
        assert_eq!(&*test.call(ticket).await.unwrap().status, "Open");
        test.call(DeleteTicket { ticketid }).await.unwrap();
        let found = test.call(GetTicketFeedback::default()).await.unwrap();
        assert_eq!(found.totalresults.0, 0, "it goes with its ticket");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_announcement_is_said_in_other_languages() {
    for test in each().await {
        let add = AddAnnouncement {
            date: date(2026, 1, 1).at(12, 0, 0, 0).into(),
            title: "News".into(),
            announcement: "<p>Hi</p>".into(),
            published: true.into(),
        };
        let announcementid = test.call(add).await.unwrap().announcementid.id().unwrap();
        let say = |language: &str, title: &str| SetAnnouncementTranslation {
            announcementid,
            language: language.into(),
            title: title.into(),
            announcement: "<p>…</p>".into(),
        };
        let german = test.call(say("German", "Neues")).await.unwrap().translationid.0;
        let again = test.call(say("german", "Neuigkeiten")).await.unwrap().translationid.0;
        assert_eq!(german, again, "one of each language");
        test.call(say("french", "Nouvelles")).await.unwrap();
        let found = test.call(GetAnnouncements::default()).await.unwrap();
        let rows = found.announcements.0.announcement.0;
        let said: Vec<_> =
            rows.iter().map(|row| format!("{} {}", row.language, row.title)).collect();
        assert_eq!(said, [" News", "french Nouvelles", "german Neuigkeiten"]);
        assert_eq!(test.refused(say(" ", "X")).await, "Parameter 'language' is required");
        let translation = u64::try_from(german).unwrap();
        let of_one = SetAnnouncementTranslation { announcementid: translation, ..say("x", "X") };
        assert_eq!(test.refused(of_one).await, "Announcement ID Not Found");
    }
}
