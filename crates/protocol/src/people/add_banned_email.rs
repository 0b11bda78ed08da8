//! `AddBannedEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Bans a mail domain, with all names under it, from registering.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddBannedEmail {
    /// `example.com`; an address counts for its domain.
    pub domain: String,
}

impl Action for AddBannedEmail {
    const NAME: &'static str = "AddBannedEmail";
    const ACCESS: Access = Access::Write;
    type Response = AddBannedEmailResponse;
}

/// The response of `AddBannedEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddBannedEmailResponse {
    pub id: Num,
}
