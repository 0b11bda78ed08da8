//! `GetModuleQueue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Many, Num, Text, WireDateTime},
};

/// Lists module calls that failed and wait for a retry.
///
/// <https://developers.whmcs.com/api-reference/getmodulequeue/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetModuleQueue {
    pub relatedId: Option<u64>,
    /// `domain`, `service` or `addon`.
    pub serviceType: Option<String>,
    pub moduleName: Option<String>,
    pub moduleAction: Option<String>,
    pub since: Option<WireDateTime>,
}

impl Action for GetModuleQueue {
    const NAME: &'static str = "GetModuleQueue";
    const ACCESS: Access = Access::Read;
    type Response = GetModuleQueueResponse;
}

/// The response of `GetModuleQueue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetModuleQueueResponse {
    pub count: Num,
    pub queue: Many<ModuleQueueEntry>,
}

/// A module call that failed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleQueueEntry {
    pub id: Num,
    pub serviceType: Text,
    pub serviceId: Num,
    pub moduleName: Text,
    pub moduleAction: Text,
    pub lastAttempt: WireDateTime,
    pub lastAttemptError: Text,
    pub numRetries: Num,
    pub completed: BoolNum,
    pub createdAt: WireDateTime,
    pub updatedAt: WireDateTime,
}
