//! `DeleteContact`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::NumText};

/// Deletes a contact.
///
/// <https://developers.whmcs.com/api-reference/deletecontact/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteContact {
    #[param(refused = "Contact ID Not Found")]
    pub contactid: u64,
}

impl Action for DeleteContact {
    const NAME: &'static str = "DeleteContact";
    const ACCESS: Access = Access::Write;
    type Response = DeleteContactResponse;
}

/// The response of `DeleteContact`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteContactResponse {
    pub contactid: NumText,
}
