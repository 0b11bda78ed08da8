//! `UpdateSupportDepartment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Secret},
};

/// Changes a support department; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateSupportDepartment {
    pub deptid: u64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub email: Option<String>,
    pub hidden: Option<Flag>,
    pub clientsonly: Option<Flag>,
    pub order: Option<u64>,
    pub preventclientclosure: Option<Flag>,
    /// Answers are taken by mail, new tickets are not.
    pub repliesonly: Option<Flag>,
    /// How its mailbox is emptied: `imap`, `pop3`, or empty for not at all.
    pub mailboxprotocol: Option<String>,
    pub mailboxhost: Option<String>,
    /// 0 for the usual one.
    pub mailboxport: Option<u64>,
    /// `tls`, `starttls` or `none`.
    pub mailboxsecurity: Option<String>,
    pub mailboxuser: Option<String>,
    /// Kept sealed and never shown.
    pub mailboxpass: Option<Secret>,
}

impl Action for UpdateSupportDepartment {
    const NAME: &'static str = "UpdateSupportDepartment";
    const ACCESS: Access = Access::Write;
    type Response = UpdateSupportDepartmentResponse;
}

/// The response of `UpdateSupportDepartment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateSupportDepartmentResponse {
    pub deptid: Num,
}
