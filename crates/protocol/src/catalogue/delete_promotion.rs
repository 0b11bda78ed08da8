//! `DeletePromotion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a promotion that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeletePromotion {
    pub promotionid: u64,
}

impl Action for DeletePromotion {
    const NAME: &'static str = "DeletePromotion";
    const ACCESS: Access = Access::Write;
    type Response = DeletePromotionResponse;
}

/// The response of `DeletePromotion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeletePromotionResponse {
    pub promotionid: Num,
}
