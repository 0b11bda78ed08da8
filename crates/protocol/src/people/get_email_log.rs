//! `GetEmailLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the mails to all clients, the newest first, without their texts.
///
/// Ours: the vendor's `GetEmails` is about one client.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEmailLog {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// A piece of the subject.
    pub subject: Option<String>,
    /// `sent`, `waiting` or `failed`; all if absent.
    pub state: Option<String>,
}

impl Action for GetEmailLog {
    const NAME: &'static str = "GetEmailLog";
    const ACCESS: Access = Access::Read;
    type Response = GetEmailLogResponse;
}

/// The response of `GetEmailLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEmailLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub emails: Wrap<LoggedEmailList>,
}

/// The list of `emails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LoggedEmailList {
    pub email: Many<LoggedEmail>,
}

/// A mail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LoggedEmail {
    pub id: Num,
    pub userid: Num,
    pub to: Text,
    pub subject: Text,
    pub date: WireDateTime,
    pub sent: Bool,
    pub failed: Bool,
    /// Why it failed.
    pub failure: Text,
    /// How often it was tried.
    pub attempts: Num,
}
