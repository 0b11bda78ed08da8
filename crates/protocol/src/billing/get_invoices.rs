//! `GetInvoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Lists invoices.
///
/// <https://developers.whmcs.com/api-reference/getinvoices/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetInvoices {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub userid: Option<u64>,
    /// A status of invoices, or `Overdue`.
    pub status: Option<String>,
    /// `id`, `invoicenumber`, `date`, `duedate`, `total` or `status`.
    pub orderby: Option<String>,
    /// `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: only invoices due on this day.
    pub duedate: Option<WireDate>,
    /// Ours: the number, the beginning of an invoice number, or of a word of the client's name,
    /// company or address; of the first 500 numbers and 200 clients.
    pub search: Option<String>,
    /// Ours: only those that can be paid together, so none that itself pays several others.
    pub combinable: Flag,
    /// Ours: only invoices whose number begins so, whatever stands between its letters and digits.
    pub invoicenum: Option<String>,
    /// Ours: only invoices that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Ours: only invoices made on this day or later.
    pub datefrom: Option<WireDate>,
    /// Ours: only invoices made on this day or earlier.
    pub dateto: Option<WireDate>,
    /// Ours: only invoices due on this day or later.
    pub duedatefrom: Option<WireDate>,
    /// Ours: only invoices due on this day or earlier.
    pub duedateto: Option<WireDate>,
    /// Ours: only invoices paid on this day or later.
    pub datepaidfrom: Option<WireDate>,
    /// Ours: only invoices paid on this day or earlier.
    pub datepaidto: Option<WireDate>,
    /// Ours: only invoices whose `total` is at least this, each in its own currency.
    pub totalfrom: Option<Amount>,
    /// Ours: only invoices whose `total` is at most this, each in its own currency.
    pub totalto: Option<Amount>,
}

impl Action for GetInvoices {
    const NAME: &'static str = "GetInvoices";
    const ACCESS: Access = Access::Read;
    type Response = GetInvoicesResponse;
}

/// The response of `GetInvoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetInvoicesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub invoices: Wrap<Invoices>,
}

/// The list of `invoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Invoices {
    pub invoice: Many<Invoice>,
}

/// An invoice as the vendor lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Invoice {
    pub id: Num,
    pub userid: Num,
    pub firstname: Text,
    pub lastname: Text,
    pub companyname: Text,
    pub invoicenum: Text,
    pub date: WireDate,
    pub duedate: WireDate,
    pub datepaid: WireDateTime,
    pub last_capture_attempt: WireDateTime,
    pub date_refunded: WireDateTime,
    pub date_cancelled: WireDateTime,
    pub subtotal: Amount,
    pub credit: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    pub total: Amount,
    /// Ours: what is still to be paid.
    pub balance: Option<Amount>,
    pub taxrate: Amount,
    pub taxrate2: Amount,
    pub status: Text,
    pub paymentmethod: Text,
    pub paymethodid: Option<Num>,
    pub notes: Text,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
    pub currencycode: Text,
    pub currencyprefix: Text,
    pub currencysuffix: Text,
}
