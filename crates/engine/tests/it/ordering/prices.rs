//! The price of orders, as a table: product, cycle, quantity, options, addons, promotion,
//! proration and tax. What the preview says, the invoice asks.

use engine::ordering::cart::{NewDomain, NewItem, NewOrder, NewService, WantedAddon};
use engine::ordering::preview::{For, preview};
use engine::ordering::quote::Asker;
use engine::testing::{TestEngine, each};
use model::catalogue::options::Wish;
use model::domains::status::DomainOrderType;
use model::ids::{ClientId, CurrencyId};
use store::billing::{invoice_items, invoices};

use super::shop::{self, Shop, placed};
use crate::house;

type Build = fn(&Shop) -> NewOrder;

struct Case {
    what: &'static str,
    /// The day of the order in January 2026.
    day: u8,
    order: Build,
    /// Kind and minor units of each line.
    lines: &'static [(&'static str, i64)],
    /// Level 1 is 10 %.
    tax: i64,
    /// What comes again, from the line that says so.
    recurring: Option<i64>,
}

fn with(shop: &Shop, promo: &str, service: NewService) -> NewOrder {
    NewOrder { promo_code: promo.into(), ..shop.order_of(service) }
}

fn annually(shop: &Shop) -> NewService {
    NewService { cycle: "annually".into(), ..NewService::new(shop.plain) }
}

fn plain_cases() -> Vec<Case> {
    vec![
        Case {
            what: "B29 nothing said is the shortest cycle, the setup fee is a line of its own",
            day: 1,
            order: |s| s.order(s.plain),
            lines: &[("Hosting", 1_000), ("Setup", 500)],
            tax: 150,
            recurring: Some(1_000),
        },
        Case {
            what: "B29 a cycle in any spelling",
            day: 1,
            order: |s| s.order_of(NewService { cycle: "Annually".into(), ..annually(s) }),
            lines: &[("Hosting", 10_000)],
            tax: 1_000,
            recurring: Some(10_000),
        },
        Case {
            what: "B29 one service that scales",
            day: 1,
            order: |s| s.order_of(NewService { quantity: 3, ..NewService::new(s.scaled) }),
            lines: &[("Hosting", 999)],
            tax: 100,
            recurring: Some(999),
        },
        Case {
            what: "B29 several services; B14 the tax is rounded once, on the sum",
            day: 1,
            order: |s| s.order_of(NewService { quantity: 3, ..NewService::new(s.several) }),
            lines: &[("Hosting", 400), ("Hosting", 400), ("Hosting", 400)],
            tax: 120,
            recurring: Some(400),
        },
        Case {
            what: "B29 once and for all",
            day: 1,
            order: |s| s.order(s.once),
            lines: &[("Hosting", 5_000)],
            tax: 500,
            recurring: None,
        },
        Case {
            what: "B29 options: a choice, a quantity, a yes",
            day: 1,
            order: |s| {
                let options = vec![
                    (s.dropdown.0, Wish::Choice(s.dropdown.1[1])),
                    (s.quantity, Wish::Quantity(4)),
                    (s.yes_no, Wish::Quantity(1)),
                ];
                s.order_of(NewService { options, ..NewService::new(s.plain) })
            },
            lines: &[("Hosting", 1_000 + 200 + 200 + 150), ("Setup", 600)],
            tax: 215,
            recurring: Some(1_550),
        },
        Case {
            what: "B29 addons in the product's cycle, or in their own",
            day: 1,
            order: |s| {
                let addons = vec![
                    WantedAddon { addon: s.addon, quantity: 1 },
                    WantedAddon { addon: s.addon_once, quantity: 2 },
                ];
                s.order_of(NewService { addons, ..annually(s) })
            },
            lines: &[("Hosting", 10_000), ("Addon", 4_000), ("Addon", 1_400)],
            tax: 1_540,
            recurring: Some(10_000),
        },
        Case {
            what: "B29 staff set the price: for each unit and period, without setup fee",
            day: 1,
            order: |s| {
                let price_override = Some("7.50".to_owned());
                s.order_of(NewService { price_override, quantity: 2, ..NewService::new(s.scaled) })
            },
            lines: &[("Hosting", 1_500)],
            tax: 150,
            recurring: Some(1_500),
        },
    ]
}

fn promotion_cases() -> Vec<Case> {
    vec![
        Case {
            what: "B11 percent off price and setup fee",
            day: 1,
            order: |s| with(s, "p20", NewService::new(s.plain)),
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -300)],
            tax: 120,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 a fixed amount, off the price first",
            day: 1,
            order: |s| with(s, "FIX", NewService::new(s.plain)),
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -300)],
            tax: 120,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 a fixed amount never makes a line negative",
            day: 1,
            order: |s| with(s, "HUGE", NewService::new(s.plain)),
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -1_500)],
            tax: 0,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 another price, for each unit",
            day: 1,
            order: |s| with(s, "OVER", NewService::new(s.plain)),
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -400)],
            tax: 110,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 no setup fee",
            day: 1,
            order: |s| with(s, "SETUP", NewService::new(s.plain)),
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -500)],
            tax: 100,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 one item of the order only",
            day: 1,
            order: |s| with(s, "ONE", NewService { quantity: 2, ..NewService::new(s.several) }),
            lines: &[("Hosting", 400), ("PromoHosting", -200), ("Hosting", 400)],
            tax: 60,
            recurring: Some(400),
        },
        Case {
            what: "B11 the product it is for, not its addon",
            day: 1,
            order: |s| {
                let addons = vec![WantedAddon { addon: s.addon, quantity: 1 }];
                with(s, "PLAIN", NewService { addons, ..NewService::new(s.plain) })
            },
            lines: &[("Hosting", 1_000), ("Setup", 500), ("PromoHosting", -150), ("Addon", 500)],
            tax: 185,
            recurring: Some(1_000),
        },
        Case {
            what: "B11 staff use a code although it is for another cycle",
            day: 1,
            order: |s| NewOrder {
                promo_override: true,
                ..with(s, "YEAR", NewService::new(s.several))
            },
            lines: &[("Hosting", 400), ("PromoHosting", -40)],
            tax: 36,
            recurring: Some(400),
        },
    ]
}

fn proration_cases() -> Vec<Case> {
    vec![
        Case {
            what: "B30 on the day itself a whole period",
            day: 1,
            order: |s| s.order(s.prorated),
            lines: &[("Hosting", 3_100)],
            tax: 310,
            recurring: Some(3_100),
        },
        Case {
            what: "B30 up to the day the part: twelve of 31 days",
            day: 20,
            order: |s| s.order(s.prorated),
            lines: &[("Hosting", 1_200)],
            tax: 120,
            recurring: Some(3_100),
        },
        Case {
            what: "B30 after the 20th the part and the next month",
            day: 22,
            order: |s| s.order(s.prorated),
            lines: &[("Hosting", 4_100)],
            tax: 410,
            recurring: Some(3_100),
        },
        Case {
            what: "B30 a longer cycle: the part at the price of a month, and the cycle",
            day: 22,
            order: |s| {
                let cycle = "annually".to_owned();
                s.order_of(NewService { cycle, ..NewService::new(s.prorated) })
            },
            lines: &[("Hosting", 38_200)],
            tax: 3_820,
            recurring: Some(37_200),
        },
        Case {
            what: "B30 an addon takes the product's day",
            day: 22,
            order: |s| {
                let addons = vec![WantedAddon { addon: s.addon, quantity: 1 }];
                s.order_of(NewService { addons, ..NewService::new(s.prorated) })
            },
            // Ten of 31 days of 4.00 are 1.29, and a month, and the setup fee.
            lines: &[("Hosting", 4_100), ("Addon", 129 + 400 + 100)],
            tax: 473,
            recurring: Some(3_100),
        },
        Case {
            what: "B11 B30 another price in proportion to the part",
            day: 20,
            order: |s| with(s, "OVER", NewService::new(s.prorated)),
            // 25.00 less for the month, of which twelve of 31 days count.
            lines: &[("Hosting", 1_200), ("PromoHosting", -968)],
            tax: 23,
            recurring: Some(3_100),
        },
    ]
}

fn domain(kind: DomainOrderType, years: u64) -> NewDomain {
    NewDomain {
        name: "Example.COM".into(),
        kind,
        years,
        epp_code: "secret".into(),
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        price_override: None,
        renew_override: None,
    }
}

fn domain_cases() -> Vec<Case> {
    fn order(shop: &Shop, domain: NewDomain, promo: &str) -> NewOrder {
        NewOrder {
            items: vec![NewItem::Domain(domain)],
            promo_code: promo.into(),
            ..NewOrder::new(shop.client, "banktransfer")
        }
    }
    vec![
        Case {
            what: "a name for two years; B14 domains are not taxed unless the switch says so",
            day: 1,
            order: |s| order(s, domain(DomainOrderType::Register, 2), ""),
            lines: &[("DomainRegister", 2_200)],
            tax: 0,
            recurring: Some(2_200),
        },
        Case {
            what: "a transfer, renewed at the price of renewals",
            day: 1,
            order: |s| order(s, domain(DomainOrderType::Transfer, 1), "P20"),
            lines: &[("DomainTransfer", 1_000), ("PromoDomain", -200)],
            tax: 0,
            recurring: Some(1_500),
        },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_cost_what_the_table_says() {
    for test in each().await.unwrap() {
        let shop = shop::open(&test).await;
        house::set(&test, "TaxEnabled", "on").await;
        let mut act = test.act().await.unwrap();
        house::tax(&mut act.conn, 1, "Tax", "US", 10).await;
        act.commit().await.unwrap();
        let cases = [plain_cases(), promotion_cases(), proration_cases(), domain_cases()];
        for case in cases.into_iter().flatten() {
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
    for line in invoice_items::of_invoice(&mut c, id).await.unwrap() {
        let steps: Vec<(String, i64)> = serde_json::from_str(&line.explanation).unwrap();
        let sum: i64 = steps.iter().map(|(_, minor)| minor).sum();
        assert!(steps.is_empty() || sum == line.amount_minor, "{what}: {steps:?}");
    }
}

type Said = (Vec<(String, i64)>, i64, Option<i64>);

async fn previewed(test: &TestEngine, client: ClientId, order: &NewOrder) -> Said {
    let settings = test.engine.settings().await.unwrap();
    let caller = test.caller();
    let asker = Asker { caller: &caller, today: test.engine.today().await.unwrap() };
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
        let yearly = NewOrder { client, ..shop.order_of(annually(&shop)) };
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
        let asker = Asker { caller: &caller, today: test.engine.today().await.unwrap() };
        for (country, currency, total) in
            [("", 1, 1_500), ("DE", 1, 1_785), ("DE", 2, 1_071), ("FR", 2, 900)]
        {
            let whom = For::Visitor {
                currency: Some(CurrencyId(currency)),
                country: country.into(),
                state: String::new(),
            };
            let mut c = test.engine.read().await.unwrap();
            let found = preview(&mut c, &settings, asker, &whom, &order).await.unwrap();
            assert_eq!(found.total.minor, total, "{country} {currency}");
        }
    }
}
