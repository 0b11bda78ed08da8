//! Failed sign-ins, counted by account and network, so that passwords cannot be tried out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use model::people::email::fold;

use crate::{Engine, Result, limit};

/// Failures of one account from one network that are looked at within [`WINDOW`].
pub const ATTEMPTS_MAX: u32 = 20;
/// Failures of one account with a code of its second factor, within [`WINDOW`] and from wherever:
/// whoever tries them out has the password already, and has more than one network.
pub const CODE_ATTEMPTS_MAX: u32 = 5;
/// Instead of an address: failures count wherever they come from.
pub const ANYWHERE: &str = "";
/// How long a failure counts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Accounts that are remembered; the oldest are forgotten first.
const ACCOUNTS_MAX: usize = 100_000;

/// Failures by account and network. A stranger cannot lock a person out from elsewhere.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<(String, String), (Timestamp, u32)>>);

/// Refuses when the account was tried too often from the caller's network.
///
/// # Errors
/// A limit that says so.
pub fn admit(engine: &Engine, account: &str, ip: &str) -> Result<()> {
    under(engine, account, ip, ATTEMPTS_MAX)
}

/// Refuses when codes of the account were tried too often, whoever tried them.
///
/// # Errors
/// A limit that says so.
pub fn admit_code(engine: &Engine, account: &str) -> Result<()> {
    under(engine, account, ANYWHERE, CODE_ATTEMPTS_MAX)
}

fn under(engine: &Engine, account: &str, ip: &str, most: u32) -> Result<()> {
    let kept = engine.people().attempts.0.lock().unwrap_or_else(PoisonError::into_inner);
    match kept.get(&key(account, ip)) {
        Some((since, count)) if *count >= most && engine.now().duration_since(*since) < WINDOW => {
            Err(limit("Too many failed sign-ins. Please wait 15 minutes and try again."))
        }
        _ => Ok(()),
    }
}

/// Counts a failure.
pub fn failed(engine: &Engine, account: &str, ip: &str) {
    let now = engine.now();
    let mut kept = engine.people().attempts.0.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= ACCOUNTS_MAX {
        kept.retain(|_, (since, _)| now.duration_since(*since) < WINDOW);
        if kept.len() >= ACCOUNTS_MAX {
            kept.clear();
        }
    }
    let entry = kept.entry(key(account, ip)).or_insert((now, 0));
    if now.duration_since(entry.0) >= WINDOW {
        *entry = (now, 0);
    }
    entry.1 = entry.1.saturating_add(1);
}

/// Forgets the failures after a success.
pub fn succeeded(engine: &Engine, account: &str, ip: &str) {
    let mut kept = engine.people().attempts.0.lock().unwrap_or_else(PoisonError::into_inner);
    kept.remove(&key(account, ip));
}

/// Spellings of one account share a key, and so do the addresses of one network.
fn key(account: &str, ip: &str) -> (String, String) {
    let network = match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}")
        }
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        Err(_) => ip.to_owned(),
    };
    (fold(account), network)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn one_account_and_one_network_have_one_key() {
        for (one, other, same) in [
            (("A@x.yz", "192.0.2.1"), (" a@X.yz ", "192.0.2.200"), true),
            (("a@x.yz", "::ffff:192.0.2.1"), ("a@x.yz", "192.0.2.9"), true),
            (("a@x.yz", "2001:db8::1"), ("a@x.yz", "2001:db8::ffff:1"), true),
            (("a@x.yz", "192.0.2.1"), ("a@x.yz", "192.0.3.1"), false),
            (("a@x.yz", "192.0.2.1"), ("b@x.yz", "192.0.2.1"), false),
        ] {
            assert_eq!(key(one.0, one.1) == key(other.0, other.1), same, "{one:?} {other:?}");
        }
    }
}
