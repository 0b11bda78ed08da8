//! Names are bought once, whatever goes wrong on the way to the registrar.

use engine::domains::calls::{CallAction, Request, run};
use engine::domains::sync;
use engine::jobs::run_until_idle;
use engine::testing::TestEngine;
use engine::{Caller, Cx, Door, Meaning};
use jiff::SignedDuration;
use jiff::civil::date;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::ids::{ClientId, DomainId};
use ports::fake::Mishap;
use store::args;
use store::domains::names::{self, DomainRow};

use crate::scenery::{make, number};

fn cx(test: &TestEngine) -> Cx {
    test.engine.cx(Caller::system(Door::Cli))
}

/// A pending domain of the only client.
pub(super) async fn pending(test: &TestEngine, name: &str) -> DomainId {
    let client = make(test, "").await.client;
    add(test, client, name).await
}

pub(super) async fn add(test: &TestEngine, client: ClientId, name: &str) -> DomainId {
    let row = DomainRow {
        id: DomainId(0),
        client_id: client,
        order_id: None,
        r#type: DomainOrderType::Register,
        name: name.to_owned(),
        registrar: "fakeregistrar".to_owned(),
        years: 1,
        anchor_on: date(2026, 1, 1),
        registered_on: date(2026, 1, 1),
        expires_on: None,
        next_due_on: Some(date(2026, 1, 1)),
        first_payment_minor: 1_000,
        recurring_minor: 1_000,
        gateway: "fakecard".to_owned(),
        status: DomainStatus::Pending,
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        do_not_renew: false,
        locked: true,
        nameservers: "ns1.example.net,ns2.example.net".to_owned(),
        epp_code: String::new(),
        subscription_id: String::new(),
        promotion_id: None,
        promotion_count: 0,
        notes: String::new(),
        synced_at: None,
        created_at: 0,
        updated_at: 0,
    };
    let mut act = test.act().await.unwrap();
    let id = names::insert(&mut act.conn, &row).await.unwrap();
    act.commit().await.unwrap();
    id
}

pub(super) async fn read(test: &TestEngine, id: DomainId) -> DomainRow {
    let mut c = test.engine.read().await.unwrap();
    names::by_id(&mut c, id).await.unwrap().unwrap()
}

/// The outcomes of all calls, in order.
async fn outcomes(test: &TestEngine) -> Vec<String> {
    let mut c = test.engine.read().await.unwrap();
    c.column("select outcome from domain_calls order by id", args![]).await.unwrap()
}

async fn registered(test: &TestEngine) -> DomainId {
    let id = pending(test, "one.com").await;
    run(&cx(test), id, &Request::of(CallAction::Register)).await.unwrap();
    id
}

/// F: the answer is lost; the registrar is asked what became of it, and nothing is bought twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_found_out_by_looking() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        test.world.faults.next(Mishap::LoseAnswer);
        let refused = run(&cx(&test), id, &Request::of(CallAction::Register)).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().meaning, Meaning::NotNow, "unknown is no refusal");
        assert_eq!(read(&test, id).await.status, DomainStatus::Pending);
        assert_eq!(outcomes(&test).await, ["open"]);
        test.clock.advance(SignedDuration::from_mins(2));
        run_until_idle(&test.engine).await.unwrap();
        let row = read(&test, id).await;
        assert_eq!((row.status, row.expires_on), (DomainStatus::Active, Some(date(2027, 1, 1))));
        assert_eq!(test.world.registrar.calls(), ["register one.com"]);
        assert_eq!(outcomes(&test).await, ["done"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_renewal_is_found_out_by_its_expiry() {
    for test in engine::testing::each().await.unwrap() {
        for mishap in [Mishap::LoseAnswer, Mishap::LoseRequest] {
            let name = if mishap == Mishap::LoseAnswer { "kept.com" } else { "lost.com" };
            let client = match number(&test, "select count(*) from clients").await {
                0 => make(&test, "").await.client,
                _ => ClientId(1),
            };
            let id = add(&test, client, name).await;
            run(&cx(&test), id, &Request::of(CallAction::Register)).await.unwrap();
            test.world.faults.next(mishap);
            let renew = Request::of(CallAction::Renew);
            run(&cx(&test), id, &renew).await.unwrap_err();
            assert_eq!(read(&test, id).await.expires_on, Some(date(2027, 1, 1)));
            // Asking again looks first: what arrived is not repeated, what did not is.
            run(&cx(&test), id, &renew).await.unwrap();
            assert_eq!(read(&test, id).await.expires_on, Some(date(2028, 1, 1)), "{name}");
        }
        let renewals =
            test.world.registrar.calls().iter().filter(|call| call.starts_with("renew")).count();
        assert_eq!(renewals, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_settled_loss_is_for_people_and_may_be_tried_again() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        test.world.faults.next(Mishap::LoseRequest);
        run(&cx(&test), id, &Request::of(CallAction::Register)).await.unwrap_err();
        test.clock.advance(SignedDuration::from_mins(2));
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(outcomes(&test).await, ["never arrived"]);
        assert_eq!(test.world.registrar.calls(), [""; 0], "a settlement buys nothing");
        let open = "select count(*) from module_queue where completed_at is null";
        assert_eq!(number(&test, open).await, 1);
        run(&cx(&test), id, &Request::of(CallAction::Register)).await.unwrap();
        assert_eq!(outcomes(&test).await, ["never arrived", "done"]);
        let keys = "select count(distinct idempotency_key) from domain_calls";
        assert_eq!(number(&test, keys).await, 1, "the same key makes a late arrival harmless");
        assert_eq!(number(&test, open).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_ends_the_call() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        test.world.registrar.refuse_next("2302", "The name is taken");
        let refused = run(&cx(&test), id, &Request::of(CallAction::Register)).await.unwrap_err();
        assert_eq!(refused.to_string(), "The name is taken");
        assert_eq!(outcomes(&test).await, ["refused"]);
        test.clock.advance(SignedDuration::from_mins(2));
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(test.world.registrar.calls().len(), 1);
    }
}

/// Of many who ask at the same time one buys.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_buy_once() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let asking = (0..8).map(|_| {
            let cx = cx(&test);
            async move { run(&cx, id, &Request::of(CallAction::Register)).await.is_ok() }
        });
        let asked = futures::future::join_all(asking).await;
        assert!(asked.contains(&true));
        assert_eq!(test.world.registrar.calls(), ["register one.com"]);
        assert_eq!(read(&test, id).await.status, DomainStatus::Active);
    }
}

/// B33: what the registrar says is taken over; past the expiry the dates decide.
#[tokio::test(flavor = "multi_thread")]
async fn b33_names_follow_their_registrar() {
    for test in engine::testing::each().await.unwrap() {
        let id = registered(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into tlds (name, grace_days, redemption_days) values ('.com', 30, 30)";
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
        for (days, expected) in [
            (0, DomainStatus::Active),
            (366, DomainStatus::Grace),
            (30, DomainStatus::Redemption),
            (30, DomainStatus::Expired),
        ] {
            test.clock.advance_days(days);
            assert_eq!(sync::one(&cx(&test), id).await.unwrap(), expected);
        }
        let registry = &test.world.registrar.registry;
        registry.with("one.com", |name| name.release("TAG")).unwrap();
        let status = sync::one(&cx(&test), id).await.unwrap();
        assert_eq!(status, DomainStatus::TransferredAway);
        assert!(read(&test, id).await.synced_at.is_some());
    }
}
