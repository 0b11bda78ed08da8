//! `GetSpamFilters`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists every filter for what is turned away from the tickets.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSpamFilters {
    /// Only `sender`, `subject` or `phrase`.
    pub r#type: Option<String>,
}

impl Action for GetSpamFilters {
    const NAME: &'static str = "GetSpamFilters";
    const ACCESS: Access = Access::Read;
    type Response = GetSpamFiltersResponse;
}

/// The response of `GetSpamFilters`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSpamFiltersResponse {
    pub totalresults: Num,
    pub filters: Wrap<SpamFilters>,
}

/// The list of `filters`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SpamFilters {
    pub filter: Many<SpamFilter>,
}

/// A filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SpamFilter {
    pub filterid: Num,
    /// `sender`, `subject` or `phrase`.
    pub r#type: Text,
    pub content: Text,
    /// How many messages it turned away.
    pub hits: Num,
    pub created: WireDateTime,
}
