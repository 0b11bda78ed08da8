//! An order that is cancelled, marked as fraud or deleted loses nothing that runs or is bought.

use engine::jobs::run_until_idle;
use engine::ordering::accept::{Acceptance, accept};
use engine::ordering::cart::{NewDomain, NewItem, NewOrder};
use engine::ordering::place::Placed;
use engine::testing::{TestEngine, each};
use model::domains::status::DomainOrderType;
use model::hosting::service::ServiceStatus;
use store::args;

use super::shop::{self, Shop, placed};
use super::states::go;
use crate::scenery::{number, service};

/// An order whose account was made at the panel, and which was then put back to pending.
async fn made(test: &TestEngine, shop: &Shop) -> Placed {
    let mut act = test.act().await.unwrap();
    let sql = "update products set module = 'fakepanel', module_settings = $2 where id = $1";
    act.conn.exec(sql, args![shop.scarce, r#"{"plan":"small"}"#]).await.unwrap();
    act.commit().await.unwrap();
    let order = placed(test, shop.order(shop.scarce)).await.unwrap();
    accepted(test, &order).await;
    assert_eq!(test.world.provisioner.service_count(), 1);
    go(test, order.order, "pending").await.unwrap();
    order
}

async fn accepted(test: &TestEngine, order: &Placed) {
    let how = Acceptance {
        auto_setup: Some(true),
        registrar: Some("fakeregistrar".into()),
        send_registrar: Some(true),
        ..Acceptance::default()
    };
    accept(&test.engine.cx(test.caller()), order.order, &how).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_an_order_that_was_put_back_is_ended_at_its_provider() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        for (what, then) in
            [("cancel", ServiceStatus::Cancelled), ("fraud", ServiceStatus::Terminated)]
        {
            let order = made(&test, &shop).await;
            let id = order.services[0];
            assert_eq!(service(&test, id).await.status, ServiceStatus::Pending);
            go(&test, order.order, what).await.unwrap();
            // The account is still there: who deletes the order now would lose sight of it.
            let said = go(&test, order.order, "delete").await;
            assert_eq!(said, Err(format!("Service ID {id} must be terminated first")), "{what}");
            run_until_idle(&test.engine).await.unwrap();
            let ended = service(&test, id).await;
            assert_eq!((ended.status, ended.provisioned_at), (then, None), "{what}");
            assert_eq!(test.world.provisioner.service_count(), 0, "{what}");
            go(&test, order.order, "delete").await.unwrap();
        }
    }
}

/// An account that runs on when its order is cancelled, and is ended once: its place in the stock
/// comes back once, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_turns_out_to_be_fraud() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = made(&test, &shop).await;
        let set = "update services set status = 'Active'";
        let mut act = test.act().await.unwrap();
        act.conn.exec(set, args![]).await.unwrap();
        act.commit().await.unwrap();
        let stock = "select stock from products where id = (select product_id from services)";
        assert_eq!(number(&test, stock).await, 4);
        for what in ["cancel", "fraud", "fraud"] {
            go(&test, order.order, what).await.unwrap();
            assert_eq!(number(&test, stock).await, 5, "{what}");
        }
        run_until_idle(&test.engine).await.unwrap();
        let ended = service(&test, order.services[0]).await;
        assert_eq!(ended.status, ServiceStatus::Terminated);
        assert_eq!(test.world.provisioner.service_count(), 0);
        assert_eq!(number(&test, stock).await, 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_taken_back_in_time_keeps_its_account() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = made(&test, &shop).await;
        go(&test, order.order, "cancel").await.unwrap();
        go(&test, order.order, "pending").await.unwrap();
        accepted(&test, &order).await;
        run_until_idle(&test.engine).await.unwrap();
        let kept = service(&test, order.services[0]).await;
        assert_eq!(kept.status, ServiceStatus::Active);
        assert_eq!(test.world.provisioner.service_count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_name_outlives_its_order_until_it_expires() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = placed(&test, name(&shop)).await.unwrap();
        accepted(&test, &order).await;
        run_until_idle(&test.engine).await.unwrap();
        let id = order.domains[0];
        let said = format!(
            "Domain ID {id} is registered until 2027-01-01: its status must be Expired or \
             Transferred Away first"
        );
        for (what, outcome, then) in [
            ("look", Ok(()), "Active 0"),
            ("pending", Ok(()), "Active 0"),
            // It is theirs until it expires, and nobody is asked to renew it.
            ("cancel", Ok(()), "Active 1"),
            ("delete", Err(said.clone()), "Active 1"),
            ("fraud", Ok(()), "Fraud 1"),
            ("pending", Ok(()), "Active 0"),
            ("fraud", Ok(()), "Fraud 1"),
            ("delete", Err(said), "Fraud 1"),
            ("pending", Ok(()), "Active 0"),
            ("cancel", Ok(()), "Active 1"),
        ] {
            if what != "look" {
                assert_eq!(go(&test, order.order, what).await, outcome, "{what}");
            }
            assert_eq!(look(&test).await, then, "after {what}");
        }
        let mut act = test.act().await.unwrap();
        act.conn.exec("update domains set status = 'Expired'", &[]).await.unwrap();
        act.commit().await.unwrap();
        go(&test, order.order, "delete").await.unwrap();
        let left = "select (select count(*) from domains) + (select count(*) from domain_calls)";
        assert_eq!(number(&test, left).await, 0);
    }
}

/// `Active 0`: the status of the only domain, and whether it is left to expire.
async fn look(test: &TestEngine) -> String {
    let sql = "select status || ' ' || do_not_renew from domains";
    test.engine.read().await.unwrap().scalar(sql, args![]).await.unwrap()
}

fn name(shop: &Shop) -> NewOrder {
    let domain = NewDomain {
        name: "wanted.com".into(),
        kind: DomainOrderType::Register,
        years: 1,
        epp_code: String::new(),
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        extra: vec![("purpose".into(), "shop".into())],
        price_override: None,
        renew_override: None,
    };
    NewOrder {
        items: vec![NewItem::Domain(domain)],
        nameservers: vec!["ns1.example.net".into(), "ns2.example.net".into()],
        ..NewOrder::new(shop.client, "banktransfer")
    }
}
