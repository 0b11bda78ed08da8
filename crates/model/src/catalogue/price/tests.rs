//! Tables of order lines and of what may be chosen.

use super::*;
use crate::catalogue::options::{ConfigChoice, ConfigOption, OptionRefusal, Wish, choose};
use crate::ids::{ConfigChoiceId, ConfigOptionId};
use crate::money::Currency;
use proptest::prelude::{prop_assert_eq, proptest};

fn monthly(recurring: i64, setup: i64) -> Pricing {
    let usd = |minor| Money::from_minor(minor, Currency::USD);
    let price = CyclePrice { recurring: usd(recurring), setup: usd(setup) };
    Pricing::new(Currency::USD, [(Cycle::Monthly, price)])
}

fn option(id: i64, name: &str, kind: OptionKind, choices: &[(i64, &str, i64)]) -> ConfigOption {
    let choice = |(id, name, price): &(i64, &str, i64)| ConfigChoice {
        id: ConfigChoiceId(*id),
        name: (*name).to_owned(),
        pricing: monthly(*price, 0),
    };
    ConfigOption {
        id: ConfigOptionId(id),
        name: name.to_owned(),
        kind,
        choices: choices.iter().map(choice).collect(),
        quantity_min: 0,
        quantity_max: 8,
    }
}

fn options() -> [ConfigOption; 3] {
    [
        option(1, "Location", OptionKind::Dropdown, &[(10, "Oslo", 0), (11, "Rome", 150)]),
        option(2, "Backups", OptionKind::YesNo, &[(20, "Yes", 200)]),
        option(3, "Addresses", OptionKind::Quantity, &[(30, "Address", 100)]),
    ]
}

#[test]
fn b29_a_line_is_product_setup_options_and_quantity() {
    let options = options();
    let wish = |id, wish| (ConfigOptionId(id), wish);
    let rome = wish(1, Wish::Choice(ConfigChoiceId(11)));
    for (wishes, quantity, recurring, setup) in [
        (vec![], 1, 1000, 500),
        (vec![], 3, 3000, 1500),
        (vec![rome], 1, 1150, 500),
        (vec![rome, wish(2, Wish::Quantity(1)), wish(3, Wish::Quantity(4))], 1, 1750, 500),
        (vec![rome, wish(3, Wish::Quantity(4))], 2, 3100, 1000),
    ] {
        let chosen = choose(&options, &wishes).unwrap();
        let line =
            line_price("VPS", &monthly(1000, 500), Cycle::Monthly, &chosen, quantity).unwrap();
        let found = (line.recurring.minor, line.setup.minor);
        assert_eq!(found, (recurring, setup), "{wishes:?} x {quantity}");
        assert_eq!(line.first().unwrap().minor, recurring + setup);
    }
}

#[test]
fn b29_a_line_explains_itself() {
    let options = options();
    let wishes = [
        (ConfigOptionId(1), Wish::Choice(ConfigChoiceId(11))),
        (ConfigOptionId(3), Wish::Quantity(2)),
    ];
    let chosen = choose(&options, &wishes).unwrap();
    let line = line_price("VPS", &monthly(1000, 500), Cycle::Monthly, &chosen, 1).unwrap();
    assert_eq!(
        line.explanation.to_string(),
        "VPS, setup: 5.00 USD\nVPS: 10.00 USD\nLocation: Rome: 1.50 USD\n\
         Addresses x 2: 2.00 USD\n"
    );
}

#[test]
fn b29_what_is_not_offered_is_refused() {
    let line = |cycle, quantity| line_price("VPS", &monthly(1000, 0), cycle, &[], quantity);
    let not_offered = PriceRefusal::CycleNotOffered(Cycle::Annually);
    assert_eq!(line(Cycle::Annually, 1), Err(not_offered));
    assert_eq!(line(Cycle::Monthly, 0), Err(PriceRefusal::Quantity));
    assert_eq!(line(Cycle::Monthly, QUANTITY_MAX + 1), Err(PriceRefusal::Quantity));
    let huge = line_price("VPS", &monthly(i64::MAX, 0), Cycle::Monthly, &[], 2);
    assert_eq!(huge, Err(PriceRefusal::Money(MoneyError::Overflow)));
}

#[test]
fn wishes_outside_the_options_are_refused() {
    let options = options();
    for (id, wish, expected) in [
        (9, Wish::Quantity(1), "There is no option 9."),
        (1, Wish::Choice(ConfigChoiceId(30)), "Location has no choice 30."),
        (1, Wish::Counted(ConfigChoiceId(30), 11), "Location has no choice 30."),
        (3, Wish::Quantity(9), "The quantity of Addresses must be between 0 and 8."),
    ] {
        let refusal = choose(&options, &[(ConfigOptionId(id), wish)]).unwrap_err();
        assert_eq!(refusal.to_string(), expected);
    }
    let empty = [option(1, "Location", OptionKind::Radio, &[])];
    let wish = [(ConfigOptionId(1), Wish::Choice(ConfigChoiceId(7)))];
    let refusal = choose(&empty, &wish).unwrap_err();
    assert_eq!(refusal, OptionRefusal::NoChoices("Location".to_owned()));
}

#[test]
fn an_option_without_choices_is_left_out() {
    let unfinished = option(4, "Panel", OptionKind::Dropdown, &[]);
    let all: Vec<ConfigOption> = options().into_iter().chain([unfinished]).collect();
    for wishes in [vec![], vec![(ConfigOptionId(4), Wish::Quantity(0))]] {
        let chosen = choose(&all, &wishes).unwrap();
        let names: Vec<&str> = chosen.iter().map(|each| each.option.name.as_str()).collect();
        assert_eq!(names, ["Location", "Backups", "Addresses"]);
    }
}

#[test]
fn a_number_means_a_choice_or_a_quantity_by_the_kind_of_option() {
    let options = options();
    let wish = |id, wish| choose(&options, &[(ConfigOptionId(id), wish)]).unwrap();
    assert_eq!(wish(1, Wish::Quantity(11))[0].choice.name, "Rome");
    assert_eq!(wish(2, Wish::Choice(ConfigChoiceId(20)))[1].quantity, 1);
    assert_eq!(wish(3, Wish::Choice(ConfigChoiceId(5)))[2].quantity, 5);
    assert_eq!(wish(2, Wish::Quantity(0))[1].quantity, 0);
    // Said with both, the number of times never names a choice.
    let counted = |choice, quantity| Wish::Counted(ConfigChoiceId(choice), quantity);
    assert_eq!(wish(1, counted(11, 10))[0].choice.name, "Rome");
    assert_eq!(wish(1, counted(11, 10))[0].quantity, 1);
    assert_eq!(wish(2, counted(20, 0))[1].quantity, 0);
    assert_eq!(wish(2, counted(20, 1))[1].quantity, 1);
    assert_eq!(wish(3, counted(30, 5))[2].quantity, 5);
}

proptest! {
    #[test]
    fn b29_the_steps_sum_to_the_price(
        (price, setup) in (0..100_000_i64, 0..100_000_i64),
        (addresses, quantity) in (0..8_u32, 1..50_u32),
    ) {
        let options = options();
        let wishes = [(ConfigOptionId(3), Wish::Quantity(addresses))];
        let chosen = choose(&options, &wishes).unwrap();
        let pricing = monthly(price, setup);
        let line = line_price("VPS", &pricing, Cycle::Monthly, &chosen, quantity).unwrap();
        let steps: i64 = line.explanation.steps.iter().map(|step| step.amount.minor).sum();
        prop_assert_eq!(steps, line.first().unwrap().minor);
    }
}
