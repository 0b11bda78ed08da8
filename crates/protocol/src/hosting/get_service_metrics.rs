//! `GetServiceMetrics`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text},
};

/// Tells how busy a service was on its last day, as its provider measured it.
///
/// Ours: no WHMCS has it. The provider is asked each time; nothing is kept.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServiceMetrics {
    #[param(missing = "Service ID is required", malformed = "Service ID not found")]
    pub serviceid: u64,
}

impl Action for GetServiceMetrics {
    const NAME: &'static str = "GetServiceMetrics";
    const ACCESS: Access = Access::Read;
    type Response = GetServiceMetricsResponse;
}

/// The response of `GetServiceMetrics`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServiceMetricsResponse {
    pub serviceid: Num,
    /// The first second of the day, since 1970.
    pub from: Num,
    /// The first second after it.
    pub until: Num,
    /// Seconds by which the company's clock is ahead of UTC.
    pub utcoffset: Num,
    /// Averages of five minutes that were measured, in order.
    pub points: Many<MetricsPoint>,
}

/// Five minutes of a service; what its provider does not measure is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MetricsPoint {
    /// Their first second, since 1970.
    pub time: Num,
    /// Percent of all of its computing power.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<Text>,
    /// Bytes a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Num>,
    /// Bytes a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Num>,
}
