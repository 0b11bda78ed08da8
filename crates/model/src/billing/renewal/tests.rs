//! Tables of when what is invoiced.

use super::*;
use jiff::civil::date;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn monthly(next_due: Date) -> Item {
    Item {
        kind: ItemKind::Service,
        invoiced_status: true,
        cycle: Cycle::Monthly,
        months: Some(1),
        anchor: date(2026, 1, 31),
        next_due,
        invoiced_to: None,
        has_unpaid_invoice: false,
        invoiced: 0,
        limit: None,
    }
}

fn period(from: Date, to_exclusive: Date) -> Renewal {
    Renewal::Invoice(Period { from, to_exclusive })
}

#[test]
fn b6_an_item_is_due_so_many_days_before_its_date() {
    let settings = RenewalSettings {
        lead_days_by_cycle: vec![(Cycle::Annually, 30)],
        domain_lead_days: 60,
        ..RenewalSettings::default()
    };
    let due = date(2026, 3, 31);
    let item = monthly(due);
    let yearly = Item { cycle: Cycle::Annually, months: Some(12), ..item };
    let domain = Item { kind: ItemKind::Domain, ..yearly };
    let march = period(due, date(2026, 4, 30));
    let not_before = |day| Renewal::NotBefore(day);
    for (item, today, expected) in [
        (item, date(2026, 3, 16), not_before(date(2026, 3, 17))),
        (item, date(2026, 3, 17), march),
        (item, date(2027, 1, 1), march),
        (yearly, date(2026, 2, 28), not_before(date(2026, 3, 1))),
        (yearly, date(2026, 3, 1), period(due, date(2027, 3, 31))),
        (domain, date(2026, 1, 30), period(due, date(2027, 3, 31))),
        // Someone moved the due date onwards: the days before it are given away on purpose.
        (Item { invoiced_to: Some(date(2026, 2, 28)), ..item }, date(2026, 3, 17), march),
        (Item { invoiced_status: false, ..item }, due, Renewal::Never),
        (Item { months: None, ..item }, due, Renewal::Never),
    ] {
        assert_eq!(decide(&item, &settings, today), expected, "{item:?} on {today}");
    }
}

#[test]
fn b9_continuous_invoicing_makes_one_invoice_per_period() {
    let once = RenewalSettings::default();
    let continuous = RenewalSettings { continuous: true, ..RenewalSettings::default() };
    let item = Item {
        invoiced_to: Some(date(2026, 4, 30)),
        has_unpaid_invoice: true,
        ..monthly(date(2026, 3, 31))
    };
    assert_eq!(decide(&item, &once, date(2026, 6, 1)), Renewal::WaitsForPayment);
    let next = period(date(2026, 4, 30), date(2026, 5, 31));
    assert_eq!(decide(&item, &continuous, date(2026, 6, 1)), next);
    let waits = Renewal::NotBefore(date(2026, 4, 16));
    assert_eq!(decide(&item, &continuous, date(2026, 4, 15)), waits);
}

#[test]
fn b8_an_invoice_is_due_with_its_first_period_or_on_the_billing_day() {
    for (from, day, today, expected) in [
        (date(2026, 3, 20), None, date(2026, 3, 6), date(2026, 3, 20)),
        (date(2026, 3, 20), Some(1), date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 3, 20), Some(20), date(2026, 2, 1), date(2026, 3, 20)),
        (date(2026, 3, 20), Some(28), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 20), Some(31), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 20), Some(1), date(2026, 3, 10), date(2026, 3, 10)),
        (date(2026, 3, 20), Some(1), date(2026, 5, 1), date(2026, 3, 20)),
        (date(2026, 1, 1), Some(15), date(2025, 12, 1), date(2025, 12, 15)),
    ] {
        assert_eq!(invoice_due(from, day, today), expected, "{from} {day:?} {today}");
    }
}

#[test]
fn b6_an_item_is_invoiced_as_often_as_its_product_says() {
    let (today, due) = (date(2026, 3, 20), date(2026, 3, 31));
    let march = period(due, date(2026, 4, 30));
    for (invoiced, limit, expected) in [
        (0, None, march),
        (40, None, march),
        (2, Some(3), march),
        (3, Some(3), Renewal::Complete),
        (4, Some(3), Renewal::Complete),
    ] {
        let item = Item { invoiced, limit, ..monthly(due) };
        let found = decide(&item, &RenewalSettings::default(), today);
        assert_eq!(found, expected, "{invoiced} of {limit:?}");
        // Named ones are no exception, and one that waits for its last payment is complete too.
        let unpaid = Item { has_unpaid_invoice: true, ..item };
        assert_eq!(unpaid.is_complete(), expected == Renewal::Complete);
    }
}

#[test]
fn b8_the_days_of_client_group_and_house_are_asked_in_this_order() {
    for (client, group, house, expected) in [
        (0, 0, 0, None),
        (0, 0, 1, Some(1)),
        (0, 15, 1, Some(15)),
        (31, 15, 1, Some(31)),
        (-1, 15, 1, None),
        (0, -1, 1, None),
        (0, 0, 32, None),
    ] {
        let found = billing_day(client, group, house);
        assert_eq!(found, expected, "{client} {group} {house}");
    }
}

#[test]
fn b8_what_is_due_on_a_billing_day_is_invoiced_on_one_day() {
    let first = RenewalSettings { billing_day: Some(1), ..RenewalSettings::default() };
    for (next_due, today, expected) in [
        (date(2026, 3, 5), date(2026, 2, 14), Renewal::NotBefore(date(2026, 2, 15))),
        (date(2026, 3, 5), date(2026, 2, 15), period(date(2026, 3, 5), date(2026, 4, 5))),
        (date(2026, 3, 31), date(2026, 2, 15), period(date(2026, 3, 31), date(2026, 4, 30))),
        (date(2026, 4, 1), date(2026, 2, 15), Renewal::NotBefore(date(2026, 3, 18))),
    ] {
        let item = Item { anchor: date(2025, 12, next_due.day()), ..monthly(next_due) };
        assert_eq!(decide(&item, &first, today), expected, "{next_due} on {today}");
    }
}

#[test]
fn b8_lines_say_their_period() {
    let january = Period { from: date(2026, 1, 1), to_exclusive: date(2026, 2, 1) };
    let option = ("Memory".to_owned(), "4 GB".to_owned());
    for (text, expected) in [
        (
            line_text("VPS Small", "example.com", Some(january), &[]),
            "VPS Small - example.com (2026-01-01 - 2026-01-31)",
        ),
        (
            line_text("VPS Small", "", Some(january), &[option]),
            "VPS Small (2026-01-01 - 2026-01-31)\nMemory: 4 GB",
        ),
        (line_text("Installation", "example.com", None, &[]), "Installation - example.com"),
        (
            domain_text("Domain Renewal", "example.com", 1, Some(january)),
            "Domain Renewal - example.com - 1 Year (2026-01-01 - 2026-01-31)",
        ),
        (
            domain_text("Domain Registration", "example.com", 2, None),
            "Domain Registration - example.com - 2 Years",
        ),
    ] {
        assert_eq!(text, expected);
    }
}

proptest! {
    /// Whatever is due up to a day begins by the reach of that day, and nothing else does (B8).
    #[test]
    fn b8_the_reach_of_a_day_is_what_is_due_by_it(
        day in 1..=31_u8,
        start in 0..1500_i32,
        later in 0..70_i32,
    ) {
        let until = add_days(date(2026, 1, 1), start).unwrap();
        let from = add_days(until, later - 5).unwrap();
        let due = invoice_due(from, Some(day), date(2020, 1, 1));
        prop_assert!(due <= from && add_days(due, 31).unwrap() > from);
        prop_assert_eq!(due <= until, from <= reach_of(until, Some(day)));
        prop_assert_eq!(reach_of(until, None), until);
    }

    /// However the runs fall and whenever payments come, the periods tile time.
    #[test]
    fn b7_no_period_comes_twice_and_none_is_skipped(
        start in 0..1500_i32,
        cycle in 0..Cycle::RECURRING.len(),
        continuous in proptest::bool::ANY,
        day in 0..=31_i64,
        runs in proptest::collection::vec((0..40_i32, proptest::bool::ANY), 1..60),
    ) {
        let billing_day = billing_day(day, 0, 0);
        let settings =
            RenewalSettings { continuous, billing_day, ..RenewalSettings::default() };
        let reach = |today| reach_of(add_days(today, 14).unwrap(), billing_day);
        let anchor = add_days(date(2026, 1, 1), start).unwrap();
        let cycle = Cycle::RECURRING[cycle];
        let mut item = Item { anchor, cycle, months: cycle.months(), ..monthly(anchor) };
        let (mut today, mut invoiced) = (anchor, Vec::<Period>::new());
        for (days, pays) in runs {
            today = add_days(today, days).unwrap();
            if let Renewal::Invoice(period) = decide(&item, &settings, today) {
                prop_assert_eq!(period.from, invoiced.last().map_or(anchor, |p| p.to_exclusive));
                prop_assert!(period.from <= reach(today));
                invoiced.push(period);
                item.invoiced_to = Some(period.to_exclusive);
                item.has_unpaid_invoice = true;
            }
            if let Some(last) = invoiced.last().filter(|_| pays) {
                item.next_due = last.to_exclusive;
                item.has_unpaid_invoice = false;
            }
        }
    }
}

#[test]
fn dates_of_a_line_are_shown_as_somebody_writes_them_and_kept_as_everybody_does() {
    let period = Some(Period { from: date(2026, 2, 1), to_exclusive: date(2026, 3, 3) });
    let write = |date: Date| format!("{:02}/{:02}/{}", date.day(), date.month(), date.year());
    for (kept, shown) in [
        ("VPS (2026-02-01 - 2026-03-02)\nOS: A", "VPS (01/02/2026 - 02/03/2026)\nOS: A"),
        // Only its own dates: others are words.
        ("VPS (2026-01-01 - 2026-01-31)", "VPS (2026-01-01 - 2026-01-31)"),
        ("VPS since 2026-02-01", "VPS since 2026-02-01"),
    ] {
        assert_eq!(text_shown(kept, period, write), shown);
        assert_eq!(text_kept(shown, period, write), kept);
        assert_eq!(text_shown(kept, None, write), kept);
    }
}
