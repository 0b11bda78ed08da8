//! `UpdateInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Keyed, List, Num, WireDate},
};

/// Changes an invoice and its lines.
///
/// <https://developers.whmcs.com/api-reference/updateinvoice/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateInvoice {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
    pub status: Option<String>,
    pub paymentmethod: Option<String>,
    pub taxrate: Option<Amount>,
    pub taxrate2: Option<Amount>,
    pub credit: Option<Amount>,
    pub date: Option<WireDate>,
    pub duedate: Option<WireDate>,
    pub datepaid: Option<WireDate>,
    pub notes: Option<String>,
    /// By the id of the line.
    pub itemdescription: Keyed<String, u64>,
    /// By the id of the line.
    pub itemamount: Keyed<Amount, u64>,
    /// By the id of the line.
    pub itemtaxed: Keyed<Flag, u64>,
    /// New lines; the three lists belong together by their number.
    pub newitemdescription: List<String>,
    pub newitemamount: List<Amount>,
    /// As the setting `TaxCustomInvoices` says if absent.
    pub newitemtaxed: List<Flag>,
    /// Ids of the lines to delete.
    pub deletelineids: List<u64>,
    pub publish: Option<Flag>,
    pub publishandsendemail: Option<Flag>,
    /// Ours: writes to the client that the invoice was changed, where it is one that was issued.
    pub sendmodified: Option<Flag>,
    /// Ours: fields to empty, since an empty parameter changes nothing: `notes`.
    pub unset: List<String>,
}

impl Action for UpdateInvoice {
    const NAME: &'static str = "UpdateInvoice";
    const ACCESS: Access = Access::Write;
    type Response = UpdateInvoiceResponse;
}

/// The response of `UpdateInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateInvoiceResponse {
    pub invoiceid: Num,
}
