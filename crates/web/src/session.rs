//! Sessions without a table: encrypted tokens that say who somebody is and until when.

pub(crate) mod cookies;
pub(crate) mod enter;
pub(crate) mod journey;
mod jwe;
pub(crate) mod limits;
mod line;
pub(crate) mod open;
mod opened;
pub(crate) mod passkey;
pub(crate) mod proof;
pub(crate) mod remembered;
pub(crate) mod renew;
pub(crate) mod sender;
pub(crate) mod state;
mod token;
pub(crate) mod tries;
pub(crate) mod turns;
pub(crate) mod who;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use model::ids::ClientId;
use remembered::Remembered;

pub use jwe::KeyRing;
pub use line::Line;
pub use token::{ACCESS_SECONDS, Claims, Identity, Kind, Role, TokenError};
pub(crate) use who::{AnySession, ClientSession, Denied, StaffSession, UserSession, Visitor};

/// Seconds for which the currency of a client is believed; it changes once in a lifetime.
const CURRENCY_BELIEVED: SignedDuration = SignedDuration::from_secs(60);

/// What all sessions of this node share.
pub struct Sessions {
    keys: KeyRing,
    opened: opened::Opened,
    secure: bool,
    watch: state::Watch,
    seen: renew::Seen,
    buckets: limits::Buckets,
    currencies: Remembered<ClientId, String>,
    requests: Option<limits::Rule>,
    turns: turns::Turns,
}

impl Sessions {
    /// Tokens under these keys; `secure` when browsers reach us by HTTPS only.
    #[must_use]
    pub fn new(keys: KeyRing, secure: bool) -> Self {
        Self {
            keys,
            opened: opened::Opened::default(),
            secure,
            watch: state::Watch::default(),
            seen: renew::Seen::default(),
            buckets: limits::Buckets::default(),
            currencies: Remembered::new(CURRENCY_BELIEVED),
            requests: None,
            turns: turns::Turns::default(),
        }
    }

    /// Each account may ask so often a minute, and each network ten times as often.
    #[must_use]
    pub fn with_requests_per_minute(mut self, requests: u32) -> Self {
        let each_ms = 60_000 / i64::from(requests.max(1));
        self.requests = Some(limits::Rule { burst: requests, each_ms: each_ms.max(1) });
        self
    }

    pub(crate) fn request_rule(&self) -> Option<limits::Rule> {
        self.requests
    }

    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// What an access token says, if it is one of ours and this is its time. Whether its session
    /// may go on is another question.
    pub(crate) fn opened(&self, token: &str, now: Timestamp) -> Option<Arc<Claims>> {
        self.opened.open(&self.keys, token, now)
    }

    pub(crate) fn secure(&self) -> bool {
        self.secure
    }

    pub(crate) fn watch(&self) -> &state::Watch {
        &self.watch
    }

    /// What this node saw of sessions where nobody else keeps it.
    pub(crate) fn seen(&self) -> &renew::Seen {
        &self.seen
    }

    pub(crate) fn buckets(&self) -> &limits::Buckets {
        &self.buckets
    }

    /// Who does something to which service, and what was done under which key.
    pub(crate) fn turns(&self) -> &turns::Turns {
        &self.turns
    }

    /// Codes of clients' currencies.
    pub(crate) fn currencies(&self) -> &Remembered<ClientId, String> {
        &self.currencies
    }
}
