//! `GetClientsProducts`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, BoolNum, Flag, Many, Num, NumText, Secret, Text, WireDate, WireDateTime, Wrap},
};

/// Lists the services of clients.
///
/// <https://developers.whmcs.com/api-reference/getclientsproducts/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientsProducts {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub clientid: Option<u64>,
    pub serviceid: Option<u64>,
    pub pid: Option<u64>,
    pub domain: Option<String>,
    pub username2: Option<String>,
    /// Ours: only services in this status.
    pub status: Option<String>,
    /// Ours: only services next due on this day.
    pub nextduedate: Option<WireDate>,
    /// Ours: `id`, `domain`, `regdate`, `nextduedate`,
    /// `recurringamount` or `status`; `id` if absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: `domain` need only be the beginning.
    pub beginning: Flag,
    /// Ours: only services on this server.
    pub serverid: Option<u64>,
    /// Ours: only services that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Ours: only services of this cycle, such as `Monthly` or `One Time`.
    pub billingcycle: Option<String>,
    /// Ours: only services next due on this day or later.
    pub nextduedatefrom: Option<WireDate>,
    /// Ours: only services next due on this day or earlier.
    pub nextduedateto: Option<WireDate>,
}

impl Action for GetClientsProducts {
    const NAME: &'static str = "GetClientsProducts";
    const ACCESS: Access = Access::Read;
    type Response = GetClientsProductsResponse;
}

/// The response of `GetClientsProducts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientsProductsResponse {
    pub clientid: Option<NumText>,
    pub serviceid: Option<NumText>,
    pub pid: Option<NumText>,
    pub domain: Option<Text>,
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub products: Wrap<ClientServices>,
}

/// The list of `products`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientServices {
    pub product: Many<ClientService>,
}

/// A service of a client; real clients need `id` as text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientService {
    pub id: NumText,
    pub qty: Num,
    pub clientid: Num,
    pub orderid: Num,
    pub ordernumber: Text,
    pub pid: Num,
    pub regdate: WireDate,
    pub name: Text,
    pub translated_name: Text,
    pub groupname: Text,
    pub translated_groupname: Text,
    pub domain: Text,
    pub dedicatedip: Text,
    pub serverid: Num,
    pub servername: Text,
    pub serverip: Option<Text>,
    pub serverhostname: Option<Text>,
    pub suspensionreason: Text,
    pub firstpaymentamount: Amount,
    pub recurringamount: Amount,
    pub paymentmethod: Text,
    pub paymentmethodname: Text,
    pub billingcycle: Text,
    pub nextduedate: WireDate,
    pub status: Text,
    pub username: Text,
    pub password: Secret,
    pub subscriptionid: Text,
    pub promoid: Num,
    pub overideautosuspend: BoolNum,
    pub overidesuspenduntil: WireDate,
    pub ns1: Text,
    pub ns2: Text,
    pub assignedips: Text,
    pub notes: Text,
    pub diskusage: Num,
    pub disklimit: Num,
    pub bwusage: Num,
    pub bwlimit: Num,
    pub lastupdate: WireDateTime,
    pub customfields: Wrap<ServiceFields>,
    pub configoptions: Wrap<ServiceOptions>,
    /// Ours: the code of its promotion, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promocode: Option<Text>,
    /// Ours: what the next renewal asks with that promotion, without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewalamount: Option<Amount>,
}

/// The list of `customfields`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceFields {
    pub customfield: Many<ServiceField>,
}

/// The list of `configoptions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceOptions {
    pub configoption: Many<ServiceOption>,
}

/// The value of a custom field of a service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceField {
    pub id: Num,
    pub name: Text,
    pub translated_name: Text,
    pub value: Text,
    /// Whether it is the staff's own; ours, told to the office where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adminonly: Option<BoolNum>,
}

/// What was chosen of a configurable option; the type is a word here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServiceOption {
    pub id: Num,
    pub option: Text,
    pub r#type: Text,
    pub value: Text,
}
