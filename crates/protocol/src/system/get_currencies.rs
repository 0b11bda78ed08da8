//! `GetCurrencies`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, Wrap},
};

/// Lists currencies.
///
/// <https://developers.whmcs.com/api-reference/getcurrencies/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCurrencies {}

impl Action for GetCurrencies {
    const NAME: &'static str = "GetCurrencies";
    const ACCESS: Access = Access::Read;
    type Response = GetCurrenciesResponse;
}

/// The response of `GetCurrencies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCurrenciesResponse {
    pub totalresults: Num,
    pub currencies: Wrap<Currencies>,
}

/// The list of `currencies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Currencies {
    pub currency: Many<Currency>,
}

/// A currency with its rate to the default one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Currency {
    pub id: Num,
    pub code: Text,
    pub prefix: Text,
    pub suffix: Text,
    pub format: Num,
    pub rate: Amount,
}
