//! Whether a name is free, and what a premium name costs.

use model::money::Money;

use super::Answer;
use crate::Refused;

/// Whether a name is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// The name.
    pub domain: String,
    /// What is known.
    pub state: AvailabilityState,
    /// What it costs, if its registry asks more for it than for others.
    pub premium: Option<PremiumCost>,
}

/// Whether a name is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvailabilityState {
    /// It can be registered.
    Free,
    /// Someone has it.
    Taken,
    /// Nobody can have it.
    Reserved,
    /// The registrar does not sell this top-level domain.
    NotOffered,
    /// It could not be found out.
    Unknown,
}

/// What a premium name costs us for one year; what is absent costs what it does with any name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PremiumCost {
    /// Its registration.
    pub register: Option<Money>,
    /// Each renewal.
    pub renew: Option<Money>,
    /// Its transfer.
    pub transfer: Option<Money>,
    /// Its restoration from redemption, without the renewal.
    pub restore: Option<Money>,
}

impl PremiumCost {
    /// Whether anything about the name costs more than with any other.
    #[must_use]
    pub fn is_some(&self) -> bool {
        *self != PremiumCost::default()
    }
}

/// Whether a registry asks what was agreed, and nothing more of a name that was sold as any other.
/// A premium name is bought for one year at a time, for further ones may have another price.
///
/// # Errors
/// Refused, with both amounts: nothing may be bought then (2004 of RFC 8748 section 4).
pub fn agreed(years: u8, fee: Option<Money>, asked: Option<Money>) -> Answer<()> {
    let amount = |money: Money| format!("{money} {}", money.currency.code());
    let why = match (fee, asked) {
        (None, None) => return Ok(()),
        (Some(fee), Some(asked)) if fee == asked && years == 1 => return Ok(()),
        (Some(fee), Some(asked)) if fee == asked => {
            "A premium name is had for one year at a time".to_owned()
        }
        (None, Some(asked)) => {
            let asked = amount(asked);
            format!("It is a premium name for {asked} and was not sold as one")
        }
        (Some(fee), Some(asked)) => {
            let (fee, asked) = (amount(fee), amount(asked));
            format!("The premium name costs {asked} now, and {fee} was agreed")
        }
        (Some(fee), None) => {
            format!("It is no premium name any more, and {} was agreed", amount(fee))
        }
    };
    Err(Refused::new("2004", why))
}

#[cfg(test)]
mod tests {
    use super::{PremiumCost, agreed};
    use model::money::{Currency, Money};

    #[test]
    fn nothing_is_bought_for_another_fee_than_the_agreed_one() {
        let usd = |minor| Some(Money::from_minor(minor, Currency::USD));
        let eur = Some(Money::from_minor(100, Currency::EUR));
        let once = "A premium name is had for one year at a time";
        for (years, fee, asked, why) in [
            (2, None, None, ""),
            (1, usd(100), usd(100), ""),
            (2, usd(100), usd(100), once),
            (1, None, usd(100), "It is a premium name for 1.00 USD and was not sold as one"),
            (1, usd(100), usd(101), "The premium name costs 1.01 USD now, and 1.00 USD was agreed"),
            (1, usd(100), usd(99), "The premium name costs 0.99 USD now, and 1.00 USD was agreed"),
            (1, usd(100), eur, "The premium name costs 1.00 EUR now, and 1.00 USD was agreed"),
            (1, usd(100), None, "It is no premium name any more, and 1.00 USD was agreed"),
        ] {
            let said = agreed(years, fee, asked).err().map(|no| no.message).unwrap_or_default();
            assert_eq!(said, why, "{fee:?} {asked:?}");
        }
        assert!(!PremiumCost::default().is_some());
        assert!(PremiumCost { renew: usd(1), ..PremiumCost::default() }.is_some());
    }
}
