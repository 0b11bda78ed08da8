//! `GetClientsAddons`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Csv, Many, Num, NumText, OnOff, Text, WireDate, Wrap},
};

/// Lists the addons of services.
///
/// <https://developers.whmcs.com/api-reference/getclientsaddons/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientsAddons {
    /// One id or several.
    pub serviceid: Csv<u64>,
    pub clientid: Option<u64>,
    pub addonid: Option<u64>,
    /// `Active`, `Pending` and so on; ours, as the next two are.
    pub status: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 1 000 if absent. With several services each has so many.
    pub limitnum: Option<u64>,
    /// Only this one; ours.
    pub id: Option<u64>,
    /// Ours: only addons of services of this product.
    pub pid: Option<u64>,
    /// Ours: only addons that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Ours: only addons of this cycle, such as `Monthly` or `One Time`.
    pub billingcycle: Option<String>,
}

impl Action for GetClientsAddons {
    const NAME: &'static str = "GetClientsAddons";
    const ACCESS: Access = Access::Read;
    type Response = GetClientsAddonsResponse;
}

/// The response of `GetClientsAddons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientsAddonsResponse {
    pub serviceid: Option<Text>,
    pub clientid: Option<NumText>,
    pub totalresults: Num,
    pub addons: Wrap<ServiceAddons>,
}

/// The list of `addons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceAddons {
    pub addon: Many<ServiceAddon>,
}

/// An addon of a service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceAddon {
    pub id: Num,
    pub qty: Num,
    pub userid: Num,
    pub orderid: Num,
    pub serviceid: Num,
    pub addonid: Num,
    pub name: Text,
    pub setupfee: Amount,
    pub recurring: Amount,
    pub billingcycle: Text,
    pub tax: OnOff,
    pub status: Text,
    pub regdate: WireDate,
    pub nextduedate: WireDate,
    pub nextinvoicedate: WireDate,
    pub paymentmethod: Text,
    pub paymentmethodname: Text,
    pub notes: Text,
}
