//! `AddPayMethod`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, NumText, Secret},
};

/// Stores a card or bank account of a client.
///
/// <https://developers.whmcs.com/api-reference/addpaymethod/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddPayMethod {
    #[param(missing = "Client ID Is Required", malformed = "Invalid Client ID")]
    pub clientid: u64,
    /// `BankAccount`, `CreditCard` or `RemoteCreditCard`; `CreditCard` if absent.
    pub r#type: Option<String>,
    pub description: Option<String>,
    pub gateway_module_name: Option<String>,
    pub card_number: Option<Secret>,
    /// `MMYY`.
    pub card_expiry: Option<String>,
    /// `MMYY`.
    pub card_start: Option<String>,
    #[param(malformed = "Issue Number is invalid")]
    pub card_issue_number: Option<u64>,
    pub bank_name: Option<String>,
    pub bank_account_type: Option<String>,
    pub bank_code: Option<String>,
    pub bank_account: Option<Secret>,
    pub set_as_default: Flag,
}

impl Action for AddPayMethod {
    const NAME: &'static str = "AddPayMethod";
    const ACCESS: Access = Access::Write;
    type Response = AddPayMethodResponse;
}

/// The response of `AddPayMethod`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddPayMethodResponse {
    pub clientid: NumText,
    pub paymethodid: Num,
}
