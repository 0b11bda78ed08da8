//! `DeleteBannedEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Allows a mail domain again.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteBannedEmail {
    pub id: u64,
}

impl Action for DeleteBannedEmail {
    const NAME: &'static str = "DeleteBannedEmail";
    const ACCESS: Access = Access::Write;
    type Response = DeleteBannedEmailResponse;
}

/// The response of `DeleteBannedEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteBannedEmailResponse {
    pub id: Num,
}
