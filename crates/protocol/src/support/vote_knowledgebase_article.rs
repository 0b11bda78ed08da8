//! `VoteKnowledgebaseArticle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Says whether an article was useful; a second vote of the same person replaces the first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct VoteKnowledgebaseArticle {
    pub articleid: u64,
    pub useful: Flag,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
    /// Who votes, in words that only the asker needs to understand; for those who ask for others.
    pub voter: Option<String>,
}

impl Action for VoteKnowledgebaseArticle {
    const NAME: &'static str = "VoteKnowledgebaseArticle";
    const ACCESS: Access = Access::Write;
    type Response = VoteKnowledgebaseArticleResponse;
}

/// The response of `VoteKnowledgebaseArticle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct VoteKnowledgebaseArticleResponse {
    pub articleid: Num,
    /// Votes that found it useful.
    pub useful: Num,
    pub votes: Num,
}
