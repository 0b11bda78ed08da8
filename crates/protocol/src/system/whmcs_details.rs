//! `WhmcsDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Tells the version of the server.
///
/// <https://developers.whmcs.com/api-reference/whmcsdetails/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct WhmcsDetails {}

impl Action for WhmcsDetails {
    const NAME: &'static str = "WhmcsDetails";
    const ACCESS: Access = Access::Read;
    type Response = WhmcsDetailsResponse;
}

/// The response of `WhmcsDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WhmcsDetailsResponse {
    pub whmcs: WhmcsVersion,
}

/// The version of the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WhmcsVersion {
    pub version: Text,
    pub canonicalversion: Text,
}
