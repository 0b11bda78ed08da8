//! `GetProjects`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Flag, Many, Num, Text, WireDate, WireDateTime},
};

/// Lists projects.
///
/// <https://developers.whmcs.com/api-reference/getprojects/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProjects {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub userid: Option<u64>,
    pub title: Option<String>,
    /// Separated by commas.
    pub ticketids: Option<String>,
    /// Separated by commas.
    pub invoiceids: Option<String>,
    pub notes: Option<String>,
    pub adminid: Option<u64>,
    pub status: Option<String>,
    pub created: Option<WireDate>,
    pub duedate: Option<WireDate>,
    pub completed: Option<Flag>,
    pub lastmodified: Option<WireDateTime>,
}

impl Action for GetProjects {
    const NAME: &'static str = "GetProjects";
    const ACCESS: Access = Access::Read;
    type Response = GetProjectsResponse;
}

/// The response of `GetProjects`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProjectsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub projects: Many<Project>,
}

/// A project as the vendor lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Project {
    pub id: Num,
    pub userid: Num,
    pub title: Text,
    pub ticketids: Text,
    pub invoiceids: Text,
    pub notes: Text,
    pub adminid: Num,
    pub status: Text,
    pub created: WireDate,
    pub duedate: WireDate,
    pub completed: BoolNum,
    pub lastmodified: WireDateTime,
    pub watchers: Text,
}
