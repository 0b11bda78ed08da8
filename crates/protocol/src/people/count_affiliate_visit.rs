//! `CountAffiliateVisit`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Counts somebody who came through an affiliate's link; for the doors.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CountAffiliateVisit {
    pub affiliateid: u64,
}

impl Action for CountAffiliateVisit {
    const NAME: &'static str = "CountAffiliateVisit";
    const ACCESS: Access = Access::Write;
    type Response = CountAffiliateVisitResponse;
}

/// The response of `CountAffiliateVisit`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CountAffiliateVisitResponse {
    pub affiliateid: Num,
}
