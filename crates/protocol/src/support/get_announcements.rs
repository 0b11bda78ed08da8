//! `GetAnnouncements`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists announcements.
///
/// <https://developers.whmcs.com/api-reference/getannouncements/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAnnouncements {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetAnnouncements {
    const NAME: &'static str = "GetAnnouncements";
    const ACCESS: Access = Access::Read;
    type Response = GetAnnouncementsResponse;
}

/// The response of `GetAnnouncements`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAnnouncementsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub announcements: Wrap<Announcements>,
}

/// The list of `announcements`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Announcements {
    pub announcement: Many<Announcement>,
}

/// An announcement; the text is HTML.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Announcement {
    pub id: Num,
    pub date: WireDateTime,
    pub title: Text,
    pub announcement: Text,
    pub published: BoolNum,
    pub parentid: Num,
    pub language: Text,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
}
