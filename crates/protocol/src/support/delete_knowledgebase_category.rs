//! `DeleteKnowledgebaseCategory`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a category of the knowledge base that is empty.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteKnowledgebaseCategory {
    pub catid: u64,
}

impl Action for DeleteKnowledgebaseCategory {
    const NAME: &'static str = "DeleteKnowledgebaseCategory";
    const ACCESS: Access = Access::Write;
    type Response = DeleteKnowledgebaseCategoryResponse;
}

/// The response of `DeleteKnowledgebaseCategory`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteKnowledgebaseCategoryResponse {
    pub catid: Num,
}
