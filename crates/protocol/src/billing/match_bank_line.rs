//! `MatchBankLine`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Books a line of a bank statement, open or ignored, for an invoice or as a client's credit.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct MatchBankLine {
    pub lineid: u64,
    /// What is paid too much becomes credit, too little is a part.
    pub invoiceid: Option<u64>,
    /// Without an invoice: whose credit it becomes.
    pub userid: Option<u64>,
    /// Do not tell the client.
    pub noemail: Flag,
}

impl Action for MatchBankLine {
    const NAME: &'static str = "MatchBankLine";
    const ACCESS: Access = Access::Write;
    type Response = MatchBankLineResponse;
}

/// The response of `MatchBankLine`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MatchBankLineResponse {
    pub lineid: Num,
    pub transactionid: Num,
}
