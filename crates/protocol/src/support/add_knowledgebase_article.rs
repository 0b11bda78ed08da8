//! `AddKnowledgebaseArticle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Writes an article.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddKnowledgebaseArticle {
    pub catid: u64,
    pub title: String,
    /// Markdown.
    pub article: String,
    /// Words separated by commas.
    pub tags: Option<String>,
    /// Only clients and the staff see it.
    pub private: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for AddKnowledgebaseArticle {
    const NAME: &'static str = "AddKnowledgebaseArticle";
    const ACCESS: Access = Access::Write;
    type Response = AddKnowledgebaseArticleResponse;
}

/// The response of `AddKnowledgebaseArticle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddKnowledgebaseArticleResponse {
    pub articleid: Num,
}
