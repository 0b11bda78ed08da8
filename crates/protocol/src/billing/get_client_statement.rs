//! `GetClientStatement`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDate, Wrap},
};

/// Gives the account of a client over a time: what it owed before, what moved, what it owes after.
/// A client is given its own.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientStatement {
    pub clientid: u64,
    /// The first day; the first of the year if absent.
    pub datefrom: WireDate,
    /// The last day; today if absent.
    pub dateto: WireDate,
}

impl Action for GetClientStatement {
    const NAME: &'static str = "GetClientStatement";
    const ACCESS: Access = Access::Read;
    type Response = GetClientStatementResponse;
}

/// The response of `GetClientStatement`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientStatementResponse {
    pub currency: Text,
    pub datefrom: WireDate,
    pub dateto: WireDate,
    /// What the client owed before; below zero is credit.
    pub opening: Amount,
    /// What the client owes after; below zero is credit.
    pub closing: Amount,
    pub lines: Wrap<StatementLines>,
}

/// The list of `lines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StatementLines {
    pub line: Many<StatementLine>,
}

/// A movement of a client's account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StatementLine {
    pub date: WireDate,
    pub description: Text,
    /// What it records: `invoice issued`, `payment received`, …
    pub reason: Text,
    /// 0 for none.
    pub invoiceid: Num,
    /// The number on that invoice.
    pub invoicenum: Text,
    /// What the client owes more.
    pub debit: Amount,
    /// What the client owes less.
    pub credit: Amount,
    /// What the client owes then.
    pub balance: Amount,
}
