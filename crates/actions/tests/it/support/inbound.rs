//! Mail that arrives: where it goes, and what is turned away.

use actions::testing::TestActions;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::jobs::run_until_idle;
use jiff::SignedDuration;
use ports::mail::Mail;
use protocol::wire::Csv;
use protocol::{
    AddNotificationRule, AddTicketReply, GetMailImportLog, GetTicket, GetTicketAttachment,
    GetTicketResponse, ImportMail, ImportMailResponse, OpenTicket, UpdateSupportDepartment,
    UpdateTicket,
};

use super::house::{BOB, SALES, SUPPORT, client, of_ann, visitor};

mod bounces;
mod mailboxes;
mod refused;

const ANN_WRITES: &str = "Ann Lee <ann@example.com>";

/// A company whose departments have addresses.
async fn each() -> Vec<TestActions> {
    let all = super::house::each().await;
    for test in &all {
        for (deptid, email) in [(SALES, "sales@house.example"), (SUPPORT, "support@house.example")]
        {
            let email = Some(email.to_owned());
            test.call(UpdateSupportDepartment { deptid, email, ..Default::default() })
                .await
                .unwrap();
        }
    }
    all
}

/// A mail for the sales department.
fn mail(from: &str, subject: &str, headers: &str, text: &str) -> String {
    format!("From: {from}\nTo: sales@house.example\nSubject: {subject}\n{headers}\n{text}\n")
}

fn import(text: &str) -> ImportMail {
    let message = STANDARD.encode(text.replace('\n', "\r\n"));
    ImportMail { message, ..ImportMail::default() }
}

async fn send(test: &TestActions, text: &str) -> ImportMailResponse {
    // A moment later, so that nothing rests on two mails of one second.
    test.engine.clock.advance(SignedDuration::from_secs(1));
    test.call(import(text)).await.unwrap()
}

/// What was sent since the last look.
async fn sent(test: &TestActions) -> Vec<Mail> {
    run_until_idle(&test.engine.engine).await.unwrap();
    test.engine.world.mailer.take()
}

async fn read(test: &TestActions, done: &ImportMailResponse) -> GetTicketResponse {
    let ticketid = Some(done.ticketid.id().unwrap());
    test.call(GetTicket { ticketid, ..GetTicket::default() }).await.unwrap()
}

/// Who wrote the messages of a ticket: name, kind and text.
fn voices(ticket: &GetTicketResponse) -> Vec<(String, String, String)> {
    let of = |text: &protocol::wire::Text| text.to_string();
    let replies = ticket.replies.0.reply.0.iter();
    replies.map(|r| (of(&r.requestor_name), of(&r.requestor_type), of(&r.message))).collect()
}

fn header<'m>(mail: &'m Mail, name: &str) -> &'m str {
    mail.headers.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value)
}

/// Opens Ann's ticket by mail and gives the mail that says so.
async fn opened(test: &TestActions) -> (ImportMailResponse, Mail) {
    let text = mail(ANN_WRITES, "Help", "Message-ID: <a1@ann.example>\n", "It is down");
    let done = send(test, &text).await;
    let mails = sent(test).await;
    assert_eq!((&*done.status, mails.len()), ("Ticket Imported Successfully", 1));
    (done, mails[0].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_goes_by_mail() {
    for test in each().await {
        let (done, said) = opened(&test).await;
        let ticket = read(&test, &done).await;
        assert_eq!(
            (&*ticket.deptname, &*ticket.subject, &*ticket.status),
            ("Sales", "Help", "Open")
        );
        assert_eq!(voices(&ticket), [("Ann Lee".into(), "Owner".into(), "It is down".into())]);
        assert_eq!(said.to[0].address, "ann@example.com");
        assert_eq!(said.from.address, "sales@house.example", "answers go where it is read");
        assert_eq!(header(&said, "In-Reply-To"), "<a1@ann.example>");
        assert_eq!(header(&said, "Auto-Submitted"), "auto-generated");

        // Staff answer on the pages; Ann answers that mail; her mail program changed the subject.
        let answer = AddTicketReply {
            ticketid: done.ticketid.id().unwrap(),
            message: "Is it plugged in?".into(),
            adminusername: Some("sam".into()),
            ..AddTicketReply::default()
        };
        test.call(answer).await.unwrap();
        let asked = sent(&test).await.remove(0);
        assert_eq!(header(&asked, "Auto-Submitted"), "", "a person wrote it");
        let root = |mail: &Mail| header(mail, "References").split(' ').next().unwrap().to_owned();
        assert_eq!(root(&asked), root(&said), "one conversation");
        let reply = |from: &str, to: &Mail, id: &str, text: &str| {
            let headers = format!("Message-ID: <{id}>\nIn-Reply-To: {}\n", to.message_id);
            mail(from, "Your question", &headers, text)
        };
        let text = reply(ANN_WRITES, &asked, "a2@ann.example", "Yes.\n\n> Is it plugged in?");
        let by_ann = send(&test, &text).await;
        assert_eq!(&*by_ann.status, "Ticket Reply Imported Successfully");
        assert_eq!(by_ann.ticketid, done.ticketid);
        let text = reply("Cy <CY@example.com>", &asked, "c@cy.example", "I looked, too");
        assert_eq!(send(&test, &text).await.ticketid, done.ticketid);
        assert!(sent(&test).await.is_empty(), "an answer of a client is not answered");
        assert_eq!(&*read(&test, &done).await.status, "Customer-Reply");
        let ticket = read(&test, &done).await;
        let seen: Vec<_> =
            voices(&ticket).into_iter().map(|(name, kind, _)| (name, kind)).collect();
        let expected = [
            ("Ann Lee", "Owner"),
            ("Sam Staff", "Operator"),
            ("Ann Lee", "Owner"),
            ("Cy Lee", "Subaccount"),
        ];
        assert_eq!(seen, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())));
        assert!(voices(&ticket)[2].2.contains("> Is it plugged in?"), "what was quoted stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_answer_by_mail_what_they_were_told() {
    for test in each().await {
        let rule = AddNotificationRule {
            name: "Staff".into(),
            events: Csv(vec!["TicketUserReplied".into()]),
            channel: "mail".into(),
            target: "s@example.com".into(),
            ..AddNotificationRule::default()
        };
        test.call(rule).await.unwrap();
        let (done, said) = opened(&test).await;
        let answers = |mail: &Mail| format!("In-Reply-To: {}\n", mail.message_id);
        let headers = format!("Message-ID: <a2@ann.example>\n{}", answers(&said));
        send(&test, &mail(ANN_WRITES, "Re: Help", &headers, "Are you there?")).await;
        let told = sent(&test).await;
        assert_eq!((told.len(), told[0].to[0].address.as_str()), (1, "s@example.com"));
        assert_eq!(told[0].from.address, "sales@house.example");
        let by_sam = mail("Sam <S@example.com>", "Re", &answers(&told[0]), "It is the fuse.");
        assert_eq!(send(&test, &by_sam).await.ticketid, done.ticketid);
        let mails = sent(&test).await;
        assert_eq!((mails.len(), mails[0].to[0].address.as_str()), (1, "ann@example.com"));
        assert!(mails[0].text.contains("It is the fuse."));
        assert_eq!(header(&mails[0], "In-Reply-To"), "<a2@ann.example>");
        let ticket = read(&test, &done).await;
        let last = voices(&ticket).pop().unwrap();
        assert_eq!(last, ("Sam Staff".into(), "Operator".into(), "It is the fuse.".into()));
        assert_eq!(&*ticket.status, "Answered");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_ticket_is_opened_again_and_copies_go_along() {
    for test in each().await {
        let (done, said) = opened(&test).await;
        let ticketid = done.ticketid.id().unwrap();
        let status = Some("Closed".to_owned());
        let cc = Some("Dee@elsewhere.example".to_owned());
        test.call(UpdateTicket { ticketid, status, cc, ..UpdateTicket::default() }).await.unwrap();
        let text = mail(ANN_WRITES, &format!("Re: [Ticket ID: {}] Help", &*done.tid), "", "Again");
        assert_eq!(send(&test, &text).await.ticketid, done.ticketid, "by the number alone");
        assert_eq!(&*read(&test, &done).await.status, "Customer-Reply");

        let answer = AddTicketReply {
            ticketid,
            message: "We see".into(),
            adminusername: Some("sam".into()),
            ..AddTicketReply::default()
        };
        test.call(answer).await.unwrap();
        let mails = sent(&test).await;
        assert_eq!(mails[0].cc[0].address, "Dee@elsewhere.example");
        let headers = format!("References: <x@y.example> {}\n", said.message_id);
        let text = mail("Dee <dee@elsewhere.example>", "Re: Help", &headers, "I as well");
        assert_eq!(send(&test, &text).await.ticketid, done.ticketid);
        let last = voices(&read(&test, &done).await).pop().unwrap();
        assert_eq!(last, ("Dee".into(), "Guest".into(), "I as well".into()));
    }
}

/// Who has no part in a ticket writes nothing into it, whatever it knows of it (S40).
#[tokio::test(flavor = "multi_thread")]
async fn s40_nobody_gets_into_a_ticket_of_others() {
    for test in each().await {
        let (done, said) = opened(&test).await;
        let of_bob = OpenTicket { clientid: Some(BOB), subject: "Mine".into(), ..of_ann() };
        test.call(of_bob).await.unwrap();
        let to_bob = sent(&test).await.remove(0);
        let number = format!("[Ticket ID: {}] Help", &*done.tid);
        let other_ticket = to_bob.message_id.replacen("-2-0-", "-1-0-", 1);
        for (what, from, subject, answers) in [
            ("a stranger who guessed", "Eve <eve@evil.example>", number.as_str(), ""),
            ("a stranger who saw a mail", "Eve <eve@evil.example>", "Re: Help", &*said.message_id),
            ("another client", "Bob <bob@example.com>", &number, ""),
            ("another client who saw a mail", "Bob <bob@example.com>", "Re", &said.message_id),
            ("staff, with no mail of ours", "Sam <s@example.com>", &number, ""),
            ("staff, with a mail to the client", "Sam <s@example.com>", "Re", &said.message_id),
            ("a made-up identity", "Bob <bob@example.com>", "Re", &other_ticket),
        ] {
            let headers = format!("In-Reply-To: {answers}\n");
            let got = send(&test, &mail(from, subject, &headers, what)).await;
            assert_eq!(&*got.status, "Ticket Imported Successfully", "{what}");
            assert_ne!(got.ticketid, done.ticketid, "{what}");
            let new = read(&test, &got).await;
            assert!(!new.subject.contains("Ticket ID"), "{what}: {}", &*new.subject);
            assert!(!voices(&new).iter().any(|(_, kind, _)| kind == "Operator"), "{what}");
        }
        assert_eq!(voices(&read(&test, &done).await).len(), 1);
        // Whoever cannot prove anything is told nothing: no word of its own mail comes back.
        for answer in sent(&test).await.iter().filter(|mail| mail.to[0].address.contains("evil")) {
            assert!(
                !answer.subject.contains("Help") && !answer.text.contains("stranger"),
                "{answer:?}"
            );
        }
        let by_client = test.call_as(&client(1), import(&mail(ANN_WRITES, "x", "", "x"))).await;
        let by_visitor = test.call_as(&visitor(), import(&mail(ANN_WRITES, "x", "", "x"))).await;
        assert!(by_client.is_err() && by_visitor.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_mail_has_one_effect() {
    for test in each().await {
        for headers in ["Message-ID: <twice@ann.example>\n", ""] {
            let text = mail(ANN_WRITES, "Help", headers, "It is down");
            let first = send(&test, &text).await;
            let again = send(&test, &text).await;
            assert!(!first.duplicate.0 && again.duplicate.0, "{headers}");
            assert_eq!((again.logid, again.ticketid), (first.logid, first.ticketid), "{headers}");
            let logid = Some(first.logid.id().unwrap());
            let call = GetMailImportLog { logid, ..GetMailImportLog::default() };
            let log = test.call(call).await.unwrap();
            assert_eq!(log.mails.0.mail.0[0].copies.0, 2);
        }
        // A stranger who repeats an identity does not keep the real mail out.
        let real = mail(ANN_WRITES, "Real", "Message-ID: <known@ann.example>\n", "Real");
        let fake = mail("Eve <eve@evil.example>", "x", "Message-ID: <known@ann.example>\n", "x");
        let (fake, real) = (send(&test, &fake).await, send(&test, &real).await);
        assert!(!real.duplicate.0 && real.ticketid != fake.ticketid);
        let tried = engine::Caller { dry_run: true, ..test.engine.caller() };
        let call = import(&mail(ANN_WRITES, "Tried", "", "Tried"));
        assert_eq!(&*test.call_as(&tried, call.clone()).await.unwrap().outcome, "Imported");
        assert!(!test.call(call).await.unwrap().duplicate.0, "a dry run keeps nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_along_if_they_may() {
    let parts = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
        --b\nContent-Type: text/html; charset=utf-8\n\n<p>See <b>this</b></p>\n\
        --b\nContent-Type: image/png; name=\"../photo.png\"\nContent-Transfer-Encoding: base64\n\n\
        iVBORw==\n--b\nContent-Disposition: attachment; filename=run.exe\n\nMZ\n--b--";
    for test in each().await {
        let done = send(&test, &mail(ANN_WRITES, "", parts, "")).await;
        let ticket = read(&test, &done).await;
        assert_eq!(&*ticket.subject, "No Subject");
        let said =
            "See this\n\n[The file run.exe was left out: this type of file is not accepted.]";
        assert_eq!(voices(&ticket)[0].2, said);
        let call = GetTicketAttachment {
            relatedid: done.ticketid.id().unwrap(),
            r#type: "ticket".into(),
            index: 0,
        };
        let file = test.call(call).await.unwrap();
        assert_eq!((&*file.filename, &*file.data), ("photo.png", "iVBORw=="));
        assert_eq!(ticket.replies.0.reply.0[0].attachments.0.len(), 1);
    }
}
