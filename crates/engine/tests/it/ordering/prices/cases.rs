//! The table itself: what is ordered on which day, and what it costs.

use engine::ordering::cart::{NewDomain, NewItem, NewOrder, NewService, WantedAddon};
use model::catalogue::options::Wish;
use model::domains::status::DomainOrderType;

use crate::ordering::shop::Shop;

type Build = fn(&Shop) -> NewOrder;

/// A row.
pub(super) struct Case {
    pub(super) what: &'static str,
    /// The day of the order in January 2026.
    pub(super) day: u8,
    pub(super) order: Build,
    /// Kind and minor units of each line.
    pub(super) lines: &'static [(&'static str, i64)],
    /// Level 1 is 10 %.
    pub(super) tax: i64,
    /// What comes again, from the line that says so.
    pub(super) recurring: Option<i64>,
}

/// Every row.
pub(super) fn all() -> impl Iterator<Item = Case> {
    let parts = [
        plain_cases(),
        extras_cases(),
        promotion_cases(),
        narrow_promotion_cases(),
        proration_cases(),
        domain_cases(),
    ];
    parts.into_iter().flatten()
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
    ]
}

fn extras_cases() -> Vec<Case> {
    vec![
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
        Case {
            what: "B29 what is free is paid once where staff set a price",
            day: 1,
            order: |s| {
                let price_override = Some("5".to_owned());
                s.order_of(NewService { price_override, ..NewService::new(s.free) })
            },
            lines: &[("Hosting", 500)],
            tax: 50,
            recurring: None,
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
    ]
}

fn narrow_promotion_cases() -> Vec<Case> {
    vec![
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
        extra: vec![("purpose".into(), "none".into())],
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
