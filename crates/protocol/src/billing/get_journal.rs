//! `GetJournal`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the lines of the journal.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetJournal {
    /// The beginning of an account's name.
    pub accountfilter: Option<String>,
    pub invoiceid: Option<u64>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetJournal {
    const NAME: &'static str = "GetJournal";
    const ACCESS: Access = Access::Read;
    type Response = GetJournalResponse;
}

/// The response of `GetJournal`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetJournalResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub entries: Wrap<JournalLines>,
}

/// The list of `entries`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct JournalLines {
    pub entry: Many<JournalLine>,
}

/// One side of a booking.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct JournalLine {
    pub id: Num,
    pub entryid: Num,
    pub date: WireDateTime,
    pub kind: Text,
    pub account: Text,
    pub currency: Text,
    pub debit: Amount,
    pub credit: Amount,
    pub clientid: Option<Num>,
    pub invoiceid: Option<Num>,
    pub description: Text,
}
