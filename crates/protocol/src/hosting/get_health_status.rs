//! `GetHealthStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Text},
};

/// Runs the health checks.
///
/// <https://developers.whmcs.com/api-reference/gethealthstatus/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetHealthStatus {
    pub fetchStatus: Flag,
}

impl Action for GetHealthStatus {
    const NAME: &'static str = "GetHealthStatus";
    const ACCESS: Access = Access::Read;
    type Response = GetHealthStatusResponse;
}

/// The response of `GetHealthStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetHealthStatusResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checks: Option<HealthChecks>,
}

/// The outcome of the health checks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct HealthChecks {
    pub success: Many<HealthCheck>,
    pub warning: Many<HealthCheck>,
    pub danger: Many<HealthCheck>,
}

/// The outcome of one health check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct HealthCheck {
    pub name: Text,
    pub r#type: Text,
    pub body: Text,
}
