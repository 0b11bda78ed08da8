//! `DeletePasskey`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes a passkey away.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeletePasskey {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
    #[param(refused = "Passkey ID Not Found")]
    pub passkeyid: u64,
}

impl Action for DeletePasskey {
    const NAME: &'static str = "DeletePasskey";
    const ACCESS: Access = Access::Write;
    type Response = DeletePasskeyResponse;
}

/// The response of `DeletePasskey`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeletePasskeyResponse {
    pub passkeyid: Num,
}
