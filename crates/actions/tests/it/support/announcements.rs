//! Announcements and their translations.

use jiff::civil::date;
use model::ids::AnnouncementId;
use protocol::{AddAnnouncement, DeleteAnnouncement, GetAnnouncements, UpdateAnnouncement};
use store::support::announcements::{self, AnnouncementRow};

use super::house::{each, visitor};

fn add(title: &str, day: i8, published: bool) -> AddAnnouncement {
    AddAnnouncement {
        date: date(2026, 1, day).at(12, 0, 0, 0).into(),
        title: title.into(),
        announcement: "<p>News</p>".into(),
        published: published.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_are_listed_newest_first_with_their_translations() {
    for test in each().await {
        let first = test.call(add("One", 1, true)).await.unwrap().announcementid.0;
        test.call(add("Two", 3, true)).await.unwrap();
        test.call(add("Draft", 2, false)).await.unwrap();
        let mut act = test.engine.act().await.unwrap();
        let row = AnnouncementRow {
            id: AnnouncementId(0),
            parent_id: AnnouncementId(first),
            language: "german".into(),
            at: 0,
            title: "Eins".into(),
            text: String::new(),
            published: true,
            created_at: 0,
            updated_at: 0,
        };
        announcements::add(&mut act.conn, &row).await.unwrap();
        act.commit().await.unwrap();
        let all = test.call(GetAnnouncements::default()).await.unwrap();
        let titles: Vec<_> =
            all.announcements.0.announcement.0.iter().map(|row| row.title.to_string()).collect();
        assert_eq!(titles, ["Two", "Draft", "One", "Eins"]);
        assert_eq!((all.totalresults.0, all.numreturned.0), (3, 3));
        let seen = test.call_as(&visitor(), GetAnnouncements::default()).await.unwrap();
        assert_eq!(seen.totalresults.0, 2, "drafts are for the staff");
        let page = GetAnnouncements { limitstart: Some(1), limitnum: Some(1) };
        let page = test.call(page).await.unwrap();
        assert_eq!(&*page.announcements.0.announcement.0[0].title, "Draft");
        assert_eq!((page.startnumber.0, page.numreturned.0), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_are_changed_and_deleted() {
    for test in each().await {
        let number = test.call(add("One", 1, false)).await.unwrap().announcementid.id().unwrap();
        let change = UpdateAnnouncement {
            announcementid: number,
            title: Some("Uno".into()),
            published: Some(true.into()),
            ..UpdateAnnouncement::default()
        };
        test.call(change.clone()).await.unwrap();
        let all = test.call(GetAnnouncements::default()).await.unwrap();
        let row = &all.announcements.0.announcement.0[0];
        assert_eq!((&*row.title, row.published.0), ("Uno", true));
        assert_eq!(&*row.announcement, "<p>News</p>", "what was not sent stays");
        assert_eq!(row.date.to_string(), "2026-01-01 12:00:00");
        let gone = DeleteAnnouncement { announcementid: number };
        let deleted = test.call(gone.clone()).await.unwrap();
        assert_eq!(deleted.announcementid.id(), Some(number));
        assert_eq!(test.refused(gone).await, "Announcement ID Not Found");
        assert_eq!(test.refused(change).await, "Announcement ID Not Found");
    }
}
