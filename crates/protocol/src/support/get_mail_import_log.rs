//! `GetMailImportLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the mails that arrived and what became of them, newest first.
///
/// Ours: a WHMCS shows it only on a page.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetMailImportLog {
    /// Only this one.
    pub logid: Option<u64>,
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: Option<String>,
    /// Part of sender, recipient or subject.
    pub search: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetMailImportLog {
    const NAME: &'static str = "GetMailImportLog";
    const ACCESS: Access = Access::Read;
    type Response = GetMailImportLogResponse;
}

/// The response of `GetMailImportLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetMailImportLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub mails: Wrap<ImportedMails>,
}

/// The list of `mails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportedMails {
    pub mail: Many<ImportedMail>,
}

/// A mail that arrived.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportedMail {
    pub logid: Num,
    pub date: WireDateTime,
    pub name: Text,
    pub email: Text,
    pub to: Text,
    pub subject: Text,
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: Text,
    pub status: Text,
    /// 0 for none.
    pub deptid: Num,
    /// 0 for none.
    pub ticketid: Num,
    pub tid: Text,
    /// How often it came.
    pub copies: Num,
    /// It is kept and can be imported anyway.
    pub kept: Bool,
    pub messageid: Text,
}
