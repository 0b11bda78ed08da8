//! `GetLinkReport`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDate, Wrap},
};

/// Tells day by day what a link brought, and the revenue of the orders that came through it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetLinkReport {
    pub linkid: u64,
    pub startdate: Option<WireDate>,
    pub enddate: Option<WireDate>,
}

impl Action for GetLinkReport {
    const NAME: &'static str = "GetLinkReport";
    const ACCESS: Access = Access::Read;
    type Response = GetLinkReportResponse;
}

/// The response of `GetLinkReport`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetLinkReportResponse {
    pub linkid: Num,
    pub name: Text,
    pub clicks: Num,
    pub uniqueclicks: Num,
    pub signups: Num,
    pub orders: Num,
    /// Orders for a hundred unique clicks.
    pub conversionpercent: Amount,
    pub revenue: Wrap<LinkRevenueList>,
    pub days: Wrap<LinkDayList>,
}

/// The list of `revenue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LinkRevenueList {
    pub amount: Many<LinkRevenue>,
}

/// The list of `days`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LinkDayList {
    pub day: Many<LinkDay>,
}

/// What attributed orders brought in a currency.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LinkRevenue {
    pub currency: Text,
    /// Paid less refunded.
    pub amount: Amount,
}

/// One day of a link.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LinkDay {
    pub date: WireDate,
    pub clicks: Num,
    pub uniqueclicks: Num,
    pub signups: Num,
    pub orders: Num,
}
