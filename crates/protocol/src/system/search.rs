//! `Search`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Finds clients, contacts, services, domains, invoices, orders, tickets and payments by the
/// beginning of what is typed, typing mistakes forgiven; only what the caller may see.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct Search {
    /// Letters, or a number.
    pub text: String,
    /// `client`, `contact`, `service`, `domain`, `invoice`, `order`, `ticket`, `transaction`;
    /// all if absent.
    pub kinds: Option<Csv<String>>,
    /// Results of each kind at most, up to 100; 10 if absent.
    pub limitnum: Option<u64>,
}

impl Action for Search {
    const NAME: &'static str = "Search";
    const ACCESS: Access = Access::Read;
    type Response = SearchResponse;
}

/// The response of `Search`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SearchResponse {
    pub totalresults: Num,
    pub results: Wrap<SearchResultList>,
}

/// The list of `results`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SearchResultList {
    pub result: Many<SearchResult>,
}

/// Something that was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SearchResult {
    pub kind: Text,
    pub id: Num,
    pub clientid: Num,
    pub title: Text,
    pub subtitle: Text,
    pub status: Text,
    /// Found in spite of a typing mistake.
    pub near: Bool,
}
