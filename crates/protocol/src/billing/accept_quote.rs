//! `AcceptQuote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Accepts a quote and makes its invoice.
///
/// <https://developers.whmcs.com/api-reference/acceptquote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AcceptQuote {
    #[param(refused = "Quote ID Not Found")]
    pub quoteid: u64,
}

impl Action for AcceptQuote {
    const NAME: &'static str = "AcceptQuote";
    const ACCESS: Access = Access::Write;
    type Response = AcceptQuoteResponse;
}

/// The response of `AcceptQuote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AcceptQuoteResponse {
    pub invoiceid: Num,
}
