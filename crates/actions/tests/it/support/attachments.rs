//! Files of tickets: kept under random names, handed out as they came.

use actions::testing::TestActions;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures::future::{FutureExt as _, TryFutureExt as _, join_all};
use protocol::wire::{Group, Json64, List};
use protocol::{
    AddTicketNote, AddTicketReply, DeleteTicket, GetTicketAttachment, NewAttachment, OpenTicket,
    SetConfigurationValue,
};
use store::support::attachments;
use store::support::files as files_kept;

use super::house::{ANN, BOB, client, each, id, of_ann, read};

fn files(files: &[(&str, &str)]) -> Option<Json64<List<Group<NewAttachment>>>> {
    let one = |(name, data): &(&str, &str)| {
        Group(NewAttachment { name: (*name).into(), data: (*data).into() })
    };
    let numbered = (0..).zip(files.iter().map(one)).collect();
    Some(Json64(List::from_numbered(numbered)))
}

fn ask(relatedid: u64, kind: &str, index: u64) -> GetTicketAttachment {
    GetTicketAttachment { relatedid, r#type: kind.into(), index }
}

async fn count(test: &TestActions) -> i64 {
    let mut c = test.engine.engine.read().await.unwrap();
    c.scalar("select count(*) from files", store::args![]).await.unwrap()
}

/// S36: names choose neither a place nor a type.
#[tokio::test(flavor = "multi_thread")]
async fn s36_files_come_back_as_they_were_under_harmless_names() {
    for test in each().await {
        let sent = files(&[("../../shell.php", "PD9waHA="), ("a\r\nb.txt", "aGk=")]);
        let ticket = id(&test.call(OpenTicket { attachments: sent, ..of_ann() }).await.unwrap());
        let found = read(&test, ticket).await;
        let reply = &found.replies.0.reply.0[0];
        let names: Vec<_> = reply.attachments.0.iter().map(|f| (&*f.filename, f.index.0)).collect();
        assert_eq!(names, [("shell.php", 0), ("ab.txt", 1)]);
        assert!(reply.attachment.contains("_shell.php|"), "{}", reply.attachment.0);
        let first = test.call(ask(ticket, "ticket", 0)).await.unwrap();
        assert_eq!((&*first.filename, &*first.data), ("shell.php", "PD9waHA="));
        let mut c = test.engine.engine.read().await.unwrap();
        let rows = attachments::of_ticket(&mut c, i64::try_from(ticket).unwrap().into()).await;
        let rows = rows.unwrap();
        let random = |name: &str| name.len() == 32 && name.chars().all(char::is_alphanumeric);
        assert!(rows.iter().all(|row| random(&row.name)), "{rows:?}");
        let file = files_kept::by_id(&mut c, rows[1].file_id).await.unwrap().unwrap();
        assert_eq!(file.sha256, "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4");
        drop(c);
        test.call(DeleteTicket { ticketid: ticket }).await.unwrap();
        assert_eq!(count(&test).await, 0, "files go with their ticket");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in each().await {
        let sent = files(&[("a.txt", "aGk=")]);
        let with = id(&test.call(OpenTicket { attachments: sent, ..of_ann() }).await.unwrap());
        let without = id(&test.call(of_ann()).await.unwrap());
        let cases = [
            (ask(with, "file", 0), "Invalid Type. Must be one of ticket, reply, note"),
            (ask(99, "ticket", 0), "Related ID Not Found"),
            (ask(99, "reply", 0), "Related ID Not Found"),
            (ask(99, "note", 0), "Related ID Not Found"),
            (ask(without, "ticket", 0), "No Attachments Found"),
            (ask(with, "ticket", 1), "Invalid Attachment Index"),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let mut act = test.engine.act().await.unwrap();
        let ticket = i64::try_from(with).unwrap().into();
        attachments::remove_of_ticket(&mut act.conn, ticket).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(test.refused(ask(with, "ticket", 0)).await, "Attachments Deleted");
        assert!(read(&test, with).await.replies.0.reply.0[0].attachments_removed.0);
    }
}

/// S37 and S02: too much is refused whole, kinds are limited, files of others are not there.
#[tokio::test(flavor = "multi_thread")]
async fn s37_files_are_limited_and_only_for_those_who_see_the_ticket() {
    for test in each().await {
        let many: Vec<_> = (0..11).map(|_| ("a.txt", "aGk=")).collect();
        for sent in [files(&many), files(&[("a.txt", "no base64!")])] {
            let call = OpenTicket { attachments: sent, ..of_ann() };
            assert!(test.call(call).await.is_err());
        }
        let kinds = [("a.exe", false), ("a.png.svg", false), ("A.PNG", true)];
        for (name, allowed) in kinds {
            let call = OpenTicket { attachments: files(&[(name, "aGk=")]), ..of_ann() };
            assert_eq!(test.call_as(&client(1), call).await.is_ok(), allowed, "{name}");
        }
        assert_eq!(count(&test).await, 1);
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let reply = AddTicketReply {
            ticketid: ticket,
            message: "See".into(),
            clientid: Some(ANN),
            attachments: files(&[("r.txt", "aGk=")]),
            ..AddTicketReply::default()
        };
        test.call(reply).await.unwrap();
        let note = AddTicketNote {
            ticketid: Some(ticket),
            message: "See".into(),
            attachments: files(&[("n.txt", "aGk=")]),
            ..AddTicketNote::default()
        };
        test.call(note).await.unwrap();
        let found = read(&test, ticket).await;
        let reply = found.replies.0.reply.0[1].replyid.id().unwrap();
        let note = found.notes.0.note.0[0].noteid.id().unwrap();
        assert_eq!(&*test.call(ask(note, "note", 0)).await.unwrap().filename, "n.txt");
        let own = test.call_as(&client(1), ask(reply, "reply", 0)).await.unwrap();
        assert_eq!(&*own.filename, "r.txt");
        assert!(test.call_as(&client(1), ask(note, "note", 0)).await.is_err());
        assert!(test.call_as(&client(2), ask(reply, "reply", 0)).await.is_err());
    }
}

/// S37: the files of one client have so much room; those of the staff do not count.
#[tokio::test(flavor = "multi_thread")]
async fn s37_the_files_of_a_client_have_so_much_room() {
    const FULL: &str = "There is no room left for your files: ask us to delete old ones";
    for test in each().await {
        let set = SetConfigurationValue {
            setting: "ClientAttachmentsLimit".into(),
            value: "1".into(),
            ..Default::default()
        };
        test.call(set).await.unwrap();
        // 600 KiB and 500 KiB: one of each is too much for a mebibyte.
        let (large, small) = (BASE64.encode(vec![7; 614_400]), BASE64.encode(vec![7; 512_000]));
        let of = |user: u64, data: &str| OpenTicket {
            clientid: Some(user),
            attachments: files(&[("a.txt", data)]),
            ..of_ann()
        };
        let first = id(&test.call_as(&client(1), of(ANN, &large)).await.unwrap());
        let reply = |data: &str, by: Option<&str>| AddTicketReply {
            ticketid: first,
            message: "See".into(),
            clientid: by.is_none().then_some(ANN),
            adminusername: by.map(Into::into),
            attachments: files(&[("a.txt", data)]),
            ..AddTicketReply::default()
        };
        for caller in [client(1), test.engine.caller()] {
            let refused = [
                test.call_as(&caller, of(ANN, &small)).await.map(drop),
                test.call_as(&caller, reply(&small, None)).await.map(drop),
            ];
            for refused in refused {
                let Err(engine::Fault::Refused(refusal)) = refused else { panic!("{refused:?}") };
                assert_eq!((&*refusal.said, refusal.field.as_deref()), (FULL, Some("attachments")));
            }
        }
        assert_eq!(count(&test).await, 1, "nothing is kept of what was refused");
        test.call(reply(&small, Some("sam"))).await.unwrap();
        test.call_as(&client(1), of(ANN, "aGk=")).await.expect("there is room for this one");
        test.call_as(&client(2), of(BOB, &small)).await.expect("everybody has room");
        test.call(DeleteTicket { ticketid: first }).await.unwrap();
        test.call_as(&client(1), of(ANN, &large)).await.expect("there is room again");
    }
}

/// S37: messages that come at the same time do not each see the room that is left.
#[tokio::test(flavor = "multi_thread")]
async fn s37_the_room_is_counted_by_one_message_at_a_time() {
    for test in each().await {
        let set = SetConfigurationValue {
            setting: "ClientAttachmentsLimit".into(),
            value: "1".into(),
            ..Default::default()
        };
        test.call(set).await.unwrap();
        let ticket = id(&test.call_as(&client(1), of_ann()).await.unwrap());
        let data = BASE64.encode(vec![7; 614_400]);
        let caller = client(1);
        let opened = (0..4).map(|_| {
            let call = OpenTicket { attachments: files(&[("a.txt", &data)]), ..of_ann() };
            test.call_as(&caller, call).map_ok(drop).boxed()
        });
        let answered = (0..4).map(|_| {
            let call = AddTicketReply {
                ticketid: ticket,
                message: "See".into(),
                clientid: Some(ANN),
                attachments: files(&[("a.txt", &data)]),
                ..AddTicketReply::default()
            };
            test.call_as(&caller, call).map_ok(drop).boxed()
        });
        let outcomes = join_all(opened.chain(answered)).await;
        let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!((kept, count(&test).await), (1, 1), "{outcomes:?}");
    }
}
