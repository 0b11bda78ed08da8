//! `UpdateAnnouncement`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText, WireDateTime},
};

/// Changes an announcement.
///
/// <https://developers.whmcs.com/api-reference/updateannouncement/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAnnouncement {
    #[param(refused = "Announcement ID Not Found")]
    pub announcementid: u64,
    pub title: Option<String>,
    pub announcement: Option<String>,
    pub date: Option<WireDateTime>,
    pub published: Option<Flag>,
}

impl Action for UpdateAnnouncement {
    const NAME: &'static str = "UpdateAnnouncement";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAnnouncementResponse;
}

/// The response of `UpdateAnnouncement`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAnnouncementResponse {
    pub announcementid: NumText,
}
