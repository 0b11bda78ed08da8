//! Files that are kept elsewhere: moved there, read from there, brought back, and swept.

use actions::testing::TestActions;
use engine::system::files::{Moved, move_all};
use jiff::SignedDuration;
use protocol::wire::{Group, Json64, Keyed, List};
use protocol::{
    ActivateModule, AddClientFile, DeactivateModule, DeleteTicket, GetClientFile,
    GetTicketAttachment, NewAttachment, OpenTicket, RunAutomation, TestConnection,
    UpdateModuleConfiguration,
};
use store::args;

use super::house::{each, id, of_ann};

async fn switch_on(test: &TestActions) {
    let call = ActivateModule {
        moduleType: "storage".into(),
        moduleName: "fakefiles".into(),
        parameters: Keyed::from_iter([("room".to_owned(), "1".into())]),
    };
    test.call(call).await.unwrap();
}

async fn run_task(test: &TestActions) {
    let call = RunAutomation { task: Some("MoveFiles".into()), ..RunAutomation::default() };
    test.call(call).await.unwrap();
}

async fn number(test: &TestActions, sql: &str) -> i64 {
    test.engine.engine.read().await.unwrap().scalar(sql, args![]).await.unwrap()
}

/// A ticket with the file `hi`.
async fn ticket(test: &TestActions) -> u64 {
    let file = Group(NewAttachment { name: "a.txt".into(), data: "aGk=".into() });
    let attachments = Some(Json64(List::from_numbered(vec![(0, file)])));
    id(&test.call(OpenTicket { attachments, ..of_ann() }).await.unwrap())
}

fn attachment(relatedid: u64) -> GetTicketAttachment {
    GetTicketAttachment { relatedid, r#type: "ticket".into(), index: 0 }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_where_the_operator_wants_them_and_come_back() {
    for test in each().await {
        let files = &test.engine.world.files;
        let first = ticket(&test).await;
        run_task(&test).await;
        assert_eq!(files.names().len(), 0, "nothing is switched on");
        switch_on(&test).await;
        let probe = TestConnection { storage: Some("fakefiles".into()), ..Default::default() };
        assert_eq!(&*test.call(probe).await.unwrap().message, "memory");
        let second = ticket(&test).await;
        let call = AddClientFile {
            clientid: 1,
            filename: "b.txt".into(),
            data: "aGk=".into(),
            ..AddClientFile::default()
        };
        let kept = test.call(call).await.unwrap().fileid.id().unwrap();
        run_task(&test).await;
        assert_eq!(files.names().len(), 3);
        let here = "select coalesce(sum(length(bytes)), 0) from files";
        assert_eq!(number(&test, &format!("select cast(({here}) as bigint)")).await, 0);
        for ticket in [first, second] {
            assert_eq!(&*test.call(attachment(ticket)).await.unwrap().data, "aGk=");
        }
        let call = GetClientFile { fileid: kept, clientid: None };
        assert_eq!(&*test.call(call).await.unwrap().data, "aGk=");
        // Who does not answer has lost nothing; who answers otherwise is not believed.
        files.close(true);
        assert_eq!(test.refused(attachment(first)).await, "The file cannot be read now");
        files.close(false);
        let off = || DeactivateModule {
            moduleType: "storage".into(),
            moduleName: "fakefiles".into(),
            ..DeactivateModule::default()
        };
        let said = test.refused(off()).await;
        assert_eq!(said, "Failed to deactivate: It keeps 3 files; move them first");
        // What is deleted is swept, but not at once: somebody may just be putting it there.
        test.call(DeleteTicket { ticketid: second }).await.unwrap();
        test.engine.clock.advance(SignedDuration::from_hours(2));
        run_task(&test).await;
        assert_eq!(files.names().len(), 2);
        // Back into the database; what was there is left over and swept later.
        let keep = UpdateModuleConfiguration {
            moduleType: "storage".into(),
            moduleName: "fakefiles".into(),
            parameters: Keyed::from_iter([("takes_new".to_owned(), "off".into())]),
        };
        test.call(keep).await.unwrap();
        let cx = test.engine.engine.cx(test.engine.caller());
        let moved = move_all(&cx, "database").await.unwrap();
        assert_eq!(moved, Moved { files: 2, bytes: 4, ..Moved::default() });
        assert_eq!(&*test.call(attachment(first)).await.unwrap().data, "aGk=");
        run_task(&test).await;
        assert_eq!(number(&test, "select count(*) from files where place <> ''").await, 0);
        test.engine.clock.advance(SignedDuration::from_hours(2));
        move_all(&cx, "database").await.unwrap();
        assert_eq!(files.names().len(), 0, "nobody has them any more");
        test.call(off()).await.unwrap();
        assert!(
            move_all(&cx, "fakefiles").await.is_err() && move_all(&cx, "nowhere").await.is_err()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_ends_halfway_loses_nothing() {
    for test in each().await {
        let ticket = ticket(&test).await;
        switch_on(&test).await;
        let cx = test.engine.engine.cx(test.engine.caller());
        test.engine.world.files.close(true);
        let moved = move_all(&cx, "fakefiles").await.unwrap();
        assert_eq!(moved, Moved { failed: 1, ..Moved::default() });
        assert_eq!(&*test.call(attachment(ticket)).await.unwrap().data, "aGk=");
        test.engine.world.files.close(false);
        // The node dies after the bytes were put there and before that is noted.
        test.engine.engine.die_after(1);
        let moved = move_all(&cx, "fakefiles").await;
        test.engine.engine.die_after(1_000_000);
        assert!(moved.is_err() || moved.is_ok_and(|moved| moved.failed == 1));
        assert_eq!(&*test.call(attachment(ticket)).await.unwrap().data, "aGk=");
        assert_eq!(test.engine.world.files.names().len(), 1, "left over");
        let moved = move_all(&cx, "fakefiles").await.unwrap();
        assert_eq!(moved.files, 1);
        test.engine.clock.advance(SignedDuration::from_hours(2));
        move_all(&cx, "fakefiles").await.unwrap();
        assert_eq!(test.engine.world.files.names().len(), 1, "and swept");
        assert_eq!(&*test.call(attachment(ticket)).await.unwrap().data, "aGk=");
        test.engine.world.files.spoil();
        let spoiled = test.call(attachment(ticket)).await;
        assert!(matches!(spoiled, Err(engine::Fault::Broken(_))), "other bytes than were kept");
    }
}

/// Nobody waits for a store that does not answer, and whoever wants a file hears since when.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_is_left_alone_until_it_answers_a_person() {
    for test in each().await {
        let ticket = ticket(&test).await;
        switch_on(&test).await;
        run_task(&test).await;
        test.engine.world.files.close(true);
        for _ in 0..4 {
            assert_eq!(test.refused(attachment(ticket)).await, "The file cannot be read now");
        }
        test.refused(attachment(ticket)).await;
        test.engine.world.files.close(false);
        let said = test.refused(attachment(ticket)).await;
        assert!(said.starts_with("The file cannot be read now: no answer since 20"), "{said}");
        assert_eq!(test.engine.engine.left_alone()[0].target, "file store fakefiles");
        let probe = TestConnection { storage: Some("fakefiles".into()), ..Default::default() };
        assert!(test.call(probe).await.unwrap().reached.0);
        assert_eq!(&*test.call(attachment(ticket)).await.unwrap().data, "aGk=");
    }
}
