//! Passwords: hashed with argon2id, a few at a time, off the threads that serve.

use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use md5::{Digest, Md5};
use model::people::password::PasswordPolicy;
use tokio::sync::Semaphore;

use crate::{Engine, Fault, Result, invalid, limit};

/// Longer passwords are refused, so that hashing is not made a burden (bytes).
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// Calls that may wait for a turn; more are refused.
const WAITING_MAX: usize = 64;
/// Matches no password: for accounts that must set one first.
pub const NO_PASSWORD: &str = "!";

/// KiB of memory, passes and lanes: the OWASP minimum for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// A hash of nothing in particular: unknown names cost as much as wrong passwords.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$aG9zdGxlci1ub2JvZHk\
    $Y4KzzIgUErd7/K7tAmABwA2eMCXmbCD25+kvB5hRRio";

/// Where passwords are hashed: as many at once as there are processors.
pub(crate) struct Kitchen {
    places: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Kitchen {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { places: Semaphore::new(processors), waiting: AtomicUsize::new(0) }
    }
}

/// What a comparison came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Another password.
    Wrong,
    /// The password.
    Right,
    /// The password, but its hash should be replaced by one of ours.
    Outdated,
}

/// Hashes a password as a PHC string.
///
/// # Errors
/// Invalid when it is longer than [`PASSWORD_BYTES_MAX`]; a limit when too many wait.
pub async fn hash(engine: &Engine, password: &str) -> Result<String> {
    admit(password)?;
    let mut salt = [0; 16];
    engine.world().chance.fill(&mut salt);
    let password = password.to_owned();
    let hashed = cook(engine, move || {
        let hash: PasswordHash = ours()?
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|e| e.to_string())?;
        Ok(hash.to_string())
    });
    hashed.await
}

/// Compares a password with a stored hash: argon2id, or the bcrypt or phpass of an imported user.
///
/// # Errors
/// A limit when too many wait; a hash that cannot be read is wrong, not an error.
pub async fn check(engine: &Engine, password: &str, stored: &str) -> Result<Check> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Ok(Check::Wrong);
    }
    let (password, stored) = (password.to_owned(), stored.to_owned());
    cook(engine, move || compare(&password, &stored)).await
}

/// Costs what [`check`] costs, for names that nobody has.
///
/// # Errors
/// A limit when too many wait.
pub async fn check_nobody(engine: &Engine, password: &str) -> Result<()> {
    check(engine, password, NOBODY).await.map(|_| ())
}

/// Refuses a password that is too easy to guess; `personal` are the owner's names and addresses.
///
/// # Errors
/// Invalid, saying why.
pub fn good_enough(password: &str, personal: &[&str]) -> Result<()> {
    PasswordPolicy::default()
        .check(password, personal)
        .map_err(|refused| invalid("password2", refused.to_string()))
}

/// The password of staff as it is hashed: the lower-case hex MD5, which API callers send instead
/// of the password itself.
#[must_use]
pub fn staff_form(password: &str) -> String {
    model::hex::hex(&Md5::digest(password.as_bytes()))
}

fn admit(password: &str) -> Result<()> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(invalid("password2", "The password is too long"));
    }
    Ok(())
}

/// Runs one hashing on a thread of its own when there is a place.
async fn cook<T: Send + 'static>(
    engine: &Engine,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T> {
    let kitchen = &engine.people().kitchen;
    let _waiting = Waiting::enter(&kitchen.waiting)?;
    let _place = kitchen.places.acquire().await.map_err(Fault::broken)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(Fault::broken)?;
    done.map_err(|why| Fault::broken(format!("a password could not be hashed: {why}")))
}

/// One of those who wait; leaves by itself, also when the caller hangs up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize) -> Result<Self> {
        let waiting = Self(count);
        if count.fetch_add(1, Ordering::Relaxed) >= WAITING_MAX {
            return Err(limit("Too many sign-ins at once. Please try again."));
        }
        Ok(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn ours() -> Result<Argon2<'static>, String> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|e| e.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn compare(password: &str, stored: &str) -> Result<Check, String> {
    if !stored.is_ascii() {
        return Ok(Check::Wrong);
    }
    if stored.starts_with("$argon2") {
        let Ok(hash) = PasswordHash::new(stored) else { return Ok(Check::Wrong) };
        let right = ours()?.verify_password(password.as_bytes(), &hash).is_ok();
        let (memory, passes, lanes) = COST;
        let current = stored.starts_with("$argon2id$v=19$")
            && stored.contains(&format!("$m={memory},t={passes},p={lanes}$"));
        return Ok(verdict(right, current));
    }
    if ["$2y$", "$2a$", "$2b$"].iter().any(|prefix| stored.starts_with(prefix)) {
        return Ok(verdict(bcrypt::verify(password, stored).unwrap_or(false), false));
    }
    if stored.starts_with("$P$") && phpass_is_bearable(stored) {
        let right =
            phpass::PhPass::try_from(stored).is_ok_and(|hash| hash.verify(password).is_ok());
        return Ok(verdict(right, false));
    }
    Ok(Check::Wrong)
}

const fn verdict(right: bool, current: bool) -> Check {
    match (right, current) {
        (false, _) => Check::Wrong,
        (true, true) => Check::Right,
        (true, false) => Check::Outdated,
    }
}

/// The fourth character says how many rounds (as a power of two): more than 2^18 were never usual
/// and would only serve to keep a processor busy.
fn phpass_is_bearable(stored: &str) -> bool {
    let rounds = stored.chars().nth(3);
    stored.len() == 34 && rounds.is_some_and(|c| "56789ABCDEFG".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{Check, NOBODY, compare, staff_form};

    #[test]
    fn hashes_of_other_systems_are_understood() {
        for (password, stored, expected) in [
            ("development", "$P$BgUdq1RzEBYd9Tm/uZC7mz/l5F.x4N1", Check::Outdated),
            ("developments", "$P$BgUdq1RzEBYd9Tm/uZC7mz/l5F.x4N1", Check::Wrong),
            (
                "U*U",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                Check::Outdated,
            ),
            (
                "U*U",
                "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                Check::Outdated,
            ),
            ("U*", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", Check::Wrong),
            ("x", "!", Check::Wrong),
            ("", "", Check::Wrong),
            ("x", "$P$zgUdq1RzEBYd9Tm/uZC7mz/l5F.x4N1", Check::Wrong),
            ("x", "$P$é", Check::Wrong),
            ("x", "$argon2id$broken", Check::Wrong),
            ("x", "$2y$99$broken", Check::Wrong),
            ("x", NOBODY, Check::Wrong),
        ] {
            assert_eq!(compare(password, stored), Ok(expected), "{stored}");
        }
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        argon2::password_hash::phc::PasswordHash::new(NOBODY).unwrap();
    }

    #[test]
    fn staff_passwords_are_hashed_as_api_callers_send_them() {
        assert_eq!(staff_form("password"), "5f4dcc3b5aa765d61d8327deb882cf99");
    }
}
