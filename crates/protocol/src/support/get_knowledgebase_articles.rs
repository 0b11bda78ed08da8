//! `GetKnowledgebaseArticles`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists or searches the articles that the caller may see.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetKnowledgebaseArticles {
    /// Only those in this category.
    pub catid: Option<u64>,
    /// Only those with these words; the best first, words may be begun only.
    pub search: Option<String>,
    /// `views` for the most read, `updated` for the newest; the set order if absent.
    pub orderby: Option<String>,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetKnowledgebaseArticles {
    const NAME: &'static str = "GetKnowledgebaseArticles";
    const ACCESS: Access = Access::Read;
    type Response = GetKnowledgebaseArticlesResponse;
}

/// The response of `GetKnowledgebaseArticles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetKnowledgebaseArticlesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub articles: Wrap<KnowledgebaseArticleList>,
}

/// The list of `articles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnowledgebaseArticleList {
    pub article: Many<KnowledgebaseArticle>,
}

/// An article in a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnowledgebaseArticle {
    #[serde(flatten)]
    pub facts: KnowledgebaseArticleFacts,
    /// How it begins, without markup.
    pub summary: Text,
}

/// What is known of an article beside its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnowledgebaseArticleFacts {
    pub articleid: Num,
    pub catid: Num,
    pub category: Text,
    pub title: Text,
    /// Words separated by commas.
    pub tags: Text,
    pub private: Bool,
    pub order: Num,
    pub views: Num,
    /// Votes that found it useful.
    pub useful: Num,
    pub votes: Num,
    pub created: WireDateTime,
    pub updated: WireDateTime,
}
