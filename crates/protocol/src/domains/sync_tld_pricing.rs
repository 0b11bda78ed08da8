//! `SyncTldPricing`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Csv, Flag, Many, Num, Numbered, Text, Wrap},
};

/// Makes sale prices of a registrar's cost prices, with a margin and rounding; a preview unless
/// told to apply.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SyncTldPricing {
    /// Module name; the setting `TldSyncRegistrar` if absent.
    pub registrar: Option<String>,
    /// Only these endings.
    pub extensions: Option<Csv<String>>,
    /// `percent` or `fixed`; the setting `TldSyncMarginType` if absent.
    pub margintype: Option<String>,
    /// Per cent, or an amount in the default currency; the setting `TldSyncMargin` if absent.
    pub margin: Option<String>,
    /// `none`, up to a multiple as `0.50`, or up to an ending as `x.99`; the setting
    /// `TldSyncRounding` if absent.
    pub rounding: Option<String>,
    /// Years to price; those that are offered, or 1, if absent.
    pub years: Option<Csv<u64>>,
    /// Other rules for single currencies.
    pub rule: Numbered<TldSyncRule>,
    /// Also endings that are not sold yet.
    pub addnew: Flag,
    /// Set the prices.
    pub apply: Flag,
    /// Set also those that are below cost.
    pub applybelowcost: Flag,
    /// Take over days and fees of grace and redemption.
    pub updateperiods: Flag,
    /// Also change what existing domains cost at renewal.
    pub updatedomains: Flag,
}

impl Action for SyncTldPricing {
    const NAME: &'static str = "SyncTldPricing";
    const ACCESS: Access = Access::Write;
    type Response = SyncTldPricingResponse;
}

/// The response of `SyncTldPricing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SyncTldPricingResponse {
    pub registrar: Text,
    pub applied: Bool,
    /// Prices that differ.
    pub numchanges: Num,
    /// Lines whose present or new price is below cost.
    pub numbelowcost: Num,
    /// Existing domains whose renewal price was changed.
    pub numdomains: Num,
    pub lines: Wrap<TldSyncLineList>,
}

/// The list of `lines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldSyncLineList {
    pub line: Many<TldSyncLine>,
}

/// How prices in one currency are made.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TldSyncRule {
    /// Its code.
    pub currency: String,
    pub margintype: Option<String>,
    pub margin: Option<String>,
    pub rounding: Option<String>,
}

/// One price, now and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldSyncLine {
    pub extension: Text,
    /// `register`, `transfer` or `renew`.
    pub kind: Text,
    pub years: Num,
    pub currency: Text,
    /// In the currency of the sale.
    pub cost: Amount,
    /// Absent when it is not offered now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldprice: Option<Amount>,
    pub newprice: Amount,
    /// `new`, `changed` or `same`.
    pub change: Text,
    /// The new price is below cost.
    pub belowcost: Bool,
    /// The present price is below cost.
    pub oldbelowcost: Bool,
    pub applied: Bool,
}
