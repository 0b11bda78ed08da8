//! A session as it goes on through its tokens.

use jiff::Timestamp;
use model::ids::StaffId;
use ports::Chance;

/// Letters of a session's name: enough never to meet twice.
const SID_LETTERS: usize = 22;

/// What goes on from one pair of tokens to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When the password was given, Unix seconds.
    pub start: i64,
    /// What a page must show beside the cookie.
    pub csrf: String,
    /// The session.
    pub sid: String,
    /// The refresh token for which the next one is given; empty at first.
    pub parent: String,
    /// The member of staff who looks at the pages as this user.
    pub by: Option<StaffId>,
    /// The epoch of that member; 0 for the user itself.
    pub by_epoch: i64,
}

impl Line {
    /// A session that begins.
    #[must_use]
    pub fn begin(now: Timestamp, chance: &dyn Chance) -> Self {
        Self {
            start: now.as_second(),
            csrf: chance.base62(22),
            sid: new_sid(chance),
            parent: String::new(),
            by: None,
            by_epoch: 0,
        }
    }
}

/// A name for a session.
pub(super) fn new_sid(chance: &dyn Chance) -> String {
    chance.base62(SID_LETTERS)
}
