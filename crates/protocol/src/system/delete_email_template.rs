//! `DeleteEmailTemplate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an email template that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteEmailTemplate {
    pub id: u64,
}

impl Action for DeleteEmailTemplate {
    const NAME: &'static str = "DeleteEmailTemplate";
    const ACCESS: Access = Access::Write;
    type Response = DeleteEmailTemplateResponse;
}

/// The response of `DeleteEmailTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteEmailTemplateResponse {
    pub id: Num,
}
