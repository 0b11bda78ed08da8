//! What is turned away, and what a person imports all the same.

use actions::testing::TestActions;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use protocol::{
    AddSpamFilter, GetMailImportLog, GetSpamFilters, ImportMail, ImportMailAnyway,
    ImportMailResponse, UpdateSupportDepartment,
};

use super::{ANN_WRITES, each, import, mail, opened, read, send, sent};
use crate::support::house::{SALES, SUPPORT, of_guest, visitor};

async fn log(test: &TestActions, done: &ImportMailResponse) -> protocol::ImportedMail {
    let logid = Some(done.logid.id().unwrap());
    let call = GetMailImportLog { logid, ..GetMailImportLog::default() };
    test.call(call).await.unwrap().mails.0.mail.0.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_wrote_is_logged_and_no_more() {
    let cases = [
        ("Ann <ann@example.com>", "Auto-Submitted: auto-replied\n", "Automatic Message"),
        ("Ann <ann@example.com>", "Precedence: bulk\n", "Automatic Message"),
        ("Ann <ann@example.com>", "Return-Path: <>\n", "Automatic Message"),
        ("MAILER-DAEMON@mx.example", "", "Automatic Message"),
        ("Us <sales@house.example>", "", "Own Address"),
        ("Us <SUPPORT@house.example>", "", "Own Address"),
        ("nobody", "", "No Sender"),
        ("", "", "No Sender"),
        (
            "Ann <ann@example.com>",
            "Authentication-Results: mx.house.example; dmarc=fail\n",
            "Sender Not Verified",
        ),
    ];
    for test in each().await {
        let mut act = test.engine.act().await.unwrap();
        engine::system::settings::set(&mut act, "TicketMailAuthserv", "mx.house.example")
            .await
            .unwrap();
        act.commit().await.unwrap();
        for (from, headers, status) in cases {
            let done = send(&test, &mail(from, status, headers, "Loop")).await;
            assert_eq!((&*done.outcome, &*done.status), ("Refused", status), "{from} {headers}");
            assert_eq!(done.ticketid.0, 0);
            assert!(log(&test, &done).await.kept.0, "{status}");
        }
        // A mail of our own that comes back by some way.
        let (_, said) = opened(&test).await;
        let headers = format!("Message-ID: {}\n", said.message_id);
        let done = send(&test, &mail("Fwd <fwd@else.example>", "x", &headers, "x")).await;
        assert_eq!(&*done.status, "Own Address");
        assert!(sent(&test).await.is_empty(), "nothing of this is answered");
        let junk = ImportMail { message: STANDARD.encode([0xff; 100]), ..ImportMail::default() };
        assert_eq!(&*test.call(junk).await.unwrap().outcome, "Refused");
        let no_base64 = ImportMail { message: "%".into(), ..ImportMail::default() };
        assert_eq!(test.refused(no_base64).await, "Parameter 'message' must hold base64");
    }
}

/// S41: a loop, or a flood of mails with a victim's address, ends by itself.
#[tokio::test(flavor = "multi_thread")]
async fn s41_a_loop_ends_and_nobody_is_flooded() {
    for test in each().await {
        let mut imported = 0;
        for number in 0..30 {
            let text = mail("V <victim@else.example>", "Buy!", "", &format!("Buy {number}!"));
            let done = send(&test, &text).await;
            imported += u32::from(&*done.outcome == "Imported");
        }
        assert_eq!(imported, 10);
        let mails = sent(&test).await;
        assert_eq!(mails.len(), 1, "one answer in an hour");
        assert!(!mails[0].subject.contains("Buy") && !mails[0].text.contains("Buy"));
        let late = mail("V <victim@else.example>", "Still there", "", "Later");
        assert_eq!(&*send(&test, &late).await.status, "Too Many Messages of the Sender");
        test.engine.clock.advance(SignedDuration::from_mins(16));
        let later = send(&test, &mail("V <victim@else.example>", "Later", "", "Later")).await;
        assert_eq!(&*later.outcome, "Imported");
        assert!(sent(&test).await.is_empty());
        // A mail over a list is a person's, but an answer would go to all of the list.
        let listed = mail("L <l@else.example>", "x", "List-Id: <l.example>\n", "x");
        assert_eq!(&*send(&test, &listed).await.outcome, "Imported");
        assert!(sent(&test).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn departments_say_whose_mail_they_take() {
    for test in each().await {
        let to =
            |text: &str, to: &str| ImportMail { recipient: Some(to.to_owned()), ..import(text) };
        let guest = mail("Gus <gus@else.example>", "Hello", "", "Hello");
        let done = test.call(to(&guest, "Support@House.example")).await.unwrap();
        assert_eq!(&*done.status, "Unregistered Email Address");
        let told = sent(&test).await;
        assert_eq!((told.len(), told[0].to[0].address.as_str()), (1, "gus@else.example"));
        assert_eq!(told[0].from.address, "support@house.example");
        assert!(!told[0].text.contains("Hello"), "{}", told[0].text);
        let by_ann = mail(ANN_WRITES, "Hello", "", "Hello");
        let done = test.call(to(&by_ann, "support@house.example")).await.unwrap();
        assert_eq!(&*read(&test, &done).await.deptname, "Support");

        let repliesonly = Some(true.into());
        let call = UpdateSupportDepartment { deptid: SALES, repliesonly, ..Default::default() };
        test.call(call).await.unwrap();
        let again = mail("Gus <gus@else.example>", "Again", "", "Again");
        let refused = send(&test, &again).await;
        assert_eq!(&*refused.status, "Only Replies Allowed by Email");
        let told = sent(&test).await;
        let to_gus = told.iter().filter(|mail| mail.to[0].address == "gus@else.example").count();
        assert_eq!(to_gus, 0, "told once in an hour");
        let nowhere =
            test.call(to(&again.replace("Again", "Who"), "x@house.example")).await.unwrap();
        assert_eq!(&*nowhere.status, "Only Replies Allowed by Email", "the headers name one");
        let text = "From: gus@else.example\nTo: x@house.example\nSubject: x\n\nx\n";
        let nowhere = send(&test, text).await;
        assert_eq!(&*nowhere.status, "Department Not Found");

        // A person looks at it and imports it.
        let logid = refused.logid.id().unwrap();
        let anyway = ImportMailAnyway { logid, deptid: None };
        let done = test.call(anyway.clone()).await.unwrap();
        assert_eq!(&*done.status, "Ticket Imported Successfully");
        assert_eq!(test.refused(anyway).await, "The message is imported already");
        let line = log(&test, &refused).await;
        assert_eq!(
            (line.ticketid, &*line.outcome, line.kept.0),
            (done.ticketid, "Imported", false)
        );
        let logid = nowhere.logid.id().unwrap();
        let anyway = ImportMailAnyway { logid, deptid: None };
        assert_eq!(test.refused(anyway.clone()).await, "Department Not Found");
        let anyway = ImportMailAnyway { deptid: Some(SUPPORT), ..anyway };
        assert_eq!(&*test.call(anyway).await.unwrap().status, "Ticket Imported Successfully");
        let nothing = ImportMailAnyway { logid: 999, deptid: None };
        assert_eq!(test.refused(nothing).await, "Mail Import Log Entry Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_turn_away_senders_subjects_and_phrases() {
    for test in each().await {
        for (r#type, content) in [
            ("sender", "eve@evil.example"),
            ("sender", "Spam.Example"),
            ("Subject", "cheap PILLS"),
            ("phrase", "unsubscribe here"),
        ] {
            let call = AddSpamFilter { r#type: r#type.into(), content: content.into() };
            test.call(call.clone()).await.unwrap();
            assert_eq!(test.refused(call).await, "There is the same filter already");
        }
        for (from, subject, text, status) in [
            ("EVE@evil.example", "x", "x", "Blocked Sender"),
            ("any@spam.example", "x", "x", "Blocked Sender"),
            ("any@notspam.example", "x", "x", "Ticket Imported Successfully"),
            ("a@else.example", "Buy Cheap Pills!", "x", "Blocked Subject"),
            ("b@else.example", "x", "To leave, Unsubscribe HERE.", "Blocked Phrase"),
            ("c@else.example", "unsubscribe here", "cheap pills", "Ticket Imported Successfully"),
        ] {
            let done = send(&test, &mail(from, subject, "", text)).await;
            assert_eq!(&*done.status, status, "{from} {subject} {text}");
        }
        let all = test.call(GetSpamFilters::default()).await.unwrap().filters.0.filter.0;
        let hits: i64 = all.iter().map(|filter| filter.hits.0).sum();
        assert_eq!((all.len(), hits), (4, 4));
        let form = of_guest("other@spam.example");
        let refused = test.call_as(&visitor(), form).await;
        assert!(refused.is_err(), "the forms turn the domain away as well");
        for (r#type, content, said) in [
            ("word", "x", "Invalid type: one of sender, subject, phrase"),
            ("sender", " ", "Parameter 'content' is required"),
        ] {
            let call = AddSpamFilter { r#type: r#type.into(), content: content.into() };
            assert_eq!(test.refused(call).await, said);
        }
    }
}
