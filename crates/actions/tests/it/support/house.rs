//! A company with departments, staff and two clients.

use actions::testing::TestActions;
use engine::{Actor, Allowed, Caller, Door};
use model::ids::{ClientId, DepartmentId, StaffId, UserId};
use protocol::{GetTicket, GetTicketResponse, OpenTicket, OpenTicketResponse};
use store::support::departments::{self, DepartmentRow};

/// The two clients: Ann and Bob.
pub(crate) const ANN: u64 = 1;
pub(crate) const BOB: u64 = 2;
/// The departments: for everybody, for clients only.
pub(crate) const SALES: u64 = 1;
pub(crate) const SUPPORT: u64 = 2;

/// One company over each database.
pub(crate) async fn each() -> Vec<TestActions> {
    let all = actions::testing::each().await.unwrap();
    for test in &all {
        fill(test).await;
    }
    all
}

async fn fill(test: &TestActions) {
    let mut act = test.engine.act().await.unwrap();
    let c = &mut act.conn;
    for (uuid, first, email) in [("a", "Ann", "ann@example.com"), ("b", "Bob", "bob@example.com")] {
        let sql = "insert into users (uuid, email, email_folded, first_name, last_name,
                password_hash, created_at, updated_at)
            values ($1, $3, $3, $2, 'Lee', '', 0, 0)";
        c.exec(sql, store::args![uuid, first, email]).await.unwrap();
        let sql = "insert into clients (uuid, first_name, last_name, email, email_folded,
                currency_id, status, signed_up_on, created_at, updated_at)
            values ($1, $2, 'Lee', $3, $3, 1, 'Active', '2026-01-01', 0, 0)";
        c.exec(sql, store::args![uuid, first, email]).await.unwrap();
    }
    c.batch(
        "update clients set owner_user_id = id;
         insert into user_clients (user_id, client_id, is_owner, created_at)
             values (1, 1, 1, 0), (2, 2, 1, 0);
         insert into contacts (client_id, first_name, last_name, email, email_folded, created_at,
             updated_at) values (1, 'Cy', 'Lee', 'cy@example.com', 'cy@example.com', 0, 0);
         insert into roles (kind, name, actions) values ('staff', 'Full', '[\"*\"]');
         insert into staff (uuid, username, username_folded, email, email_folded, first_name,
             last_name, password_hash, role_id, created_at)
             values ('s', 'sam', 'sam', 's@example.com', 's@example.com', 'Sam', 'Staff', '', 1, 0)",
    )
    .await
    .unwrap();
    for (name, clients_only) in [("Sales", false), ("Support", true)] {
        let row = DepartmentRow {
            id: DepartmentId(0),
            name: name.into(),
            description: String::new(),
            email: String::new(),
            hidden: false,
            clients_only,
            prevent_client_closure: false,
            replies_only: false,
            position: 0,
        };
        departments::add(c, &row).await.unwrap();
    }
    act.commit().await.unwrap();
}

/// A client signed in on the pages.
pub(crate) fn client(number: i64) -> Caller {
    Caller {
        actor: Actor::Client {
            user: UserId(number),
            client: ClientId(number),
            name: "x".into(),
            by: None,
        },
        ..Caller::system(Door::Page)
    }
}

/// Somebody who is not signed in.
pub(crate) fn visitor() -> Caller {
    Caller { actor: Actor::Visitor, ..Caller::system(Door::Page) }
}

/// A member of staff.
pub(crate) fn staff() -> Caller {
    let actor = Actor::Staff { id: StaffId(1), name: "sam".into(), allowed: Allowed::All };
    Caller { actor, ..Caller::system(Door::Page) }
}

/// A ticket of Ann's for the sales department.
pub(crate) fn of_ann() -> OpenTicket {
    OpenTicket {
        deptid: SALES,
        subject: "Help".into(),
        message: "It is down".into(),
        clientid: Some(ANN),
        ..OpenTicket::default()
    }
}

/// A guest's ticket for the sales department.
pub(crate) fn of_guest(email: &str) -> OpenTicket {
    OpenTicket { clientid: None, name: Some("Gus".into()), email: Some(email.into()), ..of_ann() }
}

/// The number of an opened ticket.
pub(crate) fn id(opened: &OpenTicketResponse) -> u64 {
    opened.id.id().unwrap()
}

/// A ticket as the system reads it.
pub(crate) async fn read(test: &TestActions, ticketid: u64) -> GetTicketResponse {
    test.call(GetTicket { ticketid: Some(ticketid), ..GetTicket::default() }).await.unwrap()
}
