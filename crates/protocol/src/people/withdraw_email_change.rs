//! `WithdrawEmailChange`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Takes back the address of `ChangeEmail` that waits; the link that was mailed to it is void.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct WithdrawEmailChange {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
}

impl Action for WithdrawEmailChange {
    const NAME: &'static str = "WithdrawEmailChange";
    const ACCESS: Access = Access::Write;
    type Response = WithdrawEmailChangeResponse;
}

/// The response of `WithdrawEmailChange`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WithdrawEmailChangeResponse {}
