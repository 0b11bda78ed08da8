//! `GetModuleLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists what modules were asked and what came of it, newest first, while `ModuleDebugMode` is on.
///
/// Ours: a WHMCS shows it only on a page.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetModuleLog {
    /// Only this one.
    pub logid: Option<u64>,
    /// `gateway`, `server`, `registrar`, `fraud`, `dns`, `files`, `sign-in`, `kms` or `rates`.
    pub r#type: Option<String>,
    /// System name of a module.
    pub module: Option<String>,
    /// `Done`, `Pending`, `Refused`, `Unsupported`, `Misconfigured`, `Not Sent`, `Unknown` or
    /// `Abandoned`.
    pub outcome: Option<String>,
    /// Exactly what the calls were about, as `target` says it.
    pub target: Option<String>,
    pub clientid: Option<u64>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetModuleLog {
    const NAME: &'static str = "GetModuleLog";
    const ACCESS: Access = Access::Read;
    type Response = GetModuleLogResponse;
}

/// The response of `GetModuleLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetModuleLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub calls: Wrap<ModuleCalls>,
}

/// The list of `calls`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleCalls {
    pub call: Many<ModuleCall>,
}

/// A call of a module.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleCall {
    pub logid: Num,
    pub date: WireDateTime,
    pub r#type: Text,
    pub module: Text,
    pub action: Text,
    /// `service 7`, `invoice 12`, a domain name; empty for the module itself.
    pub target: Text,
    /// 0 when it is nobody's affair or not known whose.
    pub clientid: Num,
    pub outcome: Text,
    /// How long it took.
    pub milliseconds: Num,
    /// Without secrets.
    pub request: Text,
    /// Without secrets.
    pub response: Text,
}
