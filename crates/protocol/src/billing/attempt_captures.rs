//! `AttemptCaptures`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::AutomationItem;
use crate::{
    Access, Action, Answer, Params,
    wire::{List, Many, Num, Text, Tree},
};

/// "Attempt CC Captures": charges stored pay methods for what is due.
///
/// Ours: a WHMCS has it as a button only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AttemptCaptures {
    pub clientid: Option<u64>,
    /// Certain invoices, charged although it is not their day.
    pub invoiceids: List<u64>,
    /// The unpaid invoices of certain services, likewise.
    pub serviceids: List<u64>,
    pub addonids: List<u64>,
    pub domainids: List<u64>,
}

impl Action for AttemptCaptures {
    const NAME: &'static str = "AttemptCaptures";
    const ACCESS: Access = Access::Write;
    type Response = AttemptCapturesResponse;
}

/// The response of `AttemptCaptures`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AttemptCapturesResponse {
    /// How many of what.
    pub counters: Tree,
    pub items: Many<AutomationItem>,
    /// Items beyond those told of.
    pub itemsleftoff: Num,
    pub error: Text,
    /// Why the run waits for approval; empty when it does not.
    pub waitsforapproval: Text,
}
