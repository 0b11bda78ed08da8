//! Renewing before it is due, and addons for what a client has.

use engine::ordering::cart::{NewItem, NewOrder, WantedAddon};
use engine::testing::each;
use model::ids::{AddonId, ServiceId};
use store::args;
use store::billing::invoice_items;

use super::shop::{self, placed};
use crate::house;

#[tokio::test(flavor = "multi_thread")]
async fn b7_a_period_is_renewed_once_and_only_when_the_last_one_is_paid() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let order = NewOrder { promo_code: "REC".into(), ..shop.order(shop.several) };
        let first = placed(&test, order).await.unwrap();
        let id = first.services[0];
        let renew = || NewOrder {
            items: vec![NewItem::RenewService(id)],
            ..NewOrder::new(shop.client, "banktransfer")
        };
        let no = format!("Service ID {id} can not be renewed at this time.");
        // Pending, then active but unpaid: the first invoice comes first (B9).
        assert_eq!(placed(&test, renew()).await.unwrap_err().to_string(), no);
        let mut act = test.act().await.unwrap();
        let sql = "update services set status = 'Active' where id = $1";
        act.conn.exec(sql, args![id]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(placed(&test, renew()).await.unwrap_err().to_string(), no);
        house::pay(&test, first.invoice.unwrap(), 360, "t-1").await.unwrap();
        // Two renewals have the promotion, the third has not (B11).
        for (n, total, from) in
            [(1, 360, "2026-02-01"), (2, 360, "2026-03-01"), (3, 400, "2026-04-01")]
        {
            let renewal = placed(&test, renew()).await.unwrap();
            let invoice = renewal.invoice.unwrap();
            assert_eq!(house::read(&test, invoice).await.total_minor, total, "renewal {n}");
            let sql = "select period_from from billed_periods where invoice_id = $1";
            let mut c = test.engine.read().await.unwrap();
            let found: String = c.scalar(sql, args![invoice]).await.unwrap();
            assert_eq!(found, from, "renewal {n}");
            drop(c);
            house::pay(&test, invoice, total, &format!("r-{n}")).await.unwrap();
        }
        let foreign = NewOrder { client: stranger(&test).await, ..renew() };
        assert_eq!(placed(&test, foreign).await.unwrap_err().to_string(), no);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_the_promotion_of_a_name_holds_when_it_is_renewed_early() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        // 10 % for two renewals.
        let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
                expires_on, next_due_on, first_payment_minor, recurring_minor, status,
                promotion_id, created_at, updated_at)
            select $1, 'Register', 'mine.com', 1, '2025-03-01', '2025-03-01', '2026-03-01',
                '2026-03-01', 1200, 1400, 'Active', p.id, 0, 0
            from promotions p where p.code = 'REC'";
        act.conn.exec(sql, args![shop.client]).await.unwrap();
        act.commit().await.unwrap();
        for (n, total, lines) in [(1, 1_260, 2), (2, 1_260, 2), (3, 1_400, 1)] {
            let items = vec![NewItem::RenewDomain { name: "mine.com".into(), years: 1 }];
            let order = NewOrder { items, ..NewOrder::new(shop.client, "banktransfer") };
            let invoice = placed(&test, order).await.unwrap().invoice.unwrap();
            assert_eq!(house::read(&test, invoice).await.total_minor, total, "renewal {n}");
            let mut c = test.engine.read().await.unwrap();
            let found = invoice_items::of_invoice(&mut c, invoice).await.unwrap();
            assert_eq!(found.len(), lines, "renewal {n}");
            for line in found {
                assert_ne!(line.explanation, "[]", "renewal {n}: {}", line.description);
            }
            drop(c);
            house::pay(&test, invoice, total, &format!("d-{n}")).await.unwrap();
        }
        house::books_add_up(&test).await;
    }
}

async fn stranger(test: &engine::testing::TestEngine) -> model::ids::ClientId {
    let mut act = test.act().await.unwrap();
    let client = house::client(&mut act.conn).await;
    act.commit().await.unwrap();
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn addons_go_to_services_of_the_client_and_products_they_are_for() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let plain = placed(&test, shop.order(shop.plain)).await.unwrap().services[0];
        let other = placed(&test, shop.order(shop.several)).await.unwrap().services[0];
        let order = |client, service, addon, quantity| NewOrder {
            items: vec![NewItem::Addon { service, addon: WantedAddon { addon, quantity } }],
            ..NewOrder::new(client, "banktransfer")
        };
        let done = placed(&test, order(shop.client, plain, shop.addon, 1)).await.unwrap();
        assert_eq!(house::read(&test, done.invoice.unwrap()).await.total_minor, 500);
        assert_eq!((done.addons.len(), done.services.len()), (1, 0));
        let stranger = stranger(&test).await;
        let not_owned = "Service ID not owned by Client ID provided";
        for (order, said) in [
            (order(stranger, plain, shop.addon, 1), not_owned),
            (order(shop.client, ServiceId(999), shop.addon, 1), not_owned),
            (order(shop.client, other, shop.addon, 1), "Addon ID invalid"),
            (order(shop.client, plain, 999.into(), 1), "Addon ID invalid"),
            (order(shop.client, plain, shop.addon, 2), "The quantity must be between 1 and 1."),
            (
                order(shop.client, plain, shop.addon_once, 0),
                "The quantity must be between 1 and 10000.",
            ),
        ] {
            assert_eq!(placed(&test, order).await.unwrap_err().to_string(), said);
        }
        let renew = NewOrder {
            items: vec![NewItem::RenewAddon(AddonId(999))],
            ..NewOrder::new(shop.client, "banktransfer")
        };
        let said = placed(&test, renew).await.unwrap_err().to_string();
        assert_eq!(said, "Addon ID 999 can not be renewed at this time.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b33_domains_are_renewed_by_their_owner_while_they_can_be() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
                expires_on, next_due_on, first_payment_minor, recurring_minor, status, created_at,
                updated_at)
            values ($1, 'Register', $2, 1, '2025-03-01', '2025-03-01', '2026-03-01', '2026-03-01',
                1200, 1400, $3, 0, 0)";
        for (name, status) in [("mine.com", "Active"), ("gone.com", "Cancelled")] {
            act.conn.exec(sql, args![shop.client, name, status]).await.unwrap();
        }
        act.commit().await.unwrap();
        let renew = |client, name: &str, years| NewOrder {
            items: vec![NewItem::RenewDomain { name: name.into(), years }],
            ..NewOrder::new(client, "banktransfer")
        };
        let stranger = stranger(&test).await;
        for (order, said) in [
            (renew(stranger, "mine.com", 1), "Domain not owned by Client ID provided"),
            (renew(shop.client, "other.com", 1), "Domain not owned by Client ID provided"),
            (
                renew(shop.client, "gone.com", 1),
                "Domain status is set to 'Cancelled' and cannot be renewed",
            ),
            (renew(shop.client, "mine.com", 11), "The period must be 1 to 10 years"),
            (renew(shop.client, "mine.com", 3), ".com names cannot be renewed for 3 years"),
        ] {
            assert_eq!(placed(&test, order).await.unwrap_err().to_string(), said);
        }
        // The price that was agreed on, not the price list's.
        let done = placed(&test, renew(shop.client, "MINE.com", 1)).await.unwrap();
        let invoice = done.invoice.unwrap();
        assert_eq!(house::read(&test, invoice).await.total_minor, 1_400);
        let sql = "select period_from || ' ' || period_to from billed_periods
            where invoice_id = $1 and item = 'domain'";
        let mut c = test.engine.read().await.unwrap();
        let period: String = c.scalar(sql, args![invoice]).await.unwrap();
        assert_eq!(period, "2026-03-01 2027-03-01");
    }
}
