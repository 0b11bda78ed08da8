//! `TransferOwnership`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Gives a service or a domain to another client; what was invoiced stays where it is.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TransferOwnership {
    /// `service` or `domain`.
    pub r#type: String,
    pub relid: u64,
    /// The client who gets it.
    pub clientid: u64,
}

impl Action for TransferOwnership {
    const NAME: &'static str = "TransferOwnership";
    const ACCESS: Access = Access::Write;
    type Response = TransferOwnershipResponse;
}

/// The response of `TransferOwnership`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TransferOwnershipResponse {
    pub relid: Num,
    pub clientid: Num,
}
