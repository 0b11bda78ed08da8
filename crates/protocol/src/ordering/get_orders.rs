//! `GetOrders`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, BoolText, Flag, ListOrNamed, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Lists orders with their lines.
///
/// <https://developers.whmcs.com/api-reference/getorders/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetOrders {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub id: Option<u64>,
    pub userid: Option<u64>,
    pub requestor_id: Option<u64>,
    pub status: Option<String>,
    /// Ours: `id`, `date`, `amount` or `status`; the newest first if absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: `id` may as well be the ten digits that people quote (`ordernum`).
    pub anynumber: Flag,
    /// Ours: only orders that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Ours: only orders whose invoice is in this status, or `None`: those without an invoice.
    pub paymentstatus: Option<String>,
    /// Ours: only orders placed on this day or later.
    pub datefrom: Option<WireDate>,
    /// Ours: only orders placed on this day or earlier.
    pub dateto: Option<WireDate>,
    /// Ours: only orders that came from this address.
    pub ipaddress: Option<String>,
}

impl Action for GetOrders {
    const NAME: &'static str = "GetOrders";
    const ACCESS: Access = Access::Read;
    type Response = GetOrdersResponse;
}

/// The response of `GetOrders`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetOrdersResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub orders: Wrap<Orders>,
}

/// The list of `orders`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Orders {
    pub order: Many<Order>,
}

/// An order as the vendor lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Order {
    pub id: Num,
    pub ordernum: Num,
    pub userid: Num,
    pub contactid: Num,
    pub requestor_id: Num,
    pub admin_requestor_id: Num,
    pub date: WireDateTime,
    pub nameservers: Text,
    pub transfersecret: Text,
    pub renewals: Text,
    pub renewalsByType: OrderRenewals,
    pub promocode: Text,
    pub promotype: Text,
    pub promovalue: Text,
    pub orderdata: Text,
    pub amount: Amount,
    pub paymentmethod: Text,
    pub invoiceid: Num,
    pub status: Text,
    /// Ours: which of the four statuses it is in behind one of the house's own; absent else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Text>,
    pub ipaddress: Text,
    pub fraudmodule: Text,
    pub fraudoutput: Text,
    pub notes: Text,
    pub paymentmethodname: Text,
    pub paymentstatus: Option<Text>,
    pub name: Text,
    /// Ours: ISO 4217; absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currencycode: Option<Text>,
    pub currencyprefix: Text,
    pub currencysuffix: Text,
    pub frauddata: Text,
    pub validationdata: Text,
    pub lineitems: Wrap<OrderLines>,
}

/// The list of `lineitems`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderLines {
    pub lineitem: Many<OrderLine>,
}

/// What an order renews: the period by id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderRenewals {
    pub domains: ListOrNamed<Text>,
    pub services: ListOrNamed<Text>,
    pub addons: ListOrNamed<Text>,
}

/// A line of an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderLine {
    pub r#type: Text,
    pub relid: Num,
    pub producttype: Text,
    pub product: Text,
    pub domain: Text,
    pub billingcycle: Text,
    pub amount: Text,
    pub status: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dnsmanagement: Option<BoolText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emailforwarding: Option<BoolText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idprotection: Option<BoolText>,
}
