//! `AddAnnouncement`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, WireDateTime},
};

/// Writes an announcement.
///
/// <https://developers.whmcs.com/api-reference/addannouncement/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddAnnouncement {
    pub date: WireDateTime,
    pub title: String,
    pub announcement: String,
    pub published: Flag,
}

impl Action for AddAnnouncement {
    const NAME: &'static str = "AddAnnouncement";
    const ACCESS: Access = Access::Write;
    type Response = AddAnnouncementResponse;
}

/// The response of `AddAnnouncement`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddAnnouncementResponse {
    pub announcementid: Num,
}
