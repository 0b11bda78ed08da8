//! The price of orders, as a table: product, cycle, quantity, options, addons, promotion,
//! proration and tax. What the preview says, the invoice asks.

mod cases;

use engine::domains::premium::Known;
use engine::ordering::cart::{NewOrder, NewService, WantedAddon};
use engine::ordering::preview::{For, preview};
use engine::ordering::quote::Asker;
use engine::testing::{TestEngine, each};
use model::ids::{ClientId, CurrencyId};
use store::args;
use store::billing::{invoice_items, invoices};

use self::cases::Case;
use super::shop::{self, Shop, placed};
use crate::house;

#[tokio::test(flavor = "multi_thread")]
async fn orders_cost_what_the_table_says() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        house::set(&test, "TaxEnabled", "on").await;
        let mut act = test.act().await.unwrap();
        house::tax(&mut act.conn, 1, "Tax", "US", 10).await;
        act.commit().await.unwrap();
        for case in cases::all() {
            check(&test, &shop, &case).await;
        }
    }
}

async fn check(test: &TestEngine, shop: &Shop, case: &Case) {
    let what = case.what;
    test.clock.set(format!("2026-01-{:02}T09:00:00Z", case.day).parse().unwrap());
    // A client of its own for each case, so that no case sees the orders of another.
    let mut act = test.act().await.unwrap();
    let client = house::client(&mut act.conn).await;
    act.conn.exec("update domains set status = 'Cancelled'", &[]).await.unwrap();
    act.commit().await.unwrap();
    let order = NewOrder { client, ..(case.order)(shop) };
    let said = previewed(test, client, &order).await;
    let lines: Vec<(String, i64)> =
        case.lines.iter().map(|(kind, minor)| ((*kind).to_owned(), *minor)).collect();
    assert_eq!((said.0, said.1, said.2), (lines, case.tax, case.recurring), "preview: {what}");
    let placed = placed(test, order).await.unwrap();
    let mut c = test.engine.read().await.unwrap();
    let id = placed.invoice.unwrap();
    let invoice = invoices::by_id(&mut c, id).await.unwrap().unwrap();
    let found: Vec<(String, i64)> = invoice_items::of_invoice(&mut c, id)
        .await
        .unwrap()
        .iter()
        .map(|line| (line.r#type.to_string(), line.amount_minor))
        .collect();
    let expected: Vec<(String, i64)> =
        case.lines.iter().map(|(kind, minor)| ((*kind).to_owned(), *minor)).collect();
    assert_eq!((found, invoice.tax_minor), (expected, case.tax), "invoice: {what}");
    drop(c);
    house::explained(test, id, what).await;
}

type Said = (Vec<(String, i64)>, i64, Option<i64>);

async fn previewed(test: &TestEngine, client: ClientId, order: &NewOrder) -> Said {
    let settings = test.engine.settings().await.unwrap();
    let caller = test.caller();
    let today = test.engine.today().await.unwrap();
    let asker = Asker { caller: &caller, today, asks_answers: true, premium: &Known::default() };
    let mut c = test.engine.read().await.unwrap();
    let found = preview(&mut c, &settings, asker, &For::Client(client), order).await.unwrap();
    let lines = found.lines.iter().map(|l| (l.line.kind.to_string(), l.line.amount.minor));
    let later = found.lines.iter().find_map(|line| line.later);
    (lines.collect(), found.tax.tax.minor, later.map(|(_, money)| money.minor))
}

#[tokio::test(flavor = "multi_thread")]
async fn b3_an_order_is_in_the_clients_currency_or_not_at_all() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let client = house::client_in(&mut act.conn, 2).await;
        act.commit().await.unwrap();
        let order = |product| NewOrder { client, ..shop.order(product) };
        let done = placed(&test, order(shop.plain)).await.unwrap();
        let row = house::read(&test, done.invoice.unwrap()).await;
        assert_eq!((row.total_minor, row.currency_id), (900, CurrencyId(2)));
        // A product without a price in the currency is not for nothing: it cannot be had.
        let refused = placed(&test, order(shop.scaled)).await.unwrap_err();
        let said = format!("Product ID {} has no price in EUR", shop.scaled);
        assert_eq!(refused.to_string(), said);
        let yearly = NewService { cycle: "annually".into(), ..NewService::new(shop.plain) };
        let yearly = NewOrder { client, ..shop.order_of(yearly) };
        let refused = placed(&test, yearly).await.unwrap_err();
        assert_eq!(refused.to_string(), "Invalid Billing Cycle Requested");
        // B3: a promotion's amount is of the default currency: 3.00 USD are 2.76 EUR.
        let order = NewOrder { promo_code: "FIX".into(), ..order(shop.plain) };
        let done = placed(&test, order).await.unwrap();
        assert_eq!(house::read(&test, done.invoice.unwrap()).await.total_minor, 900 - 276);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_sees_prices_with_the_tax_of_the_place() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        house::set(&test, "TaxEnabled", "on").await;
        let mut act = test.act().await.unwrap();
        house::tax(&mut act.conn, 1, "VAT", "DE", 19).await;
        act.commit().await.unwrap();
        let order = NewOrder { client: ClientId(0), ..shop.order(shop.plain) };
        let settings = test.engine.settings().await.unwrap();
        let caller = test.caller();
        let today = test.engine.today().await.unwrap();
        let asker =
            Asker { caller: &caller, today, asks_answers: true, premium: &Known::default() };
        for (country, currency, total) in
            [("", 1, 1_500), ("DE", 1, 1_785), ("DE", 2, 1_071), ("FR", 2, 900)]
        {
            let whom = For::Visitor {
                currency: Some(CurrencyId(currency)),
                country: country.into(),
                state: String::new(),
                tax_id: String::new(),
            };
            let mut c = test.engine.read().await.unwrap();
            let found = preview(&mut c, &settings, asker, &whom, &order).await.unwrap();
            assert_eq!(found.total.minor, total, "{country} {currency}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_pays_less_for_products_and_addons() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into client_groups (name, discount_percent) values ('Friends', 100000)
            returning id";
        let group: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "update clients set group_id = $2 where id = $1";
        act.conn.exec(sql, args![shop.client, group]).await.unwrap();
        act.commit().await.unwrap();
        let addons = vec![WantedAddon { addon: shop.addon, quantity: 1 }];
        let service = NewService { addons, ..NewService::new(shop.plain) };
        let done = placed(&test, shop.order_of(service)).await.unwrap();
        // Ten percent off 10.00 + 5.00 and 4.00 + 1.00, now and later.
        let invoice = house::read(&test, done.invoice.unwrap()).await;
        assert_eq!(invoice.total_minor, 900 + 450 + 450);
        let mut c = test.engine.read().await.unwrap();
        let sql = "select recurring_minor from services where id = $1";
        let recurring: i64 = c.scalar(sql, args![done.services[0]]).await.unwrap();
        assert_eq!(recurring, 900);
    }
}
