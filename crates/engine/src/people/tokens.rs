//! One-use secrets in links: bound to the user's epoch, void after a while, kept as hashes.

use jiff::SignedDuration;
use model::ids::{ClientId, StaffId, UserId};
use sha2::{Digest, Sha256};
use store::people::tokens::{self, Kind, TokenRow};
use store::people::users::{self, UserRow};

use crate::{Act, Fault, Refusal, Result, not_found};
use model::hex::hex;

/// Letters of a secret: 160 bits.
const SECRET_LETTERS: usize = 40;
/// Tokens that were void for so long are removed.
const SWEPT_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What is handed out.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewToken<'a> {
    pub(super) kind: Kind,
    pub(super) client: Option<ClientId>,
    pub(super) subject: &'a str,
    pub(super) life: SignedDuration,
    /// Whether an older one of the kind becomes void.
    pub(super) only: bool,
    /// The member of staff who will look at the pages of somebody else with it.
    pub(super) staff: Option<StaffId>,
}

/// A secret and its hash.
pub(crate) fn secret(act: &Act) -> (String, String) {
    let secret = act.engine.world().chance.hex(SECRET_LETTERS);
    let hash = hash_of(&secret);
    (secret, hash)
}

/// The form in which a secret is kept.
pub(crate) fn hash_of(secret: &str) -> String {
    hex(&Sha256::digest(secret.trim().as_bytes()))
}

/// Hands a token out and gives its secret.
pub(super) async fn issue(act: &mut Act, user: &UserRow, new: NewToken<'_>) -> Result<String> {
    let now = act.at();
    if new.only {
        let void_since = now - SWEPT_AFTER.as_secs();
        tokens::sweep(&mut act.conn, new.kind, user.id, void_since).await?;
    }
    let (secret, hash) = secret(act);
    let row = TokenRow {
        hash,
        user_id: user.id,
        client_id: new.client,
        epoch: user.epoch,
        subject: new.subject.to_owned(),
        created_at: now,
        expires_at: now + new.life.as_secs(),
        staff_id: new.staff,
    };
    tokens::add(&mut act.conn, new.kind, &row).await?;
    Ok(secret)
}

/// Uses a token up and gives it with its user.
///
/// # Errors
/// Not found when it is unknown, used, void, or the user's epoch has changed since.
pub(super) async fn redeem(act: &mut Act, kind: Kind, secret: &str) -> Result<(TokenRow, UserRow)> {
    let now = act.at();
    let found = tokens::use_up(&mut act.conn, kind, &hash_of(secret), now).await?;
    let token = found.ok_or_else(void)?;
    let user = locked(act, token.user_id).await?;
    if user.epoch != token.epoch {
        return Err(void());
    }
    Ok((token, user))
}

pub(super) async fn locked(act: &mut Act, id: UserId) -> Result<UserRow> {
    users::lock(&mut act.conn, id).await?.ok_or_else(|| not_found("User Not Found"))
}

/// Said for every link that no longer opens anything.
pub(super) fn void() -> Fault {
    not_found("This link is not valid any more. Please ask for a new one.")
}

/// Whether a fault is a refusal, after which a mail is not worth another attempt.
pub(super) fn refused(fault: &Fault) -> Option<&Refusal> {
    fault.refusal()
}
