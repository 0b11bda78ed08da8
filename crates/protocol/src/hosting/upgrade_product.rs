//! `UpgradeProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Flag, Keyed, Num, NumText, Text},
};

/// Calculates or orders an upgrade of a service.
///
/// <https://developers.whmcs.com/api-reference/upgradeproduct/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpgradeProduct {
    #[param(refused = "Service ID Not Found")]
    pub serviceid: u64,
    /// Calculates only.
    pub calconly: Flag,
    #[param(required)]
    pub paymentmethod: Option<String>,
    /// `product` or `configoptions`.
    #[param(missing = "Invalid Upgrade Type")]
    pub r#type: String,
    pub newproductid: Option<u64>,
    pub newproductbillingcycle: Option<String>,
    pub promocode: Option<String>,
    /// A choice or a quantity by option id.
    pub configoptions: Keyed<u64, u64>,
}

impl Action for UpgradeProduct {
    const NAME: &'static str = "UpgradeProduct";
    const ACCESS: Access = Access::Write;
    type Response = UpgradeProductResponse;
}

/// The response of `UpgradeProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpgradeProductResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldproductid: Option<NumText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldproductname: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newproductid: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newproductname: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daysuntilrenewal: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totaldays: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newproductbillingcycle: Option<Text>,
    pub price: Text,
    /// Ours: what is to be paid now, with its tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Text>,
    /// Ours: what becomes the client's credit, with its tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
    /// Ours: what each renewal asks then, options and all, before promotions and tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<NumText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orderid: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_number: Option<Text>,
    pub invoiceid: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgradeinprogress: Option<Bool>,
}
