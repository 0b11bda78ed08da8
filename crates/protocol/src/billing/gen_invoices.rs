//! `GenInvoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::AutomationItem;
use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, List, Many, Num, Text, Tree},
};

/// Makes the invoices that are due.
///
/// <https://developers.whmcs.com/api-reference/geninvoices/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GenInvoices {
    /// No mails are sent.
    pub noemails: Flag,
    #[param(malformed = "Client ID Not Found")]
    pub clientid: Option<u64>,
    pub serviceids: List<u64>,
    pub domainids: List<u64>,
    pub addonids: List<u64>,
}

impl Action for GenInvoices {
    const NAME: &'static str = "GenInvoices";
    const ACCESS: Access = Access::Write;
    type Response = GenInvoicesResponse;
}

/// The response of `GenInvoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GenInvoicesResponse {
    pub numcreated: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latestinvoiceid: Option<Num>,
    /// Ours: how many of what.
    pub counters: Tree,
    /// Ours: what was made, and what was left alone with the reason, item by item.
    pub items: Many<AutomationItem>,
    /// Ours: items beyond those told of.
    pub itemsleftoff: Num,
    /// Ours: the first thing that went wrong; what else was due was made.
    pub error: Text,
}
