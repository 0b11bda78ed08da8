//! `GetAdminRoles`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Lists every role with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAdminRoles {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetAdminRoles {
    const NAME: &'static str = "GetAdminRoles";
    const ACCESS: Access = Access::Read;
    type Response = GetAdminRolesResponse;
}

/// The response of `GetAdminRoles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAdminRolesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub roles: Wrap<AdminRoleEntryList>,
}

/// The list of `roles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AdminRoleEntryList {
    pub adminrole: Many<AdminRoleEntry>,
}

/// A role.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AdminRoleEntry {
    pub roleid: Num,
    /// `staff`, or `api` for programs.
    pub kind: Text,
    pub name: Text,
    /// Action names; `*` for all.
    pub permissions: Csv<String>,
    /// Its members are written to about orders, cancellations and quotes.
    pub accountmails: Bool,
    /// Its members are written to about the tickets of their departments.
    pub supportmails: Bool,
}
