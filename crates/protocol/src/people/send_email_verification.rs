//! `SendEmailVerification`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Mails a user a link that proves the address: the new one, if one waits.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendEmailVerification {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
}

impl Action for SendEmailVerification {
    const NAME: &'static str = "SendEmailVerification";
    const ACCESS: Access = Access::Write;
    type Response = SendEmailVerificationResponse;
}

/// The response of `SendEmailVerification`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendEmailVerificationResponse {}
