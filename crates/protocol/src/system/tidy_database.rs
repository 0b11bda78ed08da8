//! `TidyDatabase`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Has the database look at its tables anew, so that it finds the shortest ways through them.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TidyDatabase {}

impl Action for TidyDatabase {
    const NAME: &'static str = "TidyDatabase";
    const ACCESS: Access = Access::Write;
    type Response = TidyDatabaseResponse;
}

/// The response of `TidyDatabase`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TidyDatabaseResponse {}
