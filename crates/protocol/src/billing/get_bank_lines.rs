//! `GetBankLines`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Lists the lines of bank statements, newest first; open ones with what they may pay.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetBankLines {
    pub lineid: Option<u64>,
    /// Only `Open`, `Booked` or `Ignored`.
    pub status: Option<String>,
    /// Only those booked for an invoice.
    pub invoiceid: Option<u64>,
    /// Only those booked for a client.
    pub userid: Option<u64>,
    /// Rows to skip.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent, 100 at most.
    pub limitnum: Option<u64>,
}

impl Action for GetBankLines {
    const NAME: &'static str = "GetBankLines";
    const ACCESS: Access = Access::Read;
    type Response = GetBankLinesResponse;
}

/// The response of `GetBankLines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetBankLinesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub banklines: Wrap<BankLines>,
}

/// The list of `banklines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BankLines {
    pub bankline: Many<BankLine>,
}

/// A line of a bank statement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BankLine {
    pub lineid: Num,
    /// The own account, as the statement names it.
    pub account: Text,
    /// The bank's number of the line.
    pub bankid: Text,
    /// The day the bank booked it.
    pub date: WireDate,
    /// Below zero for money that left.
    pub amount: Amount,
    pub currency: Text,
    pub payer: Text,
    pub payeraccount: Text,
    pub reference: Text,
    /// `Open`, `Booked` or `Ignored`.
    pub status: Text,
    /// Why it is open or ignored.
    pub reason: Text,
    /// The invoice it was booked for; 0 for none.
    pub invoiceid: Num,
    /// The client it was booked for; 0 for none.
    pub userid: Num,
    /// The payment that was recorded; 0 for none.
    pub transactionid: Num,
    pub imported: WireDateTime,
    pub decidedby: Text,
    pub decided: WireDateTime,
    /// What an open line may pay, the likeliest first.
    pub suggestions: Wrap<BankSuggestions>,
}

/// The list of `suggestions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BankSuggestions {
    pub suggestion: Many<BankSuggestion>,
}

/// An invoice that a line may pay, or a client whose money it may be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BankSuggestion {
    /// 0 for none: the client's credit.
    pub invoiceid: Num,
    pub invoicenum: Text,
    pub userid: Num,
    pub name: Text,
    /// Why it is suggested.
    pub reason: Text,
}
