//! `RecordLinkConversion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Bool};

/// Attributes a sign-up or an order to a link; for the doors.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RecordLinkConversion {
    pub code: String,
    pub clientid: Option<u64>,
    pub orderid: Option<u64>,
}

impl Action for RecordLinkConversion {
    const NAME: &'static str = "RecordLinkConversion";
    const ACCESS: Access = Access::Write;
    type Response = RecordLinkConversionResponse;
}

/// The response of `RecordLinkConversion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RecordLinkConversionResponse {
    pub recorded: Bool,
}
