//! `GetClientGroups`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, OnOff, Text, Wrap},
};

/// Lists client groups.
///
/// <https://developers.whmcs.com/api-reference/getclientgroups/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientGroups {}

impl Action for GetClientGroups {
    const NAME: &'static str = "GetClientGroups";
    const ACCESS: Access = Access::Read;
    type Response = GetClientGroupsResponse;
}

/// The response of `GetClientGroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientGroupsResponse {
    pub totalresults: Num,
    pub groups: Wrap<ClientGroups>,
}

/// The list of `groups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientGroups {
    pub group: Many<ClientGroup>,
}

/// A group of clients.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientGroup {
    pub id: Num,
    pub groupname: Text,
    pub groupcolour: Text,
    pub discountpercent: Amount,
    pub susptermexempt: OnOff,
    pub separateinvoices: OnOff,
}
