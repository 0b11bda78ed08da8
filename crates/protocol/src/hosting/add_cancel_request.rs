//! `AddCancelRequest`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::NumText};

/// Asks for the cancellation of a service.
///
/// <https://developers.whmcs.com/api-reference/addcancelrequest/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCancelRequest {
    #[param(refused = "Service ID Not Found")]
    pub serviceid: u64,
    /// `Immediate` or `End of Billing Period`.
    pub r#type: Option<String>,
    pub reason: Option<String>,
}

impl Action for AddCancelRequest {
    const NAME: &'static str = "AddCancelRequest";
    const ACCESS: Access = Access::Write;
    type Response = AddCancelRequestResponse;
}

/// The response of `AddCancelRequest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCancelRequestResponse {
    pub serviceid: NumText,
    pub userid: NumText,
}
