//! `GetDownloads`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the downloads that are shown to the caller.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDownloads {
    /// Only this one.
    pub downloadid: Option<u64>,
    /// Only those in this category.
    pub catid: Option<u64>,
    /// For whom `available` is said; for the staff only.
    pub clientid: Option<u64>,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetDownloads {
    const NAME: &'static str = "GetDownloads";
    const ACCESS: Access = Access::Read;
    type Response = GetDownloadsResponse;
}

/// The response of `GetDownloads`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDownloadsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub downloads: Wrap<DownloadList>,
}

/// The list of `downloads`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DownloadList {
    pub download: Many<Download>,
}

/// A file for others to download.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Download {
    pub downloadid: Num,
    pub catid: Num,
    pub category: Text,
    pub title: Text,
    pub description: Text,
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    pub clientsonly: Bool,
    /// Numbers separated by commas.
    pub productids: Text,
    pub hidden: Bool,
    /// Whether it may be fetched.
    pub available: Bool,
    /// How often it was.
    pub fetched: Num,
    pub created: WireDateTime,
    pub updated: WireDateTime,
}
