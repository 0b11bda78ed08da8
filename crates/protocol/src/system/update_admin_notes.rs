//! `UpdateAdminNotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Changes the caller's own notes.
///
/// <https://developers.whmcs.com/api-reference/updateadminnotes/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAdminNotes {
    /// Empty for none.
    #[param(empty)]
    pub notes: String,
}

impl Action for UpdateAdminNotes {
    const NAME: &'static str = "UpdateAdminNotes";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAdminNotesResponse;
}

/// The response of `UpdateAdminNotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAdminNotesResponse {}
