//! `GetAdminDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params, WhmcsVersion,
    wire::{NumText, Text},
};

/// Tells who the caller is and what it may do.
///
/// <https://developers.whmcs.com/api-reference/getadmindetails/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAdminDetails {}

impl Action for GetAdminDetails {
    const NAME: &'static str = "GetAdminDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetAdminDetailsResponse;
}

/// The response of `GetAdminDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAdminDetailsResponse {
    pub adminid: NumText,
    pub name: Text,
    pub notes: Text,
    pub signature: Text,
    pub allowedpermissions: Text,
    pub departments: Text,
    pub requesttime: Text,
    pub whmcs: WhmcsVersion,
}
