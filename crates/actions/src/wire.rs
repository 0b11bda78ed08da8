//! Small translations between the wire's words and the engine's.

use engine::{Fault, Result, invalid};
use jiff::civil::Date;
use model::money::{Currency, Money};
use protocol::ParamError;
use protocol::wire::{Amount, WireDate};

/// A parameter that could not be read becomes a refusal that names it.
pub(crate) fn bad_parameter(error: &ParamError) -> Fault {
    invalid(error.field.clone(), error.message())
}

/// Reads an amount in a currency, exactly (B1).
pub(crate) fn money(field: &'static str, amount: &Amount, currency: &Currency) -> Result<Money> {
    Money::parse(amount.as_str(), currency)
        .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))
}

/// An amount as the wire spells it.
pub(crate) fn amount(money: Money) -> Amount {
    Amount::from_minor(money.minor, u32::from(money.currency.digits()))
}

/// A date, absent for `0000-00-00`.
pub(crate) fn date(date: Option<Date>) -> WireDate {
    WireDate(date)
}
