//! `SendAdminEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Keyed};

/// Mails a template or a text to members of staff.
///
/// <https://developers.whmcs.com/api-reference/sendadminemail/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendAdminEmail {
    pub messagename: Option<String>,
    pub custommessage: Option<String>,
    pub customsubject: Option<String>,
    /// To whom: `account` and `support` are for those whose role asks for such mails; `system`, or
    /// none of these, is for everybody.
    pub r#type: Option<String>,
    pub deptid: Option<u64>,
    pub mergefields: Keyed<String>,
}

impl Action for SendAdminEmail {
    const NAME: &'static str = "SendAdminEmail";
    const ACCESS: Access = Access::Write;
    type Response = SendAdminEmailResponse;
}

/// The response of `SendAdminEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendAdminEmailResponse {}
