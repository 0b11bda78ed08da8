//! `IgnoreBankLine`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Puts an open line of a bank statement aside: it is no payment of a client.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct IgnoreBankLine {
    pub lineid: u64,
    /// Why, for colleagues.
    pub reason: Option<String>,
}

impl Action for IgnoreBankLine {
    const NAME: &'static str = "IgnoreBankLine";
    const ACCESS: Access = Access::Write;
    type Response = IgnoreBankLineResponse;
}

/// The response of `IgnoreBankLine`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct IgnoreBankLineResponse {
    pub lineid: Num,
}
