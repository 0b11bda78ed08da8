//! `GetDownloadCategories`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists the categories of downloads that the caller sees, each behind the one it is in.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDownloadCategories {
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
}

impl Action for GetDownloadCategories {
    const NAME: &'static str = "GetDownloadCategories";
    const ACCESS: Access = Access::Read;
    type Response = GetDownloadCategoriesResponse;
}

/// The response of `GetDownloadCategories`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDownloadCategoriesResponse {
    pub totalresults: Num,
    pub categories: Wrap<DownloadCategoryList>,
}

/// The list of `categories`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DownloadCategoryList {
    pub category: Many<DownloadCategory>,
}

/// A category of downloads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DownloadCategory {
    pub catid: Num,
    pub parentid: Num,
    pub name: Text,
    pub description: Text,
    pub hidden: Bool,
    pub order: Num,
    /// How many are in it, without those in categories inside.
    pub downloads: Num,
}
