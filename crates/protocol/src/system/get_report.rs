//! `GetReport`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Text, WireDate, Wrap},
};

/// Makes a report: its columns and rows, or the same as CSV.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetReport {
    /// One of `GetReportList`.
    pub name: String,
    /// Its first day; if absent the first of this year, 29 days ago in one that has a row for each
    /// day, today in one that looks ahead.
    pub startdate: Option<WireDate>,
    /// Its last day; today if absent, the 90th after it in one that looks ahead.
    pub enddate: Option<WireDate>,
    /// Also as CSV.
    pub csv: Flag,
}

impl Action for GetReport {
    const NAME: &'static str = "GetReport";
    const ACCESS: Access = Access::Read;
    type Response = GetReportResponse;
}

/// The response of `GetReport`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetReportResponse {
    pub name: Text,
    pub title: Text,
    /// What it counts, in sentences; empty where the title says it.
    pub about: Text,
    pub csv: Text,
    pub startdate: WireDate,
    pub enddate: WireDate,
    pub columns: Wrap<ReportColumnList>,
    pub totalresults: Num,
    pub rows: Wrap<ReportRowList>,
}

/// The list of `columns`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportColumnList {
    pub column: Many<ReportColumn>,
}

/// The list of `rows`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportRowList {
    pub row: Many<ReportRow>,
}

/// A column of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportColumn {
    pub key: Text,
    pub title: Text,
    /// `text`, `number`, `money`, `date` or `time`.
    pub kind: Text,
}

/// A row of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReportRow {
    pub cells: Wrap<TextList>,
}

/// The list of `cells`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TextList {
    pub cell: Many<Text>,
}
