//! `GetServiceUsage`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, WireDate},
};

/// Tells what a service used, day by day, as its server told.
///
/// Ours: no WHMCS keeps more than the last reading.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServiceUsage {
    pub serviceid: u64,
    /// The first day; 30 days with the last one if absent.
    pub startdate: Option<WireDate>,
    /// The last day; today if absent.
    pub enddate: Option<WireDate>,
}

impl Action for GetServiceUsage {
    const NAME: &'static str = "GetServiceUsage";
    const ACCESS: Access = Access::Read;
    type Response = GetServiceUsageResponse;
}

/// The response of `GetServiceUsage`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServiceUsageResponse {
    pub serviceid: Num,
    pub clientid: Num,
    pub startdate: WireDate,
    pub enddate: WireDate,
    /// The days on which the server told something, in order.
    pub days: Many<UsageDay>,
}

/// A day of a service, in MiB.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UsageDay {
    pub date: WireDate,
    pub disk: Num,
    /// 0 for any amount.
    pub disklimit: Num,
    /// Of the month so far.
    pub traffic: Num,
    /// Since the reading before, or since the month began; absent where neither is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trafficofday: Option<Num>,
    /// In a month; 0 for any amount.
    pub trafficlimit: Num,
}
