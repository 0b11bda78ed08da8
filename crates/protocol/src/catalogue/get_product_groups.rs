//! `GetProductGroups`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists the groups that products are shown in.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProductGroups {}

impl Action for GetProductGroups {
    const NAME: &'static str = "GetProductGroups";
    const ACCESS: Access = Access::Read;
    type Response = GetProductGroupsResponse;
}

/// The response of `GetProductGroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProductGroupsResponse {
    pub totalresults: Num,
    pub groups: Wrap<ProductGroups>,
}

/// The list of `groups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductGroups {
    pub group: Many<ProductGroup>,
}

/// A group of products.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductGroup {
    pub gid: Num,
    pub name: Text,
    pub slug: Text,
    pub headline: Text,
    pub tagline: Text,
    pub hidden: Bool,
}
