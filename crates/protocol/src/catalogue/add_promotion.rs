//! `AddPromotion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, WireDate},
};

/// Adds a promotion.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddPromotion {
    pub code: String,
    pub r#type: String,
    pub recurring: Option<Flag>,
    /// Renewals besides the first invoice; 0 for ever.
    pub recurfor: Option<u64>,
    /// `p1,a2,d.com`; empty for everything.
    pub appliesto: Option<String>,
    pub requires: Option<String>,
    pub requiresexisting: Option<Flag>,
    pub cycles: Option<String>,
    pub startdate: Option<WireDate>,
    pub expirationdate: Option<WireDate>,
    pub maxuses: Option<u64>,
    pub lifetimepromo: Option<Flag>,
    pub applyonce: Option<Flag>,
    pub newsignups: Option<Flag>,
    pub existingclient: Option<Flag>,
    pub onceperclient: Option<Flag>,
    pub upgrades: Option<Flag>,
    pub notes: Option<String>,
    /// Per cent for `Percentage`, else an amount in the default currency.
    pub value: Option<String>,
}

impl Action for AddPromotion {
    const NAME: &'static str = "AddPromotion";
    const ACCESS: Access = Access::Write;
    type Response = AddPromotionResponse;
}

/// The response of `AddPromotion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddPromotionResponse {
    pub promotionid: Num,
}
