//! `SendQuote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Mails a quote to its receiver.
///
/// <https://developers.whmcs.com/api-reference/sendquote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendQuote {
    #[param(refused = "Quote ID Not Found")]
    pub quoteid: u64,
}

impl Action for SendQuote {
    const NAME: &'static str = "SendQuote";
    const ACCESS: Access = Access::Write;
    type Response = SendQuoteResponse;
}

/// The response of `SendQuote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendQuoteResponse {}
