//! `GetSecurityState`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Num, Text, WireDateTime},
};

/// Tells which question a user chose and when it was last answered rightly, never the answer; and
/// which new address waits to be proven.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSecurityState {
    pub user_id: u64,
}

impl Action for GetSecurityState {
    const NAME: &'static str = "GetSecurityState";
    const ACCESS: Access = Access::Read;
    type Response = GetSecurityStateResponse;
}

/// The response of `GetSecurityState`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSecurityStateResponse {
    pub user_id: Num,
    pub hasanswer: Bool,
    pub question: Text,
    /// Whether it was answered rightly within the last hour.
    pub verified: Bool,
    pub verifiedat: WireDateTime,
    /// The address of `ChangeEmail` that waits; empty when none does.
    pub newemail: Text,
}
