//! `GetEmails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists mails sent to a client.
///
/// <https://developers.whmcs.com/api-reference/getemails/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEmails {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub date: Option<WireDateTime>,
    pub subject: Option<String>,
}

impl Action for GetEmails {
    const NAME: &'static str = "GetEmails";
    const ACCESS: Access = Access::Read;
    type Response = GetEmailsResponse;
}

/// The response of `GetEmails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEmailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub emails: Wrap<SentEmails>,
}

/// The list of `emails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SentEmails {
    pub email: Many<SentEmail>,
}

/// A mail that was sent; the message is HTML.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SentEmail {
    pub id: Num,
    pub userid: Num,
    pub subject: Text,
    pub message: Text,
    pub date: WireDateTime,
    pub to: Text,
    pub cc: Text,
    pub bcc: Text,
    pub attachments: Option<Text>,
    pub pending: BoolNum,
    pub message_data: Option<Text>,
    pub failed: BoolNum,
    pub failure_reason: Text,
    pub retry_count: Num,
    pub created_at: Option<WireDateTime>,
    pub updated_at: Option<WireDateTime>,
    pub campaign_id: Num,
}
