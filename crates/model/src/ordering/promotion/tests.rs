//! Tables of promotions.

use super::*;
use crate::money::Currency;
use jiff::civil::date;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

fn promotion() -> Promotion {
    Promotion {
        discount: Discount::FreeSetup,
        recurs: Recurs::Once,
        products: vec![ProductId(1)],
        addons: vec![ProductAddonId(2)],
        tlds: vec![".com".to_owned()],
        cycles: vec![],
        starts: None,
        expires: None,
        uses_max: None,
        uses: 5,
        new_signups_only: false,
        once_per_client: false,
        existing_clients_only: false,
    }
}

fn context() -> Context<'static> {
    Context {
        item: Item::Product(ProductId(1)),
        cycle: Cycle::Monthly,
        today: date(2026, 3, 10),
        orders_before: 2,
        active_services: 1,
        used_before: true,
    }
}

#[test]
fn b11_promotions_hold_within_their_limits() {
    use PromotionRefusal::{
        AlreadyUsed, ExistingClientsOnly, Expired, NewClientsOnly, NotStarted, UsedUp, WrongCycle,
    };
    let day = |day| Some(date(2026, 3, day));
    let promo = promotion;
    for (promotion, expected) in [
        (promo(), Ok(())),
        (Promotion { starts: day(10), expires: day(10), ..promo() }, Ok(())),
        (Promotion { starts: day(11), ..promo() }, Err(NotStarted)),
        (Promotion { expires: day(9), ..promo() }, Err(Expired)),
        (Promotion { uses_max: Some(6), ..promo() }, Ok(())),
        (Promotion { uses_max: Some(5), ..promo() }, Err(UsedUp)),
        (Promotion { new_signups_only: true, ..promo() }, Err(NewClientsOnly)),
        (Promotion { once_per_client: true, ..promo() }, Err(AlreadyUsed)),
        (Promotion { existing_clients_only: true, ..promo() }, Ok(())),
        (Promotion { cycles: vec![Cycle::Annually], ..promo() }, Err(WrongCycle)),
        (Promotion { cycles: vec![Cycle::Monthly], ..promo() }, Ok(())),
    ] {
        assert_eq!(check(&promotion, &context()), expected, "{promotion:?}");
    }
    let newcomer =
        Context { orders_before: 0, active_services: 0, used_before: false, ..context() };
    for (promotion, expected) in [
        (Promotion { new_signups_only: true, ..promo() }, Ok(())),
        (Promotion { once_per_client: true, ..promo() }, Ok(())),
        (Promotion { existing_clients_only: true, ..promo() }, Err(ExistingClientsOnly)),
    ] {
        assert_eq!(check(&promotion, &newcomer), expected, "{promotion:?}");
    }
}

#[test]
fn b11_promotions_hold_for_the_items_they_name() {
    for (item, expected) in [
        (Item::Product(ProductId(1)), true),
        (Item::Product(ProductId(2)), false),
        (Item::Addon(ProductAddonId(2)), true),
        (Item::Addon(ProductAddonId(1)), false),
        (Item::Tld("COM"), true),
        (Item::Tld(".net"), false),
    ] {
        let found = check(&promotion(), &Context { item, ..context() });
        assert_eq!(found.is_ok(), expected, "{item:?}");
    }
}

#[test]
fn b11_each_type_takes_off_its_part() {
    let percentage = |text| Discount::Percentage(Percent::parse(text).unwrap());
    let fixed = |minor| Discount::FixedAmount(usd(minor));
    let price = |minor| Discount::PriceOverride(usd(minor));
    for (discount, recurring, setup, off_recurring, off_setup) in [
        (percentage("10"), 1000, 500, 100, 50),
        (percentage("33.3333"), 1000, 0, 333, 0),
        (percentage("250"), 1000, 500, 1000, 500),
        (fixed(300), 1000, 500, 300, 0),
        (fixed(1200), 1000, 500, 1000, 200),
        (fixed(9999), 1000, 500, 1000, 500),
        (price(700), 1000, 500, 300, 0),
        (price(1500), 1000, 500, 0, 0),
        (Discount::FreeSetup, 1000, 500, 0, 500),
    ] {
        let found = apply(discount, usd(recurring), usd(setup)).unwrap();
        let expected = Discounted { off_recurring: usd(off_recurring), off_setup: usd(off_setup) };
        assert_eq!(found, expected, "{discount:?} off {recurring} and {setup}");
    }
}

#[test]
fn b11_recur_for_n_is_n_invoices_after_the_first() {
    for (recurring, recur_for, expected) in
        [(false, 0, 0), (false, 3, 0), (true, 2, 2), (true, 0, 10)]
    {
        let recurs = Recurs::from_fields(recurring, recur_for);
        let held = (0..10).filter(|before| holds_for_renewal(recurs, *before)).count();
        assert_eq!(held, expected, "{recurs:?}");
    }
}

proptest! {
    #[test]
    fn b11_a_fixed_amount_counts_once_for_an_order(
        amount in 0..100_000_i64,
        lines in proptest::collection::vec(0..30_000_i64, 0..8),
    ) {
        let lines: Vec<Money> = lines.into_iter().map(usd).collect();
        let sum: i64 = lines.iter().map(|line| line.minor).sum();
        let shares = spread(usd(amount), &lines).unwrap();
        let off: i64 = shares.iter().map(|share| share.minor).sum();
        prop_assert_eq!(off, amount.min(sum));
        for (share, line) in shares.iter().zip(&lines) {
            prop_assert!((0..=line.minor).contains(&share.minor), "no line below zero");
        }
    }
}
