//! `CountKnowledgebaseView`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Counts that somebody read an article.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CountKnowledgebaseView {
    pub articleid: u64,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
}

impl Action for CountKnowledgebaseView {
    const NAME: &'static str = "CountKnowledgebaseView";
    const ACCESS: Access = Access::Write;
    type Response = CountKnowledgebaseViewResponse;
}

/// The response of `CountKnowledgebaseView`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CountKnowledgebaseViewResponse {
    pub articleid: Num,
}
