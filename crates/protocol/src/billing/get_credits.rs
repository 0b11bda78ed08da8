//! `GetCredits`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, NumText, Text, WireDate, Wrap},
};

/// Lists the credit movements of a client.
///
/// <https://developers.whmcs.com/api-reference/getcredits/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCredits {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
}

impl Action for GetCredits {
    const NAME: &'static str = "GetCredits";
    const ACCESS: Access = Access::Read;
    type Response = GetCreditsResponse;
}

/// The response of `GetCredits`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCreditsResponse {
    pub totalresults: Num,
    pub clientid: NumText,
    pub credits: Wrap<Credits>,
}

/// The list of `credits`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Credits {
    pub credit: Many<Credit>,
}

/// A movement of a client's credit; negative when it was spent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Credit {
    pub id: Num,
    pub date: WireDate,
    pub description: Text,
    pub amount: Amount,
    pub relid: Num,
}
