//! What a token says, and when it stops being believed.

use jiff::Timestamp;
use model::ids::{ClientId, StaffId, UserId};
use ports::Chance;
use serde::{Deserialize, Serialize};

use super::KeyRing;

/// Seconds an access token is believed.
pub const ACCESS_SECONDS: i64 = 15 * 60;
/// Seconds a refresh token is believed.
pub const REFRESH_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Seconds by which two machines' clocks may differ.
const SKEW_SECONDS: i64 = 30;
const ISSUER: &str = "hostler";

/// What a token is for; one kind is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Sent with each request.
    Access,
    /// Exchanged for a new access token.
    Refresh,
}

/// Who the bearer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A user acting for a client.
    Client,
    /// A member of staff.
    Staff,
}

/// The claims of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    iss: String,
    /// What it is for.
    pub aud: Kind,
    /// User or staff member.
    pub sub: i64,
    /// Client acted for; 0 for staff.
    pub cid: i64,
    /// Who the bearer is.
    pub role: Role,
    /// Name shown to the bearer.
    pub name: String,
    /// Tokens of an earlier epoch than the user's are dead.
    pub epoch: i64,
    /// Given at, Unix seconds.
    pub iat: i64,
    /// Believed until, Unix seconds.
    pub exp: i64,
}

/// Why a token is not believed. Callers outside are told one sentence for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours, or altered.
    #[error("not a token of this installation")]
    Foreign,
    /// Of another kind.
    #[error("a token of another kind")]
    Kind,
    /// Too old, or from the future.
    #[error("an expired token")]
    Expired,
}

impl Claims {
    /// Claims of a user acting for a client, or of staff when `client` is `None`.
    #[must_use]
    pub fn new(
        kind: Kind,
        subject: i64,
        client: Option<ClientId>,
        name: &str,
        now: Timestamp,
    ) -> Self {
        let seconds = match kind {
            Kind::Access => ACCESS_SECONDS,
            Kind::Refresh => REFRESH_SECONDS,
        };
        Self {
            iss: ISSUER.to_owned(),
            aud: kind,
            sub: subject,
            cid: client.map_or(0, |client| client.0),
            role: if client.is_some() { Role::Client } else { Role::Staff },
            name: name.to_owned(),
            epoch: 0,
            iat: now.as_second(),
            exp: now.as_second().saturating_add(seconds),
        }
    }

    /// The user and client of a client's token.
    #[must_use]
    pub fn client(&self) -> Option<(UserId, ClientId)> {
        (self.role == Role::Client && self.cid > 0)
            .then_some((UserId(self.sub), ClientId(self.cid)))
    }

    /// The staff member of a staff token.
    #[must_use]
    pub fn staff(&self) -> Option<StaffId> {
        (self.role == Role::Staff).then_some(StaffId(self.sub))
    }

    /// Encrypts the claims; `None` only if the cipher fails.
    #[must_use]
    pub fn seal(&self, keys: &KeyRing, chance: &dyn Chance) -> Option<String> {
        keys.seal(chance, &serde_json::to_vec(self).ok()?)
    }

    /// Decrypts and judges a token.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub fn open(
        keys: &KeyRing,
        kind: Kind,
        token: &str,
        now: Timestamp,
    ) -> Result<Self, TokenError> {
        let plain = keys.open(token).ok_or(TokenError::Foreign)?;
        let claims: Self = serde_json::from_slice(&plain).map_err(|_| TokenError::Foreign)?;
        if claims.iss != ISSUER {
            return Err(TokenError::Foreign);
        }
        if claims.aud != kind {
            return Err(TokenError::Kind);
        }
        let now = now.as_second();
        if now >= claims.exp || claims.iat > now.saturating_add(SKEW_SECONDS) {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCESS_SECONDS, Claims, Kind, TokenError};
    use crate::session::KeyRing;
    use jiff::Timestamp;
    use model::ids::ClientId;
    use ports::SystemChance;

    #[test]
    fn a_token_is_believed_for_its_kind_and_time() {
        let keys = KeyRing::new(vec![("k".to_owned(), [3; 32])]).unwrap();
        let at = |second: i64| Timestamp::from_second(1_000_000 + second).unwrap();
        let claims = Claims::new(Kind::Access, 7, Some(ClientId(3)), "Ada", at(0));
        let token = claims.seal(&keys, &SystemChance).unwrap();
        let cases = [
            (Kind::Access, 0, Ok(())),
            (Kind::Access, ACCESS_SECONDS - 1, Ok(())),
            (Kind::Access, ACCESS_SECONDS, Err(TokenError::Expired)),
            (Kind::Access, -30, Ok(())),
            (Kind::Access, -31, Err(TokenError::Expired)),
            (Kind::Refresh, 0, Err(TokenError::Kind)),
        ];
        for (kind, second, expected) in cases {
            let opened = Claims::open(&keys, kind, &token, at(second));
            assert_eq!(opened.map(|_| ()), expected, "{kind:?} {second}");
        }
        let opened = Claims::open(&keys, Kind::Access, &token, at(1)).unwrap();
        assert_eq!(opened.client().unwrap().1, ClientId(3));
        assert!(opened.staff().is_none());
    }
}
