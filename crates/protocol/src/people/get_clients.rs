//! `GetClients`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDate, Wrap},
};

/// Lists clients.
///
/// <https://developers.whmcs.com/api-reference/getclients/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClients {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// `ASC` or `DESC`.
    pub sorting: Option<String>,
    /// `Active`, `Inactive` or `Closed`.
    pub status: Option<String>,
    /// The beginning of an e-mail address or a name. Ours: or five digits or more of a telephone
    /// number.
    pub search: Option<String>,
    pub orderby: Option<String>,
    /// Ours: only clients of this group.
    pub groupid: Option<u64>,
    /// Ours: only clients in this country (ISO 3166, two letters).
    pub country: Option<String>,
    /// Ours: only clients who are billed in this currency (its number).
    pub currency: Option<u64>,
    /// Ours: only clients whose own gateway is this.
    pub paymentmethod: Option<String>,
}

impl Action for GetClients {
    const NAME: &'static str = "GetClients";
    const ACCESS: Access = Access::Read;
    type Response = GetClientsResponse;
}

/// The response of `GetClients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub clients: Wrap<Clients>,
}

/// The list of `clients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Clients {
    pub client: Many<ClientSummary>,
}

/// A client as the vendor lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientSummary {
    pub id: Num,
    pub firstname: Text,
    pub lastname: Text,
    pub companyname: Text,
    pub email: Text,
    pub datecreated: WireDate,
    pub groupid: Num,
    pub status: Text,
}
