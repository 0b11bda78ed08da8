//! What the moves of an order do to its items, invoice, stock and promotion (B29).

use engine::ordering::accept::{Acceptance, accept};
use engine::ordering::cart::{NewItem, NewOrder, NewService};
use engine::ordering::place::{Placed, place};
use engine::ordering::{fraud, states};
use engine::testing::{TestEngine, each};
use model::hosting::service::AutoSetup;
use model::ids::OrderId;
use ports::fraud::FraudDecision;
use store::args;

use super::shop::{self, Shop, as_client, placed};
use crate::house;

/// `Pending | services Pending | invoice Unpaid | stock 4 | uses 1`.
async fn look(test: &TestEngine, shop: &Shop, order: &Placed) -> String {
    let mut c = test.engine.read().await.unwrap();
    let text = "select status from orders where id = $1";
    let status: Option<String> = c.maybe_scalar(text, args![order.order]).await.unwrap();
    let text = "select status from services where order_id = $1";
    let services: Vec<String> = c.column(text, args![order.order]).await.unwrap();
    let text = "select status from invoices where id = $1";
    let invoice: String = c.scalar(text, args![order.invoice.unwrap()]).await.unwrap();
    let text = "select stock from products where id = $1";
    let stock: i64 = c.scalar(text, args![shop.scarce]).await.unwrap();
    let text = "select uses from promotions where code = 'ONCE'";
    let uses: i64 = c.scalar(text, args![]).await.unwrap();
    let status = status.unwrap_or_else(|| "gone".into());
    let services = services.join(",");
    format!("{status} | services {services} | invoice {invoice} | stock {stock} | uses {uses}")
}

pub(super) async fn go(test: &TestEngine, id: OrderId, what: &str) -> Result<(), String> {
    let mut act = test.act().await.unwrap();
    let done = match what {
        "cancel" => states::cancel(&mut act, id).await,
        "fraud" => states::fraud(&mut act, id).await,
        "pending" => states::pending(&mut act, id).await,
        _ => states::delete(&mut act, id).await,
    };
    done.map_err(|fault| fault.to_string())?;
    act.commit().await.map_err(|fault| fault.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn b29_an_order_moves_with_all_that_belongs_to_it() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = NewOrder { promo_code: "ONCE".into(), ..shop.order(shop.scarce) };
        let order = placed(&test, order).await.unwrap();
        assert!((1_000_000_000..10_000_000_000).contains(&order.number), "ten digits");
        let not_pending = "Order ID not found or Status not Pending";
        for (what, outcome, then) in [
            ("look", Ok(()), "Pending | services Pending | invoice Unpaid | stock 4 | uses 1"),
            (
                "delete",
                Err("The order status must be in Cancelled or Fraud to be deleted"),
                "Pending | services Pending | invoice Unpaid | stock 4 | uses 1",
            ),
            (
                "cancel",
                Ok(()),
                "Cancelled | services Cancelled | invoice Cancelled | stock 5 | uses 0",
            ),
            (
                "cancel",
                Err(not_pending),
                "Cancelled | services Cancelled | invoice Cancelled | stock 5 | uses 0",
            ),
            ("fraud", Ok(()), "Fraud | services Cancelled | invoice Cancelled | stock 5 | uses 0"),
            ("pending", Ok(()), "Pending | services Pending | invoice Unpaid | stock 4 | uses 1"),
            ("pending", Ok(()), "Pending | services Pending | invoice Unpaid | stock 4 | uses 1"),
            ("fraud", Ok(()), "Fraud | services Fraud | invoice Cancelled | stock 5 | uses 0"),
            ("fraud", Ok(()), "Fraud | services Fraud | invoice Cancelled | stock 5 | uses 0"),
            ("delete", Ok(()), "gone | services  | invoice Cancelled | stock 5 | uses 0"),
            (
                "delete",
                Err("Order ID not found"),
                "gone | services  | invoice Cancelled | stock 5 | uses 0",
            ),
        ] {
            if what != "look" {
                let outcome = outcome.map_err(str::to_owned);
                assert_eq!(go(&test, order.order, what).await, outcome, "{what}");
            }
            assert_eq!(look(&test, &shop, &order).await, then, "after {what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b32_a_cancelled_order_comes_back_only_while_there_is_stock() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = placed(&test, shop.order(shop.scarce)).await.unwrap();
        go(&test, order.order, "cancel").await.unwrap();
        for _ in 0..5 {
            placed(&test, shop.order(shop.scarce)).await.unwrap();
        }
        assert_eq!(go(&test, order.order, "pending").await, Err("Out of stock".to_owned()));
        let seen = look(&test, &shop, &order).await;
        assert_eq!(seen, "Cancelled | services Cancelled | invoice Cancelled | stock 0 | uses 0");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accepting_activates_and_happens_once() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = placed(&test, shop.order(shop.scarce)).await.unwrap();
        let cx = test.engine.cx(test.caller());
        accept(&cx, order.order, &Acceptance::default()).await.unwrap();
        let seen = look(&test, &shop, &order).await;
        assert_eq!(seen, "Active | services Active | invoice Unpaid | stock 4 | uses 0");
        let again = accept(&cx, order.order, &Acceptance::default()).await.unwrap_err();
        assert_eq!(again.to_string(), "Order ID not found or Status not Pending");
        let none = accept(&cx, OrderId(999), &Acceptance::default()).await.unwrap_err();
        assert_eq!(none.to_string(), "Order ID not found or Status not Pending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_paying_the_first_invoice_moves_the_due_date_to_the_end_of_the_first_period() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        test.clock.set("2026-01-22T09:00:00Z".parse().unwrap());
        let order = placed(&test, shop.order(shop.prorated)).await.unwrap();
        let due = |c: i64| format!("select coalesce(next_due_on, '') from services where id = {c}");
        let sql = due(order.services[0].0);
        let read = async || -> String {
            test.engine.read().await.unwrap().scalar(&sql, args![]).await.unwrap()
        };
        assert_eq!(read().await, "2026-01-22");
        house::pay(&test, order.invoice.unwrap(), 4_100, "t-1").await.unwrap();
        assert_eq!(read().await, "2026-03-01");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_costs_nothing_is_paid_at_once_or_has_no_invoice() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = placed(&test, shop.order(shop.free)).await.unwrap();
        assert_eq!((order.invoice, order.services.len()), (None, 1));
        let order = NewOrder { promo_code: "HUGE".into(), ..shop.order(shop.scaled) };
        let order = placed(&test, order).await.unwrap();
        let invoice = house::read(&test, order.invoice.unwrap()).await;
        assert_eq!((invoice.status.to_string().as_str(), invoice.total_minor), ("Paid", 0));
        let order = NewOrder { no_invoice: true, ..shop.order(shop.scaled) };
        assert_eq!(placed(&test, order).await.unwrap().invoice, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fraud_check_decides_before_anything_is_set_up() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "update products set auto_setup = $2 where id = $1";
        act.conn.exec(sql, args![shop.scarce, AutoSetup::Order]).await.unwrap();
        act.commit().await.unwrap();
        for (decision, then, creations) in [
            (FraudDecision::Fail, "Fraud | services Fraud", 0),
            (FraudDecision::Review, "Pending | services Pending", 0),
            (FraudDecision::Pass, "Pending | services Active", 1),
        ] {
            test.world.fraud.answer_next(decision);
            let caller = as_client(shop.client);
            let engine::Begun::Fresh(mut act) =
                test.engine.begin(&caller, "AddOrder", "").await.unwrap()
            else {
                panic!("a fresh act")
            };
            let order = place(&mut act, shop.order(shop.scarce)).await.unwrap();
            act.commit().await.unwrap();
            let mut act = test.act().await.unwrap();
            // Only the verdict is of interest, not the mails.
            act.conn.exec("delete from jobs where kind = 'mail'", args![]).await.unwrap();
            act.commit().await.unwrap();
            engine::jobs::run_until_idle(&test.engine).await.unwrap();
            let seen = look(&test, &shop, &order).await;
            assert!(seen.starts_with(then), "{decision:?}: {seen}");
            let sql = "select count(*) from jobs where kind = 'service.create'";
            let mut c = test.engine.read().await.unwrap();
            let count: i64 = c.scalar(sql, args![]).await.unwrap();
            assert_eq!(count, creations, "{decision:?}");
        }
        let cx = test.engine.cx(test.caller());
        let none = fraud::check(&cx, OrderId(999), None).await.unwrap_err();
        assert_eq!(none.to_string(), "Order ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_cannot_do_what_only_staff_may() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "update products set hidden = 1 where id = $1";
        act.conn.exec(sql, args![shop.scaled]).await.unwrap();
        act.commit().await.unwrap();
        let staff_only = "Only staff may change the price of an order";
        let price_override = Some("0.01".to_owned());
        let cheap = NewService { price_override, ..NewService::new(shop.plain) };
        for (order, said) in [
            (shop.order_of(cheap), staff_only),
            (NewOrder { no_invoice: true, ..shop.order(shop.plain) }, staff_only),
            (NewOrder { promo_override: true, ..shop.order(shop.plain) }, staff_only),
            (shop.order(shop.scaled), "Product ID Not Found"),
        ] {
            let caller = as_client(shop.client);
            let engine::Begun::Fresh(mut act) =
                test.engine.begin(&caller, "AddOrder", "").await.unwrap()
            else {
                panic!("a fresh act")
            };
            assert_eq!(place(&mut act, order).await.unwrap_err().to_string(), said);
        }
        // Staff may order what is hidden.
        placed(&test, shop.order(shop.scaled)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_codes_hold_for_whom_and_when_they_say() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = |code: &str| NewOrder { promo_code: code.into(), ..shop.order(shop.several) };
        for (code, said) in [
            ("NOSUCH", "The promotion code entered does not exist"),
            ("OVERDUE", "The promotion code has expired."),
            ("EARLY", "The promotion has not started yet."),
            ("OLD", "The promotion is for existing clients only."),
            ("YEAR", "The promotion does not apply to this billing cycle."),
            ("PLAIN", "The promotion does not apply to this item."),
            ("NEEDS", "The promotion requires another item in the order."),
        ] {
            assert_eq!(placed(&test, order(code)).await.unwrap_err().to_string(), said, "{code}");
        }
        placed(&test, order("NEW")).await.unwrap();
        let said = placed(&test, order("NEW")).await.unwrap_err().to_string();
        assert_eq!(said, "The promotion is for new clients only.");
        let mut both = order("NEEDS");
        both.items.push(NewItem::Product(Box::new(NewService::new(shop.plain))));
        placed(&test, both).await.unwrap();
        let done = placed(&test, order("REC")).await.unwrap();
        let mut c = test.engine.read().await.unwrap();
        let sql = "select count(*) from services s join promotions p on p.id = s.promotion_id
            where s.id = $1 and p.code = 'REC' and s.promotion_count = 0";
        assert_eq!(c.scalar::<i64>(sql, args![done.services[0]]).await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_exists_at_a_provider_is_ended_there_and_all_traces_go_with_the_order() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = placed(&test, shop.order(shop.scarce)).await.unwrap();
        let id = order.services[0];
        let mut act = test.act().await.unwrap();
        for sql in [
            "update services set status = 'Active', provisioned_at = 1 where id = $1",
            "insert into cancellation_requests (service_id, client_id, type, created_at, updated_at)
                select id, client_id, 'Immediate', 0, 0 from services where id = $1",
            "insert into service_facts (service_id, name, value) values ($1, 'a', 'b')",
        ] {
            act.conn.exec(sql, args![id]).await.unwrap();
        }
        act.commit().await.unwrap();
        go(&test, order.order, "cancel").await.unwrap();
        let seen = look(&test, &shop, &order).await;
        assert!(seen.starts_with("Cancelled | services Active | invoice Cancelled"), "{seen}");
        let sql = "select count(*) from jobs where kind = 'service.terminate'";
        let mut c = test.engine.read().await.unwrap();
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 1);
        drop(c);
        let first = go(&test, order.order, "delete").await;
        assert_eq!(first, Err(format!("Service ID {id} must be terminated first")));
        let mut act = test.act().await.unwrap();
        let sql = "update services set status = 'Terminated' where id = $1";
        act.conn.exec(sql, args![id]).await.unwrap();
        act.commit().await.unwrap();
        go(&test, order.order, "delete").await.unwrap();
        let mut c = test.engine.read().await.unwrap();
        let sql = "select (select count(*) from services) + (select count(*) from service_facts)";
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 0);
    }
}
