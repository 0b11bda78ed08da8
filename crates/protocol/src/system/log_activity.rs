//! `LogActivity`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Adds a line to the activity log.
///
/// <https://developers.whmcs.com/api-reference/logactivity/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct LogActivity {
    /// Also read from its older name `userid`.
    #[param(alias = "userid")]
    pub clientid: Option<u64>,
    pub description: String,
}

impl Action for LogActivity {
    const NAME: &'static str = "LogActivity";
    const ACCESS: Access = Access::Write;
    type Response = LogActivityResponse;
}

/// The response of `LogActivity`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LogActivityResponse {}
