//! `UpdateKnowledgebaseArticle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Flag, Num},
};

/// Changes an article; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateKnowledgebaseArticle {
    pub articleid: u64,
    pub catid: Option<u64>,
    pub title: Option<String>,
    /// Markdown.
    pub article: Option<String>,
    /// Words separated by commas.
    pub tags: Change<String>,
    /// Only clients and the staff see it.
    pub private: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateKnowledgebaseArticle {
    const NAME: &'static str = "UpdateKnowledgebaseArticle";
    const ACCESS: Access = Access::Write;
    type Response = UpdateKnowledgebaseArticleResponse;
}

/// The response of `UpdateKnowledgebaseArticle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateKnowledgebaseArticleResponse {
    pub articleid: Num,
}
