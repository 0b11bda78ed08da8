//! `GetAffiliateDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Tells how an affiliate is paid, and what it earned and was paid lately.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAffiliateDetails {
    pub affiliateid: u64,
}

impl Action for GetAffiliateDetails {
    const NAME: &'static str = "GetAffiliateDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetAffiliateDetailsResponse;
}

/// The response of `GetAffiliateDetails`. Amounts are in the client's currency.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAffiliateDetailsResponse {
    pub affiliateid: Num,
    pub clientid: Num,
    pub client: Text,
    pub currency: Text,
    /// `percentage`, `fixed`, or empty for the house rule.
    pub paytype: Text,
    /// Per cent, or an amount.
    pub payamount: Amount,
    pub onetime: Bool,
    pub balance: Amount,
    pub withdrawn: Amount,
    pub commissions: Wrap<AffiliateCommissionList>,
    pub payouts: Wrap<AffiliatePayoutList>,
}

/// The list of `commissions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AffiliateCommissionList {
    pub commission: Many<AffiliateCommission>,
}

/// What an affiliate earned by one line of an invoice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AffiliateCommission {
    pub id: Num,
    pub invoiceid: Num,
    /// Its number; empty until it is given.
    pub invoicenum: Text,
    pub serviceid: Num,
    pub amount: Amount,
    /// `Pending`, `Cleared` or `Reversed`.
    pub status: Text,
    /// The day from which it counts.
    pub clears: WireDate,
    pub date: WireDateTime,
}

/// The list of `payouts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AffiliatePayoutList {
    pub payout: Many<AffiliatePayout>,
}

/// What an affiliate was paid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AffiliatePayout {
    pub id: Num,
    pub amount: Amount,
    /// `outside` or `credit`.
    pub r#type: Text,
    pub reference: Text,
    pub by: Text,
    pub date: WireDateTime,
}
