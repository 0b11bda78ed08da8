//! `GetKnowledgebaseCategories`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists the categories of the knowledge base that the caller sees, each behind the one it is in.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetKnowledgebaseCategories {
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
}

impl Action for GetKnowledgebaseCategories {
    const NAME: &'static str = "GetKnowledgebaseCategories";
    const ACCESS: Access = Access::Read;
    type Response = GetKnowledgebaseCategoriesResponse;
}

/// The response of `GetKnowledgebaseCategories`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetKnowledgebaseCategoriesResponse {
    pub totalresults: Num,
    pub categories: Wrap<KnowledgebaseCategoryList>,
}

/// The list of `categories`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnowledgebaseCategoryList {
    pub category: Many<KnowledgebaseCategory>,
}

/// A category of the knowledge base.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnowledgebaseCategory {
    pub catid: Num,
    pub parentid: Num,
    pub name: Text,
    pub description: Text,
    pub hidden: Bool,
    pub order: Num,
    /// How many are in it, without those in categories inside.
    pub articles: Num,
}
