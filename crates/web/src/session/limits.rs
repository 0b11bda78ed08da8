//! How often somebody may ask: a bucket of tokens per key, on this node.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;

/// Keys remembered at once; those whose bucket is full again are forgotten first.
const KEYS_MAX: usize = 100_000;

/// How much may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// So many at once.
    pub(crate) burst: u32,
    /// After that one each so many milliseconds.
    pub(crate) each_ms: i64,
}

impl Rule {
    /// In so many milliseconds an empty bucket is full.
    fn whole_ms(self) -> i64 {
        self.each_ms.saturating_mul(i64::from(self.burst))
    }

    /// A bucket that is full in so many milliseconds.
    fn without(self, missing_ms: i64) -> Left {
        let there = (self.whole_ms() - missing_ms) / self.each_ms.max(1);
        Left {
            limit: self.burst,
            admitted: true,
            remaining: u32::try_from(there).unwrap_or(0),
            reset_seconds: seconds(missing_ms),
        }
    }
}

/// Log-ins of one account from one network that fail: 10, then 40 an hour.
pub(crate) const LOGIN_OF_ACCOUNT: Rule = Rule { burst: 10, each_ms: 90_000 };
/// Log-ins from one network that fail, and sign-ups: 60, then 240 an hour.
pub(crate) const LOGIN_FROM_NETWORK: Rule = Rule { burst: 60, each_ms: 15_000 };
/// The same whatever becomes of them, for each costs the hash of a password: 120, then 1800 an
/// hour.
pub(crate) const TRIES_FROM_NETWORK: Rule = Rule { burst: 120, each_ms: 2_000 };

/// What is left after asking once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Of so many at once.
    pub(crate) limit: u32,
    /// Whether it may be done.
    pub(crate) admitted: bool,
    /// How many more at once.
    pub(crate) remaining: u32,
    /// Seconds until the bucket is full, or, when refused, until the next one.
    pub(crate) reset_seconds: u64,
}

impl Left {
    /// Says it in the headers of a response.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        headers.insert("ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("ratelimit-remaining", HeaderValue::from(self.remaining));
        headers.insert("ratelimit-reset", HeaderValue::from(self.reset_seconds));
        if !self.admitted {
            headers.insert(RETRY_AFTER, HeaderValue::from(self.reset_seconds));
        }
    }
}

/// One bucket per key: kept is only when it will be full (the "theoretical arrival time" of GCRA).
#[derive(Default)]
pub(crate) struct Buckets(Mutex<HashMap<String, i64>>);

impl Buckets {
    /// Asks for one.
    pub(crate) fn take(&self, key: &str, rule: Rule, now: Timestamp) -> Left {
        let now = now.as_millisecond();
        let whole = rule.whole_ms();
        let mut full_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= KEYS_MAX {
            full_at.retain(|_, at| *at > now);
            if full_at.len() >= KEYS_MAX {
                full_at.clear();
            }
        }
        let entry = full_at.entry(key.to_owned()).or_insert(now);
        let missing = entry.saturating_sub(now).clamp(0, whole);
        if missing > whole - rule.each_ms {
            let wait = missing - (whole - rule.each_ms);
            return Left {
                limit: rule.burst,
                admitted: false,
                remaining: 0,
                reset_seconds: seconds(wait),
            };
        }
        let missing = missing + rule.each_ms;
        *entry = now.saturating_add(missing);
        rule.without(missing)
    }

    /// Gives one back that was taken.
    pub(crate) fn give_back(&self, key: &str, rule: Rule, now: Timestamp) -> Left {
        let now = now.as_millisecond();
        let mut full_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = full_at.get(key).copied().unwrap_or(now);
        let missing = at.saturating_sub(now).clamp(0, rule.whole_ms()) - rule.each_ms;
        if missing > 0 {
            full_at.insert(key.to_owned(), now.saturating_add(missing));
        } else {
            full_at.remove(key);
        }
        rule.without(missing.max(0))
    }
}

fn seconds(ms: i64) -> u64 {
    u64::try_from(ms).unwrap_or(0).div_ceil(1000)
}

/// Addresses that one person has at will share a key: /24 and /64.
pub(crate) fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Buckets, Left, Rule, network};
    use jiff::Timestamp;

    #[test]
    fn a_bucket_empties_and_fills() {
        let buckets = Buckets::default();
        let rule = Rule { burst: 2, each_ms: 10_000 };
        let at = |ms: i64| Timestamp::from_millisecond(ms).unwrap();
        let left = |admitted, remaining, reset_seconds| Left {
            limit: 2,
            admitted,
            remaining,
            reset_seconds,
        };
        for (key, ms, expected) in [
            ("a", 0, left(true, 1, 10)),
            ("a", 0, left(true, 0, 20)),
            ("a", 1, left(false, 0, 10)),
            ("b", 1, left(true, 1, 10)),
            ("a", 10_000, left(true, 0, 20)),
            ("a", 10_000, left(false, 0, 10)),
            ("a", 60_000, left(true, 1, 10)),
            // A clock that jumps back refuses nobody for longer than a whole bucket.
            ("a", -900_000, left(false, 0, 10)),
        ] {
            assert_eq!(buckets.take(key, rule, at(ms)), expected, "{key} at {ms}");
        }
    }

    #[test]
    fn what_is_given_back_may_be_taken_again() {
        let buckets = Buckets::default();
        let rule = Rule { burst: 2, each_ms: 10_000 };
        let at = |ms: i64| Timestamp::from_millisecond(ms).unwrap();
        for index in 0..5 {
            assert_eq!(buckets.take("a", rule, at(index)).remaining, 1, "{index}");
            let left = buckets.give_back("a", rule, at(index));
            assert_eq!((left.remaining, left.reset_seconds), (2, 0), "{index}");
        }
        for remaining in [1, 0] {
            assert_eq!(buckets.take("a", rule, at(5)).remaining, remaining);
        }
        assert_eq!(buckets.give_back("a", rule, at(5)).remaining, 1, "the other one stays taken");
        assert_eq!(buckets.give_back("b", rule, at(5)).remaining, 2, "full is full");
    }

    #[test]
    fn a_network_has_one_key() {
        for (one, other, same) in [
            ("192.0.2.1", "192.0.2.9", true),
            ("::ffff:192.0.2.1", "192.0.2.9", true),
            ("192.0.2.1", "192.0.3.1", false),
            ("2001:db8::1", "2001:db8::2:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
        ] {
            let key = |ip: &str| network(ip.parse().unwrap());
            assert_eq!(key(one) == key(other), same, "{one} {other}");
        }
    }
}
