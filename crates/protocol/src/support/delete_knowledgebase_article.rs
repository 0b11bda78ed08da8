//! `DeleteKnowledgebaseArticle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an article.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteKnowledgebaseArticle {
    pub articleid: u64,
}

impl Action for DeleteKnowledgebaseArticle {
    const NAME: &'static str = "DeleteKnowledgebaseArticle";
    const ACCESS: Access = Access::Write;
    type Response = DeleteKnowledgebaseArticleResponse;
}

/// The response of `DeleteKnowledgebaseArticle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteKnowledgebaseArticleResponse {
    pub articleid: Num,
}
