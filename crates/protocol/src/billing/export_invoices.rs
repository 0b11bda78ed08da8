//! `ExportInvoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text, WireDate},
};

/// Gives invoices as one file: a table, or their PDFs or electronic invoices in a ZIP.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ExportInvoices {
    /// `csv` (if absent), `pdf` or `xml`: the electronic invoices of those that are one.
    pub format: Option<String>,
    /// A status of invoices, or `Overdue`; all but drafts if absent.
    pub status: Option<String>,
    pub userid: Option<u64>,
    /// Only invoices that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Made on this day or later.
    pub datefrom: Option<WireDate>,
    /// Made on this day or earlier.
    pub dateto: Option<WireDate>,
}

impl Action for ExportInvoices {
    const NAME: &'static str = "ExportInvoices";
    const ACCESS: Access = Access::Read;
    type Response = ExportInvoicesResponse;
}

/// The response of `ExportInvoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExportInvoicesResponse {
    pub filename: Text,
    pub contenttype: Text,
    pub numinvoices: Num,
    /// The file in base64.
    pub data: Text,
}
