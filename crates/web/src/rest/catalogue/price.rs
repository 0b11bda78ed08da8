//! Prices by cycle: the wire has one column for each, and `-1.00` for what is not offered.

use protocol::wire::{Amount, Named};
use protocol::{OptionPrices, PriceLine, ProductPrices};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rest::money::{Money, sum};

/// How often something is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::rest) enum Cycle {
    /// Nothing is paid.
    Free,
    /// Once.
    OneTime,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    SemiAnnually,
    /// Every year.
    Annually,
    /// Every two years.
    Biennially,
    /// Every three years.
    Triennially,
}

impl Cycle {
    /// The word on the wire.
    pub(in crate::rest) const fn word(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::OneTime => "onetime",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::SemiAnnually => "semiannually",
            Self::Annually => "annually",
            Self::Biennially => "biennially",
            Self::Triennially => "triennially",
        }
    }
}

/// What something costs in one cycle and currency.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Price {
    /// How often the price is paid.
    cycle: Cycle,
    /// For one period.
    price: Money,
    /// Once, with the first period.
    setup_fee: Money,
}

/// One line per cycle: what is paid, and the setup fee.
type Columns<'a> = [(Cycle, &'a Amount, &'a Amount); 6];

/// The prices of a product, in the one currency or in all.
pub(super) fn of_product(
    pay_type: &str,
    prices: &Named<ProductPrices>,
    currency: Option<&str>,
) -> Vec<Price> {
    let wanted = prices.iter().filter(|(code, _)| currency.is_none_or(|only| only == *code));
    wanted
        .flat_map(|(code, row)| match pay_type {
            "free" => vec![free(code)],
            "onetime" => {
                let once = (Cycle::OneTime, &row.monthly, &row.msetupfee);
                offered(code, &[once])
            }
            _ => offered(code, &columns(row)),
        })
        .collect()
}

/// The prices of a choice of an option; a choice has them for all cycles.
pub(super) fn of_choice(
    pay_type: &str,
    prices: &Named<OptionPrices>,
    currency: Option<&str>,
) -> Vec<Price> {
    let wanted = prices.iter().filter(|(code, _)| currency.is_none_or(|only| only == *code));
    wanted
        .flat_map(|(code, row)| match pay_type {
            "free" => Vec::new(),
            "onetime" => offered(code, &[(Cycle::OneTime, &row.monthly, &row.msetupfee)]),
            _ => offered(code, &option_columns(row)),
        })
        .collect()
}

/// A price that stands for itself; `None` for a cycle that is not known.
pub(super) fn of_line(pay_type: &str, line: &PriceLine, code: &str) -> Option<Price> {
    let cycle = match pay_type {
        "free" => return None,
        "onetime" => Cycle::OneTime,
        _ => {
            let word = line.cycle.to_ascii_lowercase().replace(['-', ' '], "");
            serde_json::from_value(word.into()).ok()?
        }
    };
    offered(code, &[(cycle, &line.price, &line.setupfee)]).pop()
}

fn free(code: &str) -> Price {
    let nothing = || sum(&Amount::default(), code);
    Price { cycle: Cycle::Free, price: nothing(), setup_fee: nothing() }
}

fn offered(code: &str, columns: &[(Cycle, &Amount, &Amount)]) -> Vec<Price> {
    let is_price = |amount: &Amount| !amount.is_blank() && !amount.as_str().starts_with('-');
    let no_fee = Amount::default();
    columns
        .iter()
        .filter(|(_, price, _)| is_price(price))
        .map(|(cycle, price, fee)| Price {
            cycle: *cycle,
            price: sum(price, code),
            setup_fee: sum(if is_price(fee) { fee } else { &no_fee }, code),
        })
        .collect()
}

fn columns(row: &ProductPrices) -> Columns<'_> {
    [
        (Cycle::Monthly, &row.monthly, &row.msetupfee),
        (Cycle::Quarterly, &row.quarterly, &row.qsetupfee),
        (Cycle::SemiAnnually, &row.semiannually, &row.ssetupfee),
        (Cycle::Annually, &row.annually, &row.asetupfee),
        (Cycle::Biennially, &row.biennially, &row.bsetupfee),
        (Cycle::Triennially, &row.triennially, &row.tsetupfee),
    ]
}

fn option_columns(row: &OptionPrices) -> Columns<'_> {
    [
        (Cycle::Monthly, &row.monthly, &row.msetupfee),
        (Cycle::Quarterly, &row.quarterly, &row.qsetupfee),
        (Cycle::SemiAnnually, &row.semiannually, &row.ssetupfee),
        (Cycle::Annually, &row.annually, &row.asetupfee),
        (Cycle::Biennially, &row.biennially, &row.bsetupfee),
        (Cycle::Triennially, &row.triennially, &row.tsetupfee),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Cycle, of_product};
    use protocol::ProductPrices;
    use protocol::wire::{Amount, Named};

    #[test]
    fn only_what_is_offered_has_a_price() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        let row = ProductPrices {
            monthly: amount("5.00"),
            msetupfee: amount("-1.00"),
            quarterly: amount("-1.00"),
            semiannually: amount("-1.00"),
            annually: amount("50.00"),
            asetupfee: amount("3.00"),
            biennially: amount("-1.00"),
            triennially: amount("-1.00"),
            ..ProductPrices::default()
        };
        let prices = Named(vec![("USD".to_owned(), row.clone()), ("EUR".to_owned(), row)]);
        for (pay_type, currency, expected) in [
            (
                "recurring",
                None,
                vec!["5.00 0.00 USD", "50.00 3.00 USD", "5.00 0.00 EUR", "50.00 3.00 EUR"],
            ),
            ("recurring", Some("EUR"), vec!["5.00 0.00 EUR", "50.00 3.00 EUR"]),
            ("onetime", Some("USD"), vec!["5.00 0.00 USD"]),
            ("free", Some("USD"), vec!["0.00 0.00 USD"]),
            ("recurring", Some("XXX"), vec![]),
        ] {
            let found: Vec<String> = of_product(pay_type, &prices, currency)
                .iter()
                .map(|p| format!("{} {} {}", p.price.amount, p.setup_fee.amount, p.price.currency))
                .collect();
            assert_eq!(found, expected, "{pay_type} {currency:?}");
        }
        assert_eq!(Cycle::SemiAnnually.word(), serde_json::to_value(Cycle::SemiAnnually).unwrap());
    }
}
