//! `ExportCreditNotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text, WireDate},
};

/// Gives credit notes as one file: a table with the invoice that each corrects, or their PDFs or
/// electronic invoices in a ZIP.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ExportCreditNotes {
    /// `csv` (if absent), `pdf` or `xml`.
    pub format: Option<String>,
    pub userid: Option<u64>,
    /// Made on this day or later.
    pub datefrom: Option<WireDate>,
    /// Made on this day or earlier.
    pub dateto: Option<WireDate>,
}

impl Action for ExportCreditNotes {
    const NAME: &'static str = "ExportCreditNotes";
    const ACCESS: Access = Access::Read;
    type Response = ExportCreditNotesResponse;
}

/// The response of `ExportCreditNotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExportCreditNotesResponse {
    pub filename: Text,
    pub contenttype: Text,
    pub numcreditnotes: Num,
    /// The file in base64.
    pub data: Text,
}
