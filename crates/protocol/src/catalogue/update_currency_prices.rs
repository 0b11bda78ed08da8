//! `UpdateCurrencyPrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Sets every product price in a currency to that in the default one at the present rate.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateCurrencyPrices {
    pub currencyid: u64,
}

impl Action for UpdateCurrencyPrices {
    const NAME: &'static str = "UpdateCurrencyPrices";
    const ACCESS: Access = Access::Write;
    type Response = UpdateCurrencyPricesResponse;
}

/// The response of `UpdateCurrencyPrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateCurrencyPricesResponse {
    pub numprices: Num,
}
