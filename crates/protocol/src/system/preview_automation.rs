//! `PreviewAutomation`: its parameters and response.

use serde::{Deserialize, Serialize};

use super::AutomationItem;
use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Tree, WireDate},
};

/// Tells what the automation will do up to a day, if nothing else happens until then.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PreviewAutomation {
    /// The last day; today if absent.
    pub date: Option<WireDate>,
    /// The first day that is told about; `date` if absent.
    pub from: Option<WireDate>,
    /// Names or titles, separated by commas; all tasks if absent.
    pub task: Option<String>,
    pub clientid: Option<u64>,
    /// Charges are taken to be refused; else to succeed.
    pub chargesfail: Flag,
}

impl Action for PreviewAutomation {
    const NAME: &'static str = "PreviewAutomation";
    const ACCESS: Access = Access::Read;
    type Response = PreviewAutomationResponse;
}

/// The response of `PreviewAutomation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewAutomationResponse {
    pub from: WireDate,
    pub date: WireDate,
    /// How many of what.
    pub counters: Tree,
    /// Over how much in all: by what, and by currency.
    pub amounts: Tree,
    pub totalresults: Num,
    /// Items beyond those told of; counters and amounts have only the ones told of.
    pub itemsleftoff: Num,
    pub items: Many<AutomationItem>,
}
