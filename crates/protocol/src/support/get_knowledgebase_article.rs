//! `GetKnowledgebaseArticle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, KnowledgebaseArticleFacts, Params, wire::Text};

/// Gives an article that the caller may see.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetKnowledgebaseArticle {
    pub articleid: u64,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
}

impl Action for GetKnowledgebaseArticle {
    const NAME: &'static str = "GetKnowledgebaseArticle";
    const ACCESS: Access = Access::Read;
    type Response = GetKnowledgebaseArticleResponse;
}

/// The response of `GetKnowledgebaseArticle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetKnowledgebaseArticleResponse {
    #[serde(flatten)]
    pub facts: KnowledgebaseArticleFacts,
    /// Markdown.
    pub article: Text,
}
