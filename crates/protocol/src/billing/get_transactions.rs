//! `GetTransactions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Many, Num, NumText, Text, WireDate, WireDateTime, Wrap},
};

/// Lists movements of money.
///
/// <https://developers.whmcs.com/api-reference/gettransactions/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTransactions {
    pub invoiceid: Option<u64>,
    pub clientid: Option<u64>,
    pub transid: Option<String>,
    /// Ours: only this one.
    pub transactionid: Option<u64>,
    /// Ours: rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Ours: rows at most; all if absent.
    pub limitnum: Option<u64>,
    /// Ours: `id`, `date` or `amountin`; `id` if absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`; `asc` if absent.
    pub order: Option<String>,
    /// Ours: `transid` need only be the beginning.
    pub beginning: Flag,
    /// Ours: only movements at this gateway.
    pub gateway: Option<String>,
    /// Ours: only movements on this day or later.
    pub datefrom: Option<WireDate>,
    /// Ours: only movements on this day or earlier.
    pub dateto: Option<WireDate>,
    /// Ours: only movements of at least this, in or out, each in its own currency.
    pub amountfrom: Option<Amount>,
    /// Ours: only movements of at most this, in or out, each in its own currency.
    pub amountto: Option<Amount>,
}

impl Action for GetTransactions {
    const NAME: &'static str = "GetTransactions";
    const ACCESS: Access = Access::Read;
    type Response = GetTransactionsResponse;
}

/// The response of `GetTransactions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTransactionsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub transactions: Wrap<Transactions>,
}

/// The list of `transactions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Transactions {
    pub transaction: Many<Transaction>,
}

/// A movement of money; all numbers are text, as real servers send them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Transaction {
    pub id: NumText,
    pub userid: NumText,
    pub currency: NumText,
    pub gateway: Text,
    pub date: WireDateTime,
    pub description: Text,
    pub amountin: Amount,
    pub fees: Amount,
    pub amountout: Amount,
    pub rate: Amount,
    pub transid: Text,
    pub invoiceid: NumText,
    pub refundid: NumText,
}
