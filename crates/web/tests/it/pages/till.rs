//! What stands between a choice and an order: nothing due, nothing left, a card that cannot be.

use protocol::wire::Amount;
use protocol::{AddProduct, GetClients, GetOrders};

use super::browser::{Browser, text};
use super::order::NEW;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine, one};

async fn orders(site: &Site) -> i64 {
    site.system.call(GetOrders::default()).await.unwrap().totalresults.0
}

/// A further product, which is number 3, or 4 after another one.
async fn add(site: &Site, paytype: &str, price: &str, stock: Option<u64>) {
    let monthly = [("monthly".to_owned(), Amount::parse(price).unwrap())];
    let call = AddProduct {
        name: format!("A {paytype} one"),
        gid: 1,
        paytype: Some(paytype.to_owned()),
        stockcontrol: stock.is_some().into(),
        qty: stock,
        pricing: [(1, monthly.into_iter().collect())].into_iter().collect(),
        ..AddProduct::default()
    };
    site.system.call(call).await.unwrap();
}

#[tokio::test]
async fn nobody_is_asked_how_to_pay_what_costs_nothing() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run("insert into gateways (module, name, position) values ('sandboxcard', 'Test', 2)")
            .await;
        add(&site, "free", "0.00", None).await;
        add(&site, "recurring", "0.00", None).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (product, is_free, has_cycle) in [(1, false, true), (3, true, false), (4, true, true)] {
            let (path, host) = (format!("/order/{product}"), format!("p{product}.example"));
            let chosen = [("cycle", "monthly"), ("method", "sandboxcard"), ("host", &*host)];
            let form = jane.page(&path).await;
            assert_eq!(form.contains(" data-free"), is_free, "{path}: {form}");
            assert_eq!(form.contains("Billing cycle"), has_cycle, "{path}: {form}");
            let answer = jane.post(&path, &chosen).await;
            if is_free {
                assert_eq!(answer.status, 303, "{path}: {}", text(&answer));
                let last = jane.page(answer.header("location")).await;
                assert!(!last.contains("was not charged"), "{path}: {last}");
            } else {
                assert_eq!(answer.status, 422, "{path}: {}", text(&answer));
                assert!(text(&answer).contains("id=\"p-card_number\""), "{}", text(&answer));
            }
        }
        assert_eq!(orders(&site).await, 2);
        jane.page("/order/3").await;
        jane.post("/cart/add/3", &[("cycle", "monthly"), ("host", "b.example")]).await;
        let checkout = jane.page("/checkout").await;
        assert!(!checkout.contains("name=\"method\""), "{checkout}");
        let answer = jane.post("/checkout", &[]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(orders(&site).await, 3);
    }
}

#[tokio::test]
async fn what_is_sold_out_is_neither_ordered_nor_put_into_the_cart() {
    let site = one().await;
    furnish(&site).await;
    add(&site, "recurring", "7.00", Some(1)).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    assert!(jane.page("/order/3").await.contains("formaction=\"/cart/add/3\""));
    let chosen = [("cycle", "monthly"), ("method", "fakecard"), ("host", "a.example")];
    jane.post("/cart/add/3", &chosen).await;
    jane.post("/cart/add/2", &chosen).await;
    assert!(jane.page("/cart").await.contains("$27.00"));
    site.run("update products set stock = 0 where id = 3").await;

    // The line says it, the other has its price, and there is no way on until it is out.
    let cart = jane.page("/cart").await;
    for said in ["Sold out", "$20.00", "Remove what is sold out"] {
        assert!(cart.contains(said), "{said}: {cart}");
    }
    assert!(!cart.contains("Go to checkout"), "{cart}");
    assert_eq!(jane.get("/checkout").await.header("location"), "/cart");
    jane.page("/cart").await;
    jane.post("/cart/remove", &[("line", "0")]).await;
    assert!(jane.page("/cart").await.contains("Go to checkout"));

    let page = jane.page("/order/3").await;
    assert!(page.contains("Sold out") && !page.contains("/cart/add/3"), "{page}");
    assert!(!page.contains("Order and pay"), "{page}");
    let answer = jane.post("/cart/add/3", &chosen).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/order/3"));
    assert!(!jane.page("/cart").await.contains("$7.00"));
    jane.page("/order/3").await;
    let answer = jane.post("/order/3", &chosen).await;
    assert_eq!(answer.status, 422);
    assert!(text(&answer).contains("Sold out"), "{}", text(&answer));
    assert_eq!(orders(&site).await, 0);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_nothing_is_ordered() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run("insert into gateways (module, name, position) values ('sandboxcard', 'Test', 2)")
            .await;
        site.run("update products set type = 'hostingaccount'").await;
        let mut browser = Browser::on(&site);
        browser.page("/order/1").await;
        let mut fields = NEW.to_vec();
        fields.retain(|(name, _)| *name != "password");
        fields.extend([
            ("password", "short"),
            ("cycle", "monthly"),
            ("host", "no host name"),
            ("promo", "NOSUCH"),
            ("method", "sandboxcard"),
            ("card_number", "4242 4242 4242 4241"),
            ("card_expiry", "01/20"),
            ("card_cvv", "123"),
        ]);
        let answer = browser.post("/order/1", &fields).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        for name in ["password", "host", "promo", "card_number", "card_expiry"] {
            assert!(page.contains(&format!("id=\"p-{name}\"")), "{name}: {page}");
        }
        assert!(!page.contains("id=\"p-card_cvv\""), "{page}");
        assert!(page.contains("please enter them again"), "{page}");
        assert!(!page.contains("4242 4242 4242 4241"), "a card is never sent back: {page}");
        let clients = site.system.call(GetClients::default()).await.unwrap();
        assert_eq!((orders(&site).await, clients.totalresults.0), (0, 0));
    }
}
