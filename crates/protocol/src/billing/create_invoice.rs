//! `CreateInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Num, Numbered, Text, WireDate},
};

/// Creates an invoice for a client.
///
/// <https://developers.whmcs.com/api-reference/createinvoice/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateInvoice {
    #[param(refused = "Client ID Not Found")]
    pub userid: u64,
    pub status: Option<String>,
    /// Makes a draft, whatever the status says.
    pub draft: Flag,
    /// Mails the invoice; not together with `draft`.
    pub sendinvoice: Flag,
    pub paymentmethod: Option<String>,
    pub taxrate: Option<Amount>,
    pub taxrate2: Option<Amount>,
    pub date: Option<WireDate>,
    pub duedate: Option<WireDate>,
    pub notes: Option<String>,
    /// The number that another system gave it; the house gives one if absent. Ours.
    pub invoicenum: Option<String>,
    /// `itemdescription1`, `itemamount1`, `itemtaxed1`, then 2, 3, …
    pub item: Numbered<NewInvoiceLine>,
    pub autoapplycredit: Flag,
}

impl Action for CreateInvoice {
    const NAME: &'static str = "CreateInvoice";
    const ACCESS: Access = Access::Write;
    type Response = CreateInvoiceResponse;
}

/// A line of a new invoice.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NewInvoiceLine {
    pub description: Option<String>,
    pub amount: Option<Amount>,
    /// As the setting `TaxCustomInvoices` says if absent.
    pub taxed: Option<Flag>,
}

/// The response of `CreateInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateInvoiceResponse {
    pub invoiceid: Num,
    pub status: Text,
}
