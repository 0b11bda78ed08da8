//! What no module makes is told to the staff, once nobody tries any more.

use engine::hosting::lifecycle::order_creation;
use engine::jobs::run_until_idle;
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use model::hosting::service::ServiceStatus;
use ports::fake::Mishap;
use store::args;

use crate::scenery::{make, number, service};

/// Two members whose roles let them make services, one of whom may not sign in, and one without.
async fn hire(test: &TestEngine) {
    let mut act = test.act().await.unwrap();
    for (name, role, disabled) in
        [("ann", "[\"*\"]", 0), ("bob", "[\"GetTickets\"]", 0), ("cy", "[\"*\"]", 1)]
    {
        let sql = "insert into roles (kind, name, actions) values ('staff', $1, $2) returning id";
        let role: i64 = act.conn.scalar(sql, args![name, role]).await.unwrap();
        let sql = "insert into staff (uuid, username, username_folded, email, email_folded,
                first_name, last_name, password_hash, role_id, disabled, created_at)
            values ($1, $1, $1, $2, $2, $1, '', '', $3, $4, 0)";
        let email = format!("{name}@example.com");
        act.conn.exec(sql, args![name, email, role, disabled]).await.unwrap();
    }
    act.commit().await.unwrap();
}

/// To whom, subject and text of the mails.
fn told(test: &TestEngine) -> Vec<(String, String, String)> {
    let sent = test.world.mailer.take().into_iter();
    sent.map(|mail| (mail.to[0].address.clone(), mail.subject, mail.text)).collect()
}

async fn order(test: &TestEngine, occasion: &str, id: model::ids::ServiceId) {
    let mut act = test.act().await.unwrap();
    order_creation(&mut act, id, occasion).await.unwrap();
    act.commit().await.unwrap();
    run_until_idle(&test.engine).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_refused_is_told_to_who_may_make_it() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        hire(&test).await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        test.world.provisioner.refuse_next("full", "The server is full");
        order(&test, "one", id).await;
        assert_eq!(service(&test, id).await.status, ServiceStatus::Pending);
        let [(to, subject, text)] = &told(&test)[..] else { panic!("one mail") };
        assert_eq!(to, "ann@example.com");
        assert_eq!(subject, "A service could not be created");
        assert!(text.starts_with(&format!("Service {id} (Starter) could not be")), "{text}");
        assert!(text.contains("The server is full"), "{text}");
        assert!(text.contains(&format!("/admin/services/{id}")), "{text}");
        // Once a day.
        test.world.provisioner.refuse_next("full", "The server is full");
        order(&test, "two", id).await;
        assert_eq!(told(&test), []);
        let mut act = test.act().await.unwrap();
        let sql = "update email_templates set disabled = 1 where name = 'Service Creation Failed'";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        test.world.provisioner.refuse_next("full", "The server is full");
        order(&test, "one", id).await;
        assert_eq!(told(&test), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_tried_again_is_told_when_it_is_given_up() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        hire(&test).await;
        for tries in [1, 8] {
            let id = scenery.service(&test, ServiceStatus::Pending).await;
            let waits = format!(
                "select count(*) from jobs where kind = 'service.create' and done_at is null
                    and failed_at is null and payload = '{{\"service\":{id}}}'"
            );
            for _ in 0..tries {
                test.world.faults.next(Mishap::NotSent);
            }
            order(&test, "once", id).await;
            while number(&test, &waits).await > 0 {
                assert_eq!(told(&test), [], "it is tried again");
                test.clock.advance(SignedDuration::from_hours(2));
                run_until_idle(&test.engine).await.unwrap();
            }
            let status = service(&test, id).await.status;
            match tries {
                1 => assert_eq!((status, told(&test)), (ServiceStatus::Active, vec![])),
                _ => assert_eq!((status, told(&test).len()), (ServiceStatus::Pending, 1)),
            }
        }
    }
}
