//! Mailboxes of departments, emptied into the tickets.

use actions::testing::TestActions;
use engine::support::mailboxes::{Emptied, empty_all};
use protocol::{
    GetMailImportLog, GetSupportDepartmentDetails, TestMailbox, UpdateSupportDepartment,
};

use super::{ANN_WRITES, each, mail, sent};
use crate::support::house::{SALES, SUPPORT};

async fn set_up(test: &TestActions, deptid: u64, user: &str, password: &str) {
    let text = |text: &str| Some(text.to_owned());
    let call = UpdateSupportDepartment {
        deptid,
        mailboxprotocol: text("IMAP"),
        mailboxhost: text(" mail.house.example "),
        mailboxport: Some(0),
        mailboxuser: text(user),
        mailboxpass: Some(password.to_owned().into()),
        ..UpdateSupportDepartment::default()
    };
    test.call(call).await.unwrap();
}

async fn emptied(test: &TestActions) -> Vec<Emptied> {
    empty_all(&test.engine.engine.cx(test.engine.caller())).await.unwrap()
}

async fn log(test: &TestActions) -> Vec<(String, String)> {
    let found = test.call(GetMailImportLog::default()).await.unwrap().mails.0.mail.0;
    found.iter().map(|row| (row.subject.to_string(), row.status.to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_has_one_effect_and_is_gone() {
    for test in each().await {
        let boxes = &test.engine.world.mailboxes;
        set_up(&test, SALES, "sales", "mailbox-pass").await;
        assert_eq!(test.call(TestMailbox { deptid: SALES }).await.unwrap().waiting.0, 0);
        let lines = |text: &str| text.replace('\n', "\r\n").into_bytes();
        // For whom it is says the mailbox, where no header does.
        boxes.put("sales", &lines("From: Ann Lee <ann@example.com>\nSubject: One\n\nHello\n"));
        boxes.put("sales", &lines(&mail(ANN_WRITES, "Two", "Precedence: junk\n", "Hello")));
        boxes.put("sales", &[0xff; 50]);
        boxes.put("sales", &lines(&mail(ANN_WRITES, "Four", "", "Hello")));
        let done = emptied(&test).await;
        assert_eq!((done[0].imported, done[0].others, &done[0].failure), (2, 2, &None));
        assert_eq!(boxes.count("sales"), 0);
        let log = log(&test).await;
        let status = |subject: &str| {
            log.iter().find(|(each, _)| each == subject).map(|(_, status)| status.as_str())
        };
        assert_eq!(status("One"), Some("Ticket Imported Successfully"));
        assert_eq!(status("Two"), Some("Automatic Message"));
        assert_eq!(status("Four"), Some("Ticket Imported Successfully"));
        assert_eq!(sent(&test).await.len(), 1, "one answer in an hour");
        // The same once more, as after a connection that broke before the end.
        boxes.put("sales", &lines(&mail(ANN_WRITES, "Four", "", "Hello")));
        emptied(&test).await;
        assert_eq!(boxes.count("sales"), 0);
        assert_eq!(self::log(&test).await.len(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_mailbox_that_fails_stops_no_other() {
    for test in each().await {
        let boxes = &test.engine.world.mailboxes;
        set_up(&test, SALES, "sales", "wr0ng").await;
        set_up(&test, SUPPORT, "support", "mailbox-pass").await;
        let text = mail(ANN_WRITES, "Hello", "", "Hello").replace('\n', "\r\n");
        boxes.put("support", text.as_bytes());
        let done = emptied(&test).await;
        assert!(done[0].failure.as_deref().is_some_and(|why| !why.contains("wr0ng")), "{done:?}");
        assert_eq!((done[1].imported, boxes.count("support")), (1, 0));
        let call = GetSupportDepartmentDetails::default();
        let rows = test.call(call).await.unwrap().supportdepartments.0.supportdepartment.0;
        assert!(!rows[0].mailboxerror.is_empty() && rows[1].mailboxerror.is_empty());
        assert!(rows[1].mailboxfetched.0.is_some());
        assert_eq!(&*rows[1].mailboxhost, "mail.house.example");
        let shown = format!("{rows:?}");
        assert!(!shown.contains("wr0ng") && !shown.contains("mailbox-pass"), "{shown}");
        let said = test.refused(TestMailbox { deptid: SALES }).await;
        assert!(said.contains("no such user or password"), "{said}");
        // Without a password in the form the kept one stays; with a right one it works.
        let mailboxuser = Some("sales".to_owned());
        let call = UpdateSupportDepartment { deptid: SUPPORT, mailboxuser, ..Default::default() };
        test.call(call).await.unwrap();
        assert_eq!(test.call(TestMailbox { deptid: SUPPORT }).await.unwrap().waiting.0, 0);
        // It goes to no other server, though.
        let (deptid, none) = (SUPPORT, UpdateSupportDepartment::default());
        let mailboxhost = Some("evil.example".to_owned());
        let mailboxsecurity = Some("none".to_owned());
        for call in [
            UpdateSupportDepartment { deptid, mailboxhost, ..none.clone() },
            UpdateSupportDepartment { deptid, mailboxport: Some(1143), ..none.clone() },
            UpdateSupportDepartment { deptid, mailboxsecurity, ..none.clone() },
        ] {
            let said = test.refused(call).await;
            assert!(said.starts_with("Give the password again"), "{said}");
        }
        for (protocol, said) in [
            (Some("telnet"), "Invalid mailboxprotocol: one of , imap, pop3"),
            (None, "This is too much"),
        ] {
            let call = UpdateSupportDepartment {
                deptid: SALES,
                mailboxprotocol: protocol.map(str::to_owned),
                mailboxport: Some(70_000),
                mailboxpass: Some("mailbox-pass".to_owned().into()),
                ..UpdateSupportDepartment::default()
            };
            assert_eq!(test.refused(call).await, said);
        }
        let none = UpdateSupportDepartment {
            deptid: SALES,
            mailboxprotocol: Some(String::new()),
            ..UpdateSupportDepartment::default()
        };
        test.call(none).await.unwrap();
        assert_eq!(test.refused(TestMailbox { deptid: SALES }).await, "No mailbox is set up");
        assert_eq!(emptied(&test).await.len(), 1);
        assert_eq!(
            test.refused(TestMailbox { deptid: 99 }).await,
            "Support Department ID Not Found"
        );
    }
}

/// A server that does not answer is not waited for by each mailbox on it; others are emptied.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_is_left_alone_until_it_answers_a_person() {
    for test in each().await {
        let faults = &test.engine.world.faults;
        set_up(&test, SALES, "sales", "mailbox-pass").await;
        faults.down("fakemailbox");
        for _ in 0..5 {
            let done = emptied(&test).await;
            let why = done[0].failure.as_deref().unwrap_or_default();
            assert!(why.contains("ordered by the test"), "{why}");
        }
        faults.up("fakemailbox");
        let elsewhere = UpdateSupportDepartment {
            deptid: SUPPORT,
            mailboxhost: Some("mail.other.example".to_owned()),
            mailboxpass: Some("mailbox-pass".to_owned().into()),
            ..UpdateSupportDepartment::default()
        };
        set_up(&test, SUPPORT, "support", "mailbox-pass").await;
        test.call(elsewhere).await.unwrap();
        let done = emptied(&test).await;
        let why = done[0].failure.as_deref().unwrap_or_default();
        assert!(why.contains("left alone for a while: no answer since 20"), "{why}");
        assert_eq!(done[1].failure, None, "another server is another");
        // A person asks all the same, and what is answered is good for everybody.
        assert_eq!(test.call(TestMailbox { deptid: SALES }).await.unwrap().waiting.0, 0);
        assert_eq!(emptied(&test).await[0].failure, None);
    }
}

/// Mails that are too large stay in their mailbox, and keep nobody else's out.
#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_full_of_what_is_too_large_is_emptied_of_the_rest() {
    for test in each().await {
        let boxes = &test.engine.world.mailboxes;
        set_up(&test, SALES, "sales", "mailbox-pass").await;
        let small = mail(ANN_WRITES, "Small", "", "Hello").replace('\n', "\r\n");
        let text = mail(ANN_WRITES, "Large", "", "Hello").replace('\n', "\r\n");
        let mut large = text.into_bytes();
        large.resize(engine::support::inbound::MAIL_BYTES_MAX + 1, b'x');
        boxes.put_many("sales", &large, 200);
        boxes.put("sales", small.as_bytes());
        let done = emptied(&test).await;
        assert_eq!((done[0].imported, done[0].others), (1, 199));
        assert_eq!(boxes.count("sales"), 200);
    }
}
