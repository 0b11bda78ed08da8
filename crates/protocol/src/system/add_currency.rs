//! `AddCurrency`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a currency.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCurrency {
    /// Three letters, ISO 4217.
    pub code: String,
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    /// 1 to 4, as `GetCurrencies` gives it.
    pub format: Option<u64>,
    /// Units of it for one of the default currency.
    pub rate: String,
}

impl Action for AddCurrency {
    const NAME: &'static str = "AddCurrency";
    const ACCESS: Access = Access::Write;
    type Response = AddCurrencyResponse;
}

/// The response of `AddCurrency`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCurrencyResponse {
    pub currencyid: Num,
}
