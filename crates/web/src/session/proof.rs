//! A fresh proof of who somebody is, asked for before what cannot be taken back: a session that was
//! left open, or stolen, is not enough for these.
//!
//! Whoever signed in some minutes ago has just given it, in whichever way the account has: that is
//! the way of those who have a passkey or a provider and no password. Everybody else gives the
//! present password.

use std::net::{IpAddr, Ipv4Addr};

use engine::people::passwords::PASSWORD_BYTES_MAX;
use engine::{Actor, Caller, Meaning};
use model::ids::UserId;
use protocol::{ConfirmPassword, GetClientsDetails, ValidateLogin};

use super::enter::{self, Refused};
use super::{ClientSession, StaffSession};
use crate::App;
use crate::whmcs::CallError;

/// For so long (seconds) a sign-in is proof enough.
pub(crate) const FRESH_SECONDS: i64 = 10 * 60;

/// Somebody has proven who it is, just now, or is no client. Only [`prove`] and a session of staff
/// make one.
#[derive(Debug)]
pub(crate) struct Proof(());

impl Proof {
    /// Staff comes by a road of its own, on which its role says what it may do.
    pub(crate) fn of_staff(_: &StaffSession) -> Self {
        Self(())
    }
}

/// Why there is no proof.
#[derive(Debug)]
pub(crate) enum Unproven {
    /// Nothing was shown, and the sign-in is too long ago.
    Missing,
    /// This is not the present password.
    Wrong,
    /// It was tried too often, or nobody could say.
    Refused(Refused),
}

impl From<CallError> for Unproven {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(refusal) if refusal.meaning != Meaning::Limit => Self::Wrong,
            error => Self::Refused(Refused::Call(error)),
        }
    }
}

/// Takes the sign-in for a proof, or else the present password. Staff in the place of a client is
/// let through: it has its own road to the same things.
pub(crate) async fn prove(
    app: &App,
    session: &ClientSession,
    password: Option<&str>,
) -> Result<Proof, Unproven> {
    let Actor::Client { user, .. } = &session.caller.actor else {
        return Err(Unproven::Missing);
    };
    if has_proof(app, session) {
        return Ok(Proof(()));
    }
    let password = password.filter(|password| !password.is_empty()).ok_or(Unproven::Missing)?;
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(Unproven::Wrong);
    }
    let ip = session.caller.ip.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let tried = enter::admit(app, &format!("user {user}"), ip).map_err(Unproven::Refused)?;
    // Judged anew each time: never an answer that was kept for an idempotency key.
    let caller = Caller { idempotency_key: None, ..session.caller.clone() };
    let user_id = u64::try_from(user.0).unwrap_or(0);
    let call = ConfirmPassword { user_id, currentpassword: password.into() };
    match app.whmcs().call(&caller, call).await {
        Err(CallError::NotOffered(_)) => published(app, session, &caller, *user, password).await?,
        said => {
            said?;
        }
    }
    tried.right(app);
    Ok(Proof(()))
}

/// Whether [`prove`] asks for nothing more.
pub(crate) fn has_proof(app: &App, session: &ClientSession) -> bool {
    let by_staff = matches!(&session.caller.actor, Actor::Client { by: Some(_), .. });
    by_staff || is_fresh(session.start, app.0.clock.now().as_second())
}

/// Whether a sign-in is proof enough; one of the future is not.
fn is_fresh(start: i64, now: i64) -> bool {
    (0..=FRESH_SECONDS).contains(&now.saturating_sub(start))
}

/// The same from what every WHMCS publishes, which notes a sign-in.
async fn published(
    app: &App,
    session: &ClientSession,
    caller: &Caller,
    user: UserId,
    password: &str,
) -> Result<(), Unproven> {
    let clientid = u64::try_from(session.client.0).ok();
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    let found = app.whmcs().call(caller, call).await?.client;
    let own = found.users.user.iter().find(|each| each.id.0 == user.0).ok_or(Unproven::Wrong)?;
    let call = ValidateLogin {
        email: own.email.to_string(),
        password2: password.into(),
        clientip: Some(caller.ip.clone()),
    };
    let known = app.whmcs().call(caller, call).await?;
    if known.userid.0 == user.0 { Ok(()) } else { Err(Unproven::Wrong) }
}

#[cfg(test)]
mod tests {
    use super::{FRESH_SECONDS, is_fresh};

    #[test]
    fn a_sign_in_is_proof_for_some_minutes() {
        for (start, now, expected) in [
            (1_000, 1_000, true),
            (1_000, 1_000 + FRESH_SECONDS, true),
            (1_000, 1_001 + FRESH_SECONDS, false),
            (1_000, 999, false),
            (0, i64::MAX, false),
            (i64::MIN, i64::MAX, false),
        ] {
            assert_eq!(is_fresh(start, now), expected, "{start} {now}");
        }
    }
}
