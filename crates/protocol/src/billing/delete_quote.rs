//! `DeleteQuote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deletes a quote.
///
/// <https://developers.whmcs.com/api-reference/deletequote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteQuote {
    #[param(refused = "Quote ID Not Found")]
    pub quoteid: u64,
}

impl Action for DeleteQuote {
    const NAME: &'static str = "DeleteQuote";
    const ACCESS: Access = Access::Write;
    type Response = DeleteQuoteResponse;
}

/// The response of `DeleteQuote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteQuoteResponse {}
