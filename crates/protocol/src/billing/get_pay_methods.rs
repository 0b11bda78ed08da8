//! `GetPayMethods`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, NumText, Secret, Text},
};

/// Lists the stored cards and bank accounts of a client.
///
/// <https://developers.whmcs.com/api-reference/getpaymethods/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPayMethods {
    #[param(missing = "Client ID Is Required", malformed = "Client Not Found")]
    pub clientid: u64,
    pub paymethodid: Option<u64>,
    /// `BankAccount` or `CreditCard`.
    pub r#type: Option<String>,
}

impl Action for GetPayMethods {
    const NAME: &'static str = "GetPayMethods";
    const ACCESS: Access = Access::Read;
    type Response = GetPayMethodsResponse;
}

/// The response of `GetPayMethods`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPayMethodsResponse {
    pub clientid: NumText,
    pub paymethods: Many<PayMethod>,
}

/// A stored card or bank account; the keys of the other kind are left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PayMethod {
    pub id: Num,
    pub r#type: Text,
    pub description: Text,
    pub gateway_name: Text,
    pub contact_type: Text,
    pub contact_id: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_last_four: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_number: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<Text>,
    pub remote_token: Secret,
    pub last_updated: Text,
}
