//! `GetSupportDepartmentDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists every support department with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSupportDepartmentDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetSupportDepartmentDetails {
    const NAME: &'static str = "GetSupportDepartmentDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetSupportDepartmentDetailsResponse;
}

/// The response of `GetSupportDepartmentDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSupportDepartmentDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub supportdepartments: Wrap<SupportDepartmentEntryList>,
}

/// The list of `supportdepartments`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportDepartmentEntryList {
    pub supportdepartment: Many<SupportDepartmentEntry>,
}

/// A support department.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportDepartmentEntry {
    pub deptid: Num,
    pub name: Text,
    pub description: Text,
    pub email: Text,
    pub hidden: Bool,
    pub clientsonly: Bool,
    pub order: Num,
    pub preventclientclosure: Bool,
    /// Answers are taken by mail, new tickets are not.
    pub repliesonly: Bool,
    /// `imap`, `pop3`, or empty for no mailbox.
    pub mailboxprotocol: Text,
    pub mailboxhost: Text,
    /// 0 for the usual one.
    pub mailboxport: Num,
    /// `tls`, `starttls` or `none`.
    pub mailboxsecurity: Text,
    pub mailboxuser: Text,
    /// When it was last emptied.
    pub mailboxfetched: WireDateTime,
    /// Why it could not be emptied then, or empty.
    pub mailboxerror: Text,
}
