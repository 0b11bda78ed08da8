//! `ImportMail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Num, Text},
};

/// Takes in a mail as a mail server hands it over: an answer in its ticket, a new ticket, or a line
/// in the log that says why not. The same mail has one effect, however often it comes.
///
/// Ours: a WHMCS has its `pipe.php` for it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ImportMail {
    /// The mail as it came (RFC 5322), in base64.
    pub message: String,
    /// The address it came to; absent, its headers say.
    pub recipient: Option<String>,
    /// The department whose mail it is when no address says.
    pub deptid: Option<u64>,
}

impl Action for ImportMail {
    const NAME: &'static str = "ImportMail";
    const ACCESS: Access = Access::Write;
    type Response = ImportMailResponse;
}

/// The response of `ImportMail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportMailResponse {
    /// Its line in the log.
    pub logid: Num,
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: Text,
    pub status: Text,
    /// 0 for none.
    pub ticketid: Num,
    pub tid: Text,
    /// It had come before, and nothing happened.
    pub duplicate: Bool,
}
