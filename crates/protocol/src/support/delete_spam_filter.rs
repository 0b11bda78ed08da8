//! `DeleteSpamFilter`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Lets through again what a filter turns away.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteSpamFilter {
    pub filterid: u64,
}

impl Action for DeleteSpamFilter {
    const NAME: &'static str = "DeleteSpamFilter";
    const ACCESS: Access = Access::Write;
    type Response = DeleteSpamFilterResponse;
}

/// The response of `DeleteSpamFilter`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteSpamFilterResponse {
    pub filterid: Num,
}
