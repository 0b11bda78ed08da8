//! `DeleteDraftInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a draft; issued invoices are cancelled instead.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteDraftInvoice {
    pub invoiceid: u64,
}

impl Action for DeleteDraftInvoice {
    const NAME: &'static str = "DeleteDraftInvoice";
    const ACCESS: Access = Access::Write;
    type Response = DeleteDraftInvoiceResponse;
}

/// The response of `DeleteDraftInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteDraftInvoiceResponse {
    pub invoiceid: Num,
}
