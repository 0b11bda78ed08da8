//! `SetAnnouncementTranslation`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Gives an announcement in another language, or changes it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetAnnouncementTranslation {
    pub announcementid: u64,
    /// Its name in small letters, such as `german`.
    pub language: String,
    pub title: String,
    /// HTML.
    pub announcement: String,
}

impl Action for SetAnnouncementTranslation {
    const NAME: &'static str = "SetAnnouncementTranslation";
    const ACCESS: Access = Access::Write;
    type Response = SetAnnouncementTranslationResponse;
}

/// The response of `SetAnnouncementTranslation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetAnnouncementTranslationResponse {
    pub announcementid: Num,
    pub translationid: Num,
}
