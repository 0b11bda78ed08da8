//! `DeleteCurrency`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a currency that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteCurrency {
    pub currencyid: u64,
}

impl Action for DeleteCurrency {
    const NAME: &'static str = "DeleteCurrency";
    const ACCESS: Access = Access::Write;
    type Response = DeleteCurrencyResponse;
}

/// The response of `DeleteCurrency`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteCurrencyResponse {
    pub currencyid: Num,
}
