//! `GetReportList`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Text, Wrap},
};

/// Lists the reports there are.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetReportList {}

impl Action for GetReportList {
    const NAME: &'static str = "GetReportList";
    const ACCESS: Access = Access::Read;
    type Response = GetReportListResponse;
}

/// The response of `GetReportList`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetReportListResponse {
    pub reports: Wrap<ReportNameList>,
}

/// The list of `reports`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportNameList {
    pub report: Many<ReportName>,
}

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportName {
    pub name: Text,
    pub title: Text,
    /// Whether it is about a period.
    pub period: Bool,
}
