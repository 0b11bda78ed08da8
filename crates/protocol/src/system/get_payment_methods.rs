//! `GetPaymentMethods`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists active gateways.
///
/// <https://developers.whmcs.com/api-reference/getpaymentmethods/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPaymentMethods {}

impl Action for GetPaymentMethods {
    const NAME: &'static str = "GetPaymentMethods";
    const ACCESS: Access = Access::Read;
    type Response = GetPaymentMethodsResponse;
}

/// The response of `GetPaymentMethods`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPaymentMethodsResponse {
    pub totalresults: Num,
    pub paymentmethods: Wrap<Paymentmethods>,
}

/// The list of `paymentmethods`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Paymentmethods {
    pub paymentmethod: Many<PaymentMethod>,
}

/// An active gateway.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PaymentMethod {
    pub module: Text,
    pub displayname: Text,
}
