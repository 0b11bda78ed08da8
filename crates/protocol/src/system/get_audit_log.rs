//! `GetAuditLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists what was changed, by whom, through which door, and from what to what; the newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAuditLog {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// `page`, `rpc`, `rest`, `mcp`, `cli`, `hook` or `automation`.
    pub door: Option<String>,
    /// `system`, `staff`, `api`, `client` or `visitor`.
    pub actor: Option<String>,
    /// The number of that actor.
    pub actorid: Option<u64>,
    /// An action by its whole name.
    pub name: Option<String>,
    /// A table, such as `invoices`.
    pub entity: Option<String>,
    /// The number of a thing in it.
    pub entityid: Option<u64>,
    /// Only this entry.
    pub logid: Option<u64>,
}

impl Action for GetAuditLog {
    const NAME: &'static str = "GetAuditLog";
    const ACCESS: Access = Access::Read;
    type Response = GetAuditLogResponse;
}

/// The response of `GetAuditLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAuditLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub entries: Wrap<AuditEntryList>,
}

/// The list of `entries`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AuditEntryList {
    pub entry: Many<AuditEntry>,
}

/// A change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AuditEntry {
    pub logid: Num,
    pub date: WireDateTime,
    pub actor: Text,
    pub actorid: Num,
    pub ipaddress: Text,
    pub door: Text,
    pub name: Text,
    pub entity: Text,
    pub entityid: Num,
    /// A JSON object: field → what it was and what it is.
    pub changes: Text,
}
