//! `MergeInvoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num, WireDate},
};

/// Makes one invoice of several unpaid ones of a client. They are taken back by credit notes. Tax
/// is rounded on each invoice, so where prices are without it the one may come to cents more or
/// less.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct MergeInvoices {
    /// At least two.
    pub invoiceids: Csv<u64>,
    /// The last of their due dates if absent.
    pub duedate: Option<WireDate>,
    /// Mails the new invoice.
    pub sendinvoice: Flag,
}

impl Action for MergeInvoices {
    const NAME: &'static str = "MergeInvoices";
    const ACCESS: Access = Access::Write;
    type Response = MergeInvoicesResponse;
}

/// The response of `MergeInvoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MergeInvoicesResponse {
    pub invoiceid: Num,
}
