//! Who has a ticket open is seen at every node, for as long as the page is open, and stands in no
//! log.

use actions::Actions;
use engine::system::secrets::Secrets;
use engine::{Actor, Allowed, Caller, Door, Engine};
use jiff::SignedDuration;
use model::ids::StaffId;
use protocol::{GetActivityLog, GetAuditLog, NoteTicketReader};

use super::house::{client, each, id, of_ann};

/// A member of staff at some node; the role permits nothing but this.
async fn reads(node: &Actions, member: i64, ticketid: u64) -> Result<Vec<String>, String> {
    let actor = Actor::Staff {
        id: StaffId(member),
        name: String::new(),
        allowed: Allowed::from_names(["NoteTicketReader"]),
    };
    let caller = Caller { actor, ..Caller::system(Door::Page) };
    let call = NoteTicketReader { ticketid, ..Default::default() };
    let said = node.call(&caller, call).await.map_err(|fault| fault.to_string())?;
    Ok(said.others.iter().map(ToString::to_string).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_at_two_nodes_see_each_other_until_they_are_gone() {
    for test in each().await {
        let ticket = id(&test.call(of_ann()).await.unwrap());
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into staff (uuid, username, username_folded, email, email_folded,
                first_name, last_name, password_hash, role_id, created_at)
            values ('b', 'bo', 'bo', 'bo@example.com', 'bo@example.com', 'Bo', 'Bee', '', 1, 0)
            returning id";
        let bo: i64 = act.conn.scalar(sql, &[]).await.unwrap();
        act.commit().await.unwrap();
        let world = test.engine.world.world.clone();
        let second = Engine::new(test.engine.home.db.clone(), world, Secrets::new("test", [1; 32]));
        let (here, there) = (&test.actions, &actions::all(second));
        let logged = async || {
            let audit = test.call(GetAuditLog::default()).await.unwrap().totalresults.0;
            (audit, test.call(GetActivityLog::default()).await.unwrap().totalresults.0)
        };
        let before = logged().await;

        let nobody = Ok(Vec::new());
        assert_eq!(reads(here, 1, ticket).await, nobody, "alone");
        assert_eq!(reads(there, bo, ticket).await, Ok(vec!["Sam Staff".to_owned()]));
        assert_eq!(reads(here, 1, ticket).await, Ok(vec!["Bo Bee".to_owned()]));
        // One page stays open; it looks every ten seconds, and the other is closed.
        for _ in 0..3 {
            test.engine.clock.advance(SignedDuration::from_secs(10));
            assert_eq!(reads(here, 1, ticket).await, Ok(vec!["Bo Bee".to_owned()]));
        }
        test.engine.clock.advance(SignedDuration::from_secs(11));
        assert_eq!(reads(here, 1, ticket).await, nobody, "gone after 40 seconds");
        assert_eq!(reads(there, bo, ticket).await, Ok(vec!["Sam Staff".to_owned()]));
        assert_eq!(reads(here, 1, 99).await, Err("Ticket ID Not Found".to_owned()));

        assert_eq!(reads(here, 1, ticket).await, Ok(vec!["Bo Bee".to_owned()]));
        let adminid = u64::try_from(bo).ok();
        let closed = NoteTicketReader { ticketid: ticket, adminid, leaving: true.into() };
        test.call(closed).await.unwrap();
        assert_eq!(reads(here, 1, ticket).await, Ok(Vec::new()), "whoever closes it is gone");

        assert_eq!(logged().await, before, "it stands in no log");
        test.engine.clock.advance(SignedDuration::from_secs(60));
        reads(there, bo, ticket).await.unwrap();
        let mut act = test.engine.act().await.unwrap();
        let sql = "select count(*) from ticket_readers";
        let rows: i64 = act.conn.scalar(sql, &[]).await.unwrap();
        assert_eq!(rows, 1, "what counts no more is swept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_say_who_reads_and_clients_do_not_ask() {
    for test in each().await {
        let ticketid = id(&test.call(of_ann()).await.unwrap());
        let call = |adminid| NoteTicketReader { ticketid, adminid, ..Default::default() };
        assert_eq!(test.refused(call(None)).await, "Admin ID is required");
        assert_eq!(test.refused(call(Some(99))).await, "Admin ID Not Found");
        assert_eq!(test.call(call(Some(1))).await.unwrap().others.len(), 0);
        let said = test.call_as(&client(1), call(None)).await.unwrap_err();
        assert!(said.refusal().is_some(), "{said}");
    }
}
