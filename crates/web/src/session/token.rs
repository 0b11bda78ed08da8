//! What a token says, and when it stops being believed.

use jiff::Timestamp;
use model::ids::{ClientId, StaffId, UserId};
use model::people::permission::{ClientPermission, ClientPermissions};
use ports::Chance;
use serde::{Deserialize, Serialize};

use super::KeyRing;
use super::line::{Line, new_sid};

/// Seconds an access token is believed.
pub const ACCESS_SECONDS: i64 = 15 * 60;
/// Seconds after which an unused session of a client ends, and of staff.
const IDLE_SECONDS: [i64; 2] = [30 * 24 * 60 * 60, 30 * 60];
/// Seconds after which a session ends in any case, of a client and of staff.
const ABSOLUTE_SECONDS: [i64; 2] = [180 * 24 * 60 * 60, 12 * 60 * 60];
/// Seconds by which two machines' clocks may differ.
const SKEW_SECONDS: i64 = 30;
const ISSUER: &str = "hostler";
/// Letters of a refresh token's name: enough never to meet twice.
const JTI_LETTERS: usize = 16;

/// What a token is for; one kind is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Sent with each request.
    Access,
    /// Exchanged for a new pair of tokens.
    Refresh,
}

/// Who the bearer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A user, acting for a client.
    Client,
    /// A member of staff.
    Staff,
}

/// Somebody whose password was right, as known at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// User or staff member.
    pub subject: i64,
    /// Client acted for; none for staff, or for a user of no client.
    pub client: Option<ClientId>,
    /// Who it is.
    pub role: Role,
    /// Name shown to the bearer.
    pub name: String,
    /// Permissions of a user for the client, or actions of staff, separated by commas.
    pub may: String,
    /// Whether the user owns the client.
    pub owns: bool,
    /// Tokens of an earlier epoch are dead.
    pub epoch: i64,
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
    /// Permissions of a user for the client, or actions of staff, separated by commas.
    pub may: String,
    /// Whether the user owns the client; older tokens do not say it.
    #[serde(default)]
    pub owns: bool,
    /// Tokens of an earlier epoch than the user's are dead.
    pub epoch: i64,
    /// What a page must show beside the cookie to change something; empty for bearers.
    pub csrf: String,
    /// Which session it is of; older tokens do not say it.
    #[serde(default)]
    pub sid: String,
    /// The token's own name, of a refresh token.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub jti: String,
    /// The name of the refresh token that it was given for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// The member of staff who looks at the pages as this user; 0 for the user itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub by: i64,
    /// The epoch of that member: what is of an earlier one than the member's is dead, too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub by_epoch: i64,
    /// When the password was given, Unix seconds.
    pub start: i64,
    /// Given at, Unix seconds.
    pub iat: i64,
    /// Believed until, Unix seconds.
    pub exp: i64,
    /// Whether the bearer must set up a second factor first; asked for at each request.
    #[serde(skip)]
    pub owes_factor: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// When a session ends in any case (Unix seconds).
fn end_of(role: Role, line: &Line) -> i64 {
    let role = if line.by.is_some() { Role::Staff } else { role };
    line.start.saturating_add(of_role(role, ABSOLUTE_SECONDS))
}

fn of_role(role: Role, [client, staff]: [i64; 2]) -> i64 {
    match role {
        Role::Client => client,
        Role::Staff => staff,
    }
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
    /// Claims of somebody in a session. The name of a refresh token is drawn by chance.
    #[must_use]
    pub fn new(
        kind: Kind,
        who: &Identity,
        line: &Line,
        now: Timestamp,
        chance: &dyn Chance,
    ) -> Self {
        let refreshed_until = Self::refreshed_until(who.role, line, now);
        let now = now.as_second();
        let exp = match kind {
            Kind::Access => now.saturating_add(ACCESS_SECONDS).min(end_of(who.role, line)),
            Kind::Refresh => refreshed_until,
        };
        let (jti, parent) = match kind {
            Kind::Access => (String::new(), String::new()),
            Kind::Refresh => (chance.base62(JTI_LETTERS), line.parent.clone()),
        };
        Self {
            iss: ISSUER.to_owned(),
            aud: kind,
            sub: who.subject,
            cid: who.client.map_or(0, |client| client.0),
            role: who.role,
            name: who.name.clone(),
            may: who.may.clone(),
            owns: who.owns,
            epoch: who.epoch,
            csrf: line.csrf.clone(),
            sid: line.sid.clone(),
            jti,
            parent,
            by: line.by.map_or(0, |staff| staff.0),
            by_epoch: line.by_epoch,
            start: line.start,
            iat: now,
            exp,
            owes_factor: false,
        }
    }

    /// Until when a refresh token of now is believed (Unix seconds): so long the session lasts if
    /// it is not renewed.
    pub(super) fn refreshed_until(role: Role, line: &Line, now: Timestamp) -> i64 {
        now.as_second().saturating_add(of_role(role, IDLE_SECONDS)).min(end_of(role, line))
    }

    /// What goes on to the next pair of tokens, which is given for this one.
    #[must_use]
    pub fn line(&self) -> Line {
        let (csrf, sid, parent) = (self.csrf.clone(), self.sid.clone(), self.jti.clone());
        Line { start: self.start, csrf, sid, parent, by: self.by(), by_epoch: self.by_epoch }
    }

    /// The same in a session of its own: the one before goes on beside it.
    #[must_use]
    pub fn fork(&self, chance: &dyn Chance) -> Line {
        Line { sid: new_sid(chance), parent: String::new(), ..self.line() }
    }

    /// The member of staff who looks at the pages as this user.
    #[must_use]
    pub fn by(&self) -> Option<StaffId> {
        (self.by != 0).then_some(StaffId(self.by))
    }

    /// Who acts, as the logs name it: staff in the place of a user is named too.
    #[must_use]
    pub fn acting_name(&self) -> String {
        match self.by() {
            Some(staff) => format!("{} (Admin ID: {staff})", self.name),
            None => self.name.clone(),
        }
    }

    /// The user and client of a client's token.
    #[must_use]
    pub fn client(&self) -> Option<(UserId, ClientId)> {
        self.user().filter(|_| self.cid > 0).map(|user| (user, ClientId(self.cid)))
    }

    /// The user of a user's token.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        (self.role == Role::Client).then_some(UserId(self.sub))
    }

    /// The staff member of a staff token.
    #[must_use]
    pub fn staff(&self) -> Option<StaffId> {
        (self.role == Role::Staff).then_some(StaffId(self.sub))
    }

    /// The user or the member of staff as actions name them: `userid` and `adminid`.
    #[must_use]
    pub fn ids(&self) -> (Option<u64>, Option<u64>) {
        let number = |id: i64| u64::try_from(id).ok();
        let user = self.user().and_then(|user| number(user.0));
        (user, self.staff().and_then(|staff| number(staff.0)))
    }

    /// Whether the user may do this for the client.
    #[must_use]
    pub fn permits(&self, permission: ClientPermission) -> bool {
        let may = ClientPermissions::parse(&self.may).unwrap_or_default();
        self.client().is_some() && may.has(permission)
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
        claims.judge(kind, now)?;
        Ok(claims)
    }

    /// Whether a token is one of this kind, and this is its time.
    pub(super) fn judge(&self, kind: Kind, now: Timestamp) -> Result<(), TokenError> {
        if self.iss != ISSUER {
            return Err(TokenError::Foreign);
        }
        if self.aud != kind {
            return Err(TokenError::Kind);
        }
        let now = now.as_second();
        if now >= self.exp || self.iat > now.saturating_add(SKEW_SECONDS) {
            return Err(TokenError::Expired);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCESS_SECONDS, Claims, Identity, Kind, Line, Role, TokenError};
    use crate::session::KeyRing;
    use jiff::Timestamp;
    use model::ids::{ClientId, StaffId};
    use model::people::permission::ClientPermission;
    use ports::SystemChance;

    fn ada(role: Role) -> Identity {
        let client = (role == Role::Client).then_some(ClientId(3));
        let may = "invoices".to_owned();
        let name = "Ada".to_owned();
        Identity { subject: 7, client, role, name, may, owns: false, epoch: 2 }
    }

    fn line(by: Option<StaffId>) -> Line {
        Line { by, ..Line::begin(at(0), &SystemChance) }
    }

    fn claims(kind: Kind, role: Role, now: Timestamp) -> Claims {
        Claims::new(kind, &ada(role), &line(None), now, &SystemChance)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    #[test]
    fn a_token_is_believed_for_its_kind_and_time() {
        let keys = KeyRing::new(vec![("k".to_owned(), [3; 32])]).unwrap();
        let claims = claims(Kind::Access, Role::Client, at(0));
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
        assert!(opened.permits(ClientPermission::Invoices));
        assert!(!opened.permits(ClientPermission::Orders));
    }

    #[test]
    fn a_session_ends_when_idle_and_in_any_case() {
        let hours = |hours: i64| hours * 60 * 60;
        for (role, since_start, expected) in [
            (Role::Client, 0, hours(30 * 24)),
            (Role::Client, hours(179 * 24), hours(24)),
            (Role::Staff, 0, 30 * 60),
            (Role::Staff, hours(12) - 60, 60),
        ] {
            let claims = claims(Kind::Refresh, role, at(since_start));
            assert_eq!(claims.exp - claims.iat, expected, "{role:?} {since_start}");
        }
    }

    #[test]
    fn staff_in_the_place_of_a_user_stays_for_a_day_of_work() {
        let line = line(Some(StaffId(9)));
        let who = ada(Role::Client);
        let claims = Claims::new(Kind::Refresh, &who, &line, at(0), &SystemChance);
        assert_eq!(claims.exp - claims.start, 12 * 60 * 60);
        assert_eq!(claims.acting_name(), "Ada (Admin ID: 9)");
        assert_eq!((claims.line().by, claims.fork(&SystemChance).by), (line.by, line.by));
    }

    #[test]
    fn a_refresh_token_names_the_one_it_was_given_for() {
        let first = claims(Kind::Refresh, Role::Client, at(0));
        assert!(first.parent.is_empty());
        let who = ada(Role::Client);
        let next = Claims::new(Kind::Refresh, &who, &first.line(), at(9), &SystemChance);
        assert_eq!((&next.parent, &next.sid), (&first.jti, &first.sid));
        assert_ne!(next.jti, first.jti);
        let fork = first.fork(&SystemChance);
        assert!(fork.parent.is_empty() && fork.sid != first.sid && fork.csrf == first.csrf);
    }

    #[test]
    fn a_claim_too_many_is_not_ours() {
        let keys = KeyRing::new(vec![("k".to_owned(), [3; 32])]).unwrap();
        let claims = claims(Kind::Access, Role::Client, at(0));
        let mut json = serde_json::to_value(&claims).unwrap();
        json["admin"] = true.into();
        let token = keys.seal(&SystemChance, json.to_string().as_bytes()).unwrap();
        let opened = Claims::open(&keys, Kind::Access, &token, at(0));
        assert_eq!(opened, Err(TokenError::Foreign));
        // Of two claims of a name, none counts.
        let text = serde_json::to_string(&claims).unwrap();
        let twice = format!(r#"{{"sub":1,{}"#, text.trim_start_matches('{'));
        let token = keys.seal(&SystemChance, twice.as_bytes()).unwrap();
        let opened = Claims::open(&keys, Kind::Access, &token, at(0));
        assert_eq!(opened, Err(TokenError::Foreign));
    }
}
