//! From one currency of the house into another, by the rates that its WHMCS tells.

use model::money::{Currency as Iso, ExchangeRate, Money, MoneyError, convert};
use protocol::Currency;
use protocol::wire::Amount;

/// Two currencies and their rates of now.
pub(crate) struct Exchange {
    from: (Iso, ExchangeRate),
    to: (Iso, ExchangeRate),
}

impl Exchange {
    /// Between two rows of the list.
    ///
    /// # Errors
    /// When a code or a rate of the house is none.
    pub(crate) fn between(from: &Currency, to: &Currency) -> Result<Self, MoneyError> {
        let side = |row: &Currency| {
            let rate = ExchangeRate::parse(&row.rate.to_string())?;
            Ok::<_, MoneyError>((Iso::iso(&row.code)?, rate))
        };
        Ok(Self { from: side(from)?, to: side(to)? })
    }

    /// An amount of the first one, written down.
    ///
    /// # Errors
    /// When the text is no amount of it.
    pub(crate) fn read(&self, text: &str) -> Result<Money, MoneyError> {
        Money::parse(text, &self.from.0)
    }

    /// The same in the second one, rounded once (B3).
    ///
    /// # Errors
    /// When it does not fit.
    pub(crate) fn of(&self, sum: Money) -> Result<Money, MoneyError> {
        convert(sum, self.from.1, self.to.1, self.to.0)
    }
}

/// Money as the wire has it.
pub(crate) fn amount(sum: Money) -> Amount {
    Amount::from_minor(sum.minor, u32::from(sum.currency.digits()))
}
