//! `GetInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params, Transactions,
    wire::{Amount, Bool, BoolText, EmptyOrWrap, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Gets one invoice with its lines and transactions.
///
/// <https://developers.whmcs.com/api-reference/getinvoice/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetInvoice {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
}

impl Action for GetInvoice {
    const NAME: &'static str = "GetInvoice";
    const ACCESS: Access = Access::Read;
    type Response = GetInvoiceResponse;
}

/// The response of `GetInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetInvoiceResponse {
    pub invoiceid: Num,
    pub invoicenum: Text,
    pub userid: Num,
    pub date: WireDate,
    pub duedate: WireDate,
    pub datepaid: WireDateTime,
    pub lastcaptureattempt: WireDateTime,
    pub subtotal: Amount,
    pub credit: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    pub total: Amount,
    pub balance: Amount,
    pub taxrate: Amount,
    pub taxrate2: Amount,
    pub status: Text,
    pub paymentmethod: Text,
    pub notes: Text,
    pub ccgateway: Bool,
    /// Ours: what the first tax is called, such as `VAT`; absent where it has no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxname: Option<Text>,
    /// Ours: the same of the second one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxname2: Option<Text>,
    /// Ours: what the invoice must say about its tax, such as that of reverse charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxnote: Option<Text>,
    /// Ours: the company's own tax number on it; absent for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sellertaxid: Option<Text>,
    /// Ours: units of its currency for one of the default currency when it was made; absent where
    /// that is the default one, and for older ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchangerate: Option<Amount>,
    /// Ours: what can still be given back, as credit at least; absent when nothing can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refundable: Option<Amount>,
    /// Ours: what of it can be given back as money; absent when it is credit only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refundablemoney: Option<Amount>,
    /// Ours: a gateway can be told to give it back; absent where the money is given back by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refundsthroughgateway: Option<Bool>,
    /// Ours: the lines stay as they are; absent where they can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linesfixed: Option<Bool>,
    /// Ours: what the client's fields say that invoices show, as it was when this one was issued,
    /// a line each; absent for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clientfields: Option<Text>,
    /// Ours: the invoice over several others that asks for this one too, or was paid for it; absent
    /// for none, and once this one has payments of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combinedin: Option<Num>,
    /// Ours: the lines as clients see them, equal ones as one; absent where that changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouped: Option<InvoiceLines>,
    pub items: Wrap<InvoiceLines>,
    pub transactions: EmptyOrWrap<Transactions>,
}

/// The list of `items`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct InvoiceLines {
    pub item: Many<InvoiceLine>,
}

/// A line of an invoice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct InvoiceLine {
    pub id: Num,
    pub r#type: Text,
    pub relid: Num,
    pub description: Text,
    pub amount: Amount,
    pub taxed: BoolText,
    /// Ours: the first day of the period that it is for; absent where there is none. The
    /// description has both days as the company writes dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodfrom: Option<WireDate>,
    /// Ours: the last day of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodto: Option<WireDate>,
    /// Ours: how many equal lines it stands for in `grouped`, and its amount with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Num>,
}
