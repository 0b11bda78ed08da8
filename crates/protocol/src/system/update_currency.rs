//! `UpdateCurrency`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Changes a currency; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateCurrency {
    pub currencyid: u64,
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    /// 1 to 4, as `GetCurrencies` gives it.
    pub format: Option<u64>,
    /// Units of it for one of the default currency.
    pub rate: Option<String>,
}

impl Action for UpdateCurrency {
    const NAME: &'static str = "UpdateCurrency";
    const ACCESS: Access = Access::Write;
    type Response = UpdateCurrencyResponse;
}

/// The response of `UpdateCurrency`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateCurrencyResponse {
    pub currencyid: Num,
}
