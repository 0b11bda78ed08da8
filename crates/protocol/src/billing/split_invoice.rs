//! `SplitInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num, Text, WireDate},
};

/// Splits an unpaid invoice in two: a credit note takes it back, its lines are issued anew. Tax is
/// rounded on each invoice, so where prices are without it the two may come to a cent more or less.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SplitInvoice {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
    /// The lines that go to an invoice of their own; not all of them.
    pub lineitemids: Csv<u64>,
    /// When the invoice with them is due; as before if absent.
    pub duedate: Option<WireDate>,
    /// Mails both invoices.
    pub sendinvoice: Flag,
}

impl Action for SplitInvoice {
    const NAME: &'static str = "SplitInvoice";
    const ACCESS: Access = Access::Write;
    type Response = SplitInvoiceResponse;
}

/// The response of `SplitInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SplitInvoiceResponse {
    /// The invoice with the lines that stayed.
    pub invoiceid: Num,
    /// The invoice with the chosen lines.
    pub newinvoiceid: Num,
    /// Empty when the invoice had no number yet.
    pub creditnotenum: Text,
}
