//! `GetWebHooks`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the addresses that are told what happens.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetWebHooks {}

impl Action for GetWebHooks {
    const NAME: &'static str = "GetWebHooks";
    const ACCESS: Access = Access::Read;
    type Response = GetWebHooksResponse;
}

/// The response of `GetWebHooks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetWebHooksResponse {
    pub webhooks: Wrap<WebHooks>,
}

/// The list of `webhooks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WebHooks {
    pub webhook: Many<WebHook>,
}

/// An address that is told what happens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WebHook {
    pub id: Num,
    pub url: Text,
    /// `*` for all.
    pub events: Csv<String>,
    pub description: Text,
    pub enabled: Bool,
    pub created: WireDateTime,
    /// Deliveries that have not arrived yet.
    pub waiting: Num,
    /// Deliveries that were given up.
    pub failed: Num,
}
