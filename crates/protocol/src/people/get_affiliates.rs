//! `GetAffiliates`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, BoolNum, Many, Num, NumText, Text, WireDate, WireDateTime, Wrap},
};

/// Lists affiliates.
///
/// <https://developers.whmcs.com/api-reference/getaffiliates/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAffiliates {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub userid: Option<u64>,
    pub visitors: Option<u64>,
    pub paytype: Option<String>,
    pub payamount: Option<Amount>,
    pub onetime: Option<u64>,
    pub balance: Option<Amount>,
    pub withdrawn: Option<Amount>,
}

impl Action for GetAffiliates {
    const NAME: &'static str = "GetAffiliates";
    const ACCESS: Access = Access::Read;
    type Response = GetAffiliatesResponse;
}

/// The response of `GetAffiliates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAffiliatesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub affiliates: Wrap<Affiliates>,
}

/// The list of `affiliates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Affiliates {
    pub affiliate: Many<Affiliate>,
}

/// An affiliate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Affiliate {
    pub id: Num,
    pub date: WireDate,
    pub clientid: NumText,
    pub visitors: Num,
    pub paytype: Text,
    pub payamount: Amount,
    pub onetime: BoolNum,
    pub balance: Amount,
    pub withdrawn: Amount,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
}
