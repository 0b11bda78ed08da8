//! `GetStaffOnline`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists members of staff who are signed in.
///
/// <https://developers.whmcs.com/api-reference/getstaffonline/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetStaffOnline {}

impl Action for GetStaffOnline {
    const NAME: &'static str = "GetStaffOnline";
    const ACCESS: Access = Access::Read;
    type Response = GetStaffOnlineResponse;
}

/// The response of `GetStaffOnline`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetStaffOnlineResponse {
    pub totalresults: Num,
    pub staffonline: Wrap<StaffOnline>,
}

/// The list of `staffonline`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffOnline {
    pub staff: Many<StaffMember>,
}

/// A member of staff who is signed in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffMember {
    pub adminusername: Text,
    pub logintime: WireDateTime,
    pub ipaddress: Text,
    pub lastvisit: WireDateTime,
}
