//! `DeleteAnnouncement`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::NumText};

/// Deletes an announcement.
///
/// <https://developers.whmcs.com/api-reference/deleteannouncement/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteAnnouncement {
    pub announcementid: u64,
}

impl Action for DeleteAnnouncement {
    const NAME: &'static str = "DeleteAnnouncement";
    const ACCESS: Access = Access::Write;
    type Response = DeleteAnnouncementResponse;
}

/// The response of `DeleteAnnouncement`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteAnnouncementResponse {
    pub announcementid: NumText,
}
