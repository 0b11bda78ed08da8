//! `AddWebHook`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num, Secret},
};

/// Adds an address that is told what happens; the secret is said only now.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddWebHook {
    #[param(missing = "URL is required")]
    pub url: String,
    /// Kinds of events such as `InvoicePaid`; all if empty.
    pub events: Csv<String>,
    pub description: Option<String>,
}

impl Action for AddWebHook {
    const NAME: &'static str = "AddWebHook";
    const ACCESS: Access = Access::Write;
    type Response = AddWebHookResponse;
}

/// The response of `AddWebHook`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddWebHookResponse {
    pub webhookid: Num,
    /// Signs what is sent, as `https://www.standardwebhooks.com/` says.
    pub secret: Secret,
}
