//! Stock, limits and promotions under orders that come at the same moment (B11, B32).

use std::collections::BTreeMap;

use engine::ordering::accept::{Acceptance, accept};
use engine::ordering::cart::{NewDomain, NewItem, NewOrder, NewService};
use engine::testing::{TestEngine, each};
use futures::future::join_all;
use model::domains::status::DomainOrderType;
use model::ids::{ClientId, OrderId};
use store::args;

use super::shop::{self, placed};
use crate::house;

/// Orders at the same time.
const AT_ONCE: usize = 64;

async fn clients(test: &TestEngine, count: usize) -> Vec<ClientId> {
    let mut act = test.act().await.unwrap();
    let mut found = Vec::new();
    for _ in 0..count {
        found.push(house::client(&mut act.conn).await);
    }
    act.commit().await.unwrap();
    found
}

/// Places all of them at once and counts the outcomes by their sentence.
async fn outcomes(test: &TestEngine, orders: Vec<NewOrder>) -> BTreeMap<String, usize> {
    let tasks = orders.into_iter().map(|order| {
        let engine = test.engine.clone();
        tokio::spawn(async move {
            let mut act = engine.begin_system(engine::Door::Cli, "Test").await?;
            let placed = engine::ordering::place::place(&mut act, order).await?;
            act.commit().await?;
            Ok::<_, engine::Fault>(placed)
        })
    });
    let mut counts = BTreeMap::new();
    for ended in join_all(tasks).await {
        let word = match ended.unwrap() {
            Ok(_) => "placed".to_owned(),
            Err(fault) => fault.refusal().unwrap_or_else(|| panic!("{fault:?}")).said.to_string(),
        };
        *counts.entry(word).or_default() += 1;
    }
    counts
}

async fn number(test: &TestEngine, sql: &str, id: i64) -> i64 {
    test.engine.read().await.unwrap().scalar(sql, args![id]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn b32_five_of_sixty_four_get_the_last_five() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let buyers = clients(&test, AT_ONCE).await;
        let order = |client| NewOrder { client, ..shop.order(shop.scarce) };
        let counts = outcomes(&test, buyers.into_iter().map(order).collect()).await;
        assert_eq!(counts.get("placed"), Some(&5), "{counts:?}");
        let sold = "select count(*) from services where product_id = $1";
        assert_eq!(number(&test, sold, shop.scarce.0).await, 5);
        let left = "select stock from products where id = $1";
        assert_eq!(number(&test, left, shop.scarce.0).await, 0);
        let orders = "select count(*) from orders where id > $1";
        assert_eq!(number(&test, orders, 0).await, 5, "nothing is left of those who were late");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn b11_a_code_for_three_is_used_three_times() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        for round in 1..=house::rounds() {
            let buyers = clients(&test, AT_ONCE).await;
            let order =
                |client| NewOrder { client, promo_code: "MAX3".into(), ..shop.order(shop.several) };
            let counts = outcomes(&test, buyers.into_iter().map(order).collect()).await;
            assert_eq!(counts.get("placed"), Some(&3), "{counts:?}");
            assert_eq!(counts.get("The promotion code has been used up."), Some(&(AT_ONCE - 3)));
            let uses = "select uses from promotions where code = 'MAX3' and id > $1";
            let used = i64::try_from(3 * round).unwrap();
            assert_eq!(number(&test, uses, 0).await, used);
            // Three more for the next round.
            let mut act = test.act().await.unwrap();
            let sql = "update promotions set max_uses = $1 + 3 where code = 'MAX3'";
            act.conn.exec(sql, args![used]).await.unwrap();
            act.commit().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn b11_once_for_each_client_is_once() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = || NewOrder { promo_code: "once".into(), ..shop.order(shop.several) };
        let counts = outcomes(&test, (0..8).map(|_| order()).collect()).await;
        assert_eq!(counts.get("placed"), Some(&1), "{counts:?}");
        assert_eq!(counts.get("The promotion code can be used once only."), Some(&7));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn b32_a_client_has_no_more_than_it_may() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "update products set max_per_client = 2 where id = $1";
        act.conn.exec(sql, args![shop.several]).await.unwrap();
        act.commit().await.unwrap();
        let counts = outcomes(&test, (0..8).map(|_| shop.order(shop.several)).collect()).await;
        assert_eq!(counts.get("placed"), Some(&2), "{counts:?}");
        // The limit holds within one order too.
        let buyer = clients(&test, 1).await[0];
        let twice = NewService { quantity: 3, ..NewService::new(shop.several) };
        let order = NewOrder { client: buyer, ..shop.order_of(twice) };
        let said = placed(&test, order).await.unwrap_err().to_string();
        assert_eq!(said, "A client may have at most 2 of this product.");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_name_is_sold_once() {
    for test in each().await.unwrap() {
        let buyers = {
            shop::open(&test).await;
            clients(&test, 8).await
        };
        let order = |client| {
            let domain = NewDomain {
                name: "wanted.com".into(),
                kind: DomainOrderType::Register,
                years: 1,
                epp_code: String::new(),
                dns_management: true,
                email_forwarding: true,
                id_protection: true,
                extra: Vec::new(),
                price_override: None,
                renew_override: None,
            };
            let items = vec![NewItem::Domain(domain)];
            NewOrder { items, ..NewOrder::new(client, "banktransfer") }
        };
        let counts = outcomes(&test, buyers.into_iter().map(order).collect()).await;
        assert_eq!(counts.get("placed"), Some(&8), "a pending order holds no name: {counts:?}");
        let sql = "select count(*) from domains where dns_management = 1 and id_protection = 1
            and email_forwarding = 0 and id > $1";
        assert_eq!(number(&test, sql, 0).await, 8, "extras only as far as the ending has them");
        let orders = join_all((1..=8).map(|id| accepted(&test, OrderId(id)))).await;
        let (yes, no): (Vec<_>, Vec<_>) = orders.into_iter().partition(Result::is_ok);
        assert_eq!(yes.len(), 1, "{no:?}");
        for refused in no {
            let said = refused.unwrap_err();
            assert_eq!(said, "The domain wanted.com is already registered with us");
        }
        let sql = "select count(*) from domains where status = 'Active' and id > $1";
        assert_eq!(number(&test, sql, 0).await, 1);
        // Who comes later is told at once.
        let late = outcomes(&test, vec![order(clients(&test, 1).await[0])]).await;
        let said = "The domain wanted.com is already registered with us";
        assert_eq!(late.get(said), Some(&1), "{late:?}");
    }
}

/// Accepts an order, its domains without a registrar; the sentence of a refusal.
async fn accepted(test: &TestEngine, id: OrderId) -> Result<(), String> {
    let how = Acceptance { send_registrar: Some(false), ..Acceptance::default() };
    let cx = test.engine.cx(engine::Caller::system(engine::Door::Cli));
    let done = tokio::spawn(async move { accept(&cx, id, &how).await }).await.unwrap();
    done.map_err(|fault| fault.refusal().unwrap_or_else(|| panic!("{fault:?}")).said.to_string())
}
