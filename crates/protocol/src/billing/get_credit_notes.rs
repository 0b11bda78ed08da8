//! `GetCreditNotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDate, Wrap},
};

/// Lists the credit notes, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCreditNotes {
    pub limitstart: Option<u64>,
    pub limitnum: Option<u64>,
    pub userid: Option<u64>,
    /// Of the invoice that was taken back, or something of it.
    pub invoiceid: Option<u64>,
    /// This one only.
    pub creditnoteid: Option<u64>,
    /// Made on this day or later.
    pub datefrom: Option<WireDate>,
    /// Made on this day or earlier.
    pub dateto: Option<WireDate>,
}

impl Action for GetCreditNotes {
    const NAME: &'static str = "GetCreditNotes";
    const ACCESS: Access = Access::Read;
    type Response = GetCreditNotesResponse;
}

/// The response of `GetCreditNotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCreditNotesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub creditnotes: Wrap<CreditNoteList>,
}

/// The list of `creditnotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreditNoteList {
    pub creditnote: Many<CreditNote>,
}

/// A credit note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreditNote {
    pub id: Num,
    pub creditnotenum: Text,
    pub invoiceid: Num,
    pub userid: Num,
    pub date: WireDate,
    pub subtotal: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    pub total: Amount,
    pub currency: Text,
    /// `Refund`, `Downgrade`, `Split`, `Merged` or `Shortened`.
    pub reason: Text,
}
