//! Access tokens that were opened before: programs show theirs with each request.
//!
//! What is kept is what a token says, never that it is believed. Its time is judged anew whenever
//! it is shown, and whether its session may go on is asked as ever. Only a token that was opened
//! under our keys is kept, and it is found by all of it; a node's keys never change while it runs.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::KeyRing;
use super::token::{Claims, Kind};

/// So many are kept at most; each has one place, and who comes later gets it.
const PLACES: usize = 2048;

/// What was opened.
pub(super) struct Opened {
    places: Vec<Mutex<Option<Box<Token>>>>,
    /// Nobody outside can tell which tokens share a place.
    states: RandomState,
}

/// A token, and what it says.
struct Token {
    hash: u64,
    text: Box<str>,
    claims: Arc<Claims>,
}

impl Default for Opened {
    fn default() -> Self {
        Self::with_places(PLACES)
    }
}

impl Opened {
    fn with_places(places: usize) -> Self {
        let places = std::iter::repeat_with(Mutex::default).take(places).collect();
        Self { places, states: RandomState::new() }
    }

    /// What an access token says, while it is believed.
    pub(super) fn open(&self, keys: &KeyRing, token: &str, now: Timestamp) -> Option<Arc<Claims>> {
        let hash = self.states.hash_one(token);
        let place = usize::try_from(hash).unwrap_or_default() % self.places.len().max(1);
        let place = self.places.get(place)?;
        let known = {
            let kept = place.lock().unwrap_or_else(PoisonError::into_inner);
            // The hash first: how far another token is the same is nothing that time may tell.
            let is_it = |known: &&Token| known.hash == hash && *known.text == *token;
            kept.as_deref().filter(is_it).map(|known| Arc::clone(&known.claims))
        };
        if let Some(claims) = known {
            return claims.judge(Kind::Access, now).is_ok().then_some(claims);
        }
        let claims = Arc::new(Claims::open(keys, Kind::Access, token, now).ok()?);
        let opened = Token { hash, text: token.into(), claims: Arc::clone(&claims) };
        *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(opened));
        Some(claims)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use model::ids::ClientId;
    use ports::SystemChance;

    use super::Opened;
    use crate::session::token::{ACCESS_SECONDS, Claims, Identity, Kind, Role};
    use crate::session::{KeyRing, Line};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn ring(byte: u8) -> KeyRing {
        KeyRing::new(vec![("k".to_owned(), [byte; 32])]).unwrap()
    }

    /// A token of this user.
    fn token(kind: Kind, subject: i64) -> String {
        let who = Identity {
            subject,
            client: Some(ClientId(3)),
            role: Role::Client,
            name: "Ada".to_owned(),
            may: "invoices".to_owned(),
            owns: false,
            epoch: 2,
        };
        let claims =
            Claims::new(kind, &who, &Line::begin(at(0), &SystemChance), at(0), &SystemChance);
        claims.seal(&ring(3), &SystemChance).unwrap()
    }

    #[test]
    fn what_is_kept_is_believed_no_longer_than_the_token() {
        let (opened, token) = (Opened::default(), token(Kind::Access, 7));
        for (second, expected) in [
            (0, true),
            (1, true),
            (ACCESS_SECONDS - 1, true),
            (ACCESS_SECONDS, false),
            (ACCESS_SECONDS + 1_000_000, false),
            // A clock that was wrong: from the future again.
            (-31, false),
            (-30, true),
        ] {
            let said = opened.open(&ring(3), &token, at(second));
            assert_eq!(said.map(|claims| claims.sub), expected.then_some(7), "{second}");
        }
    }

    #[test]
    fn each_token_says_what_it_says_however_many_share_a_place() {
        for places in [1, 2, super::PLACES] {
            let opened = Opened::with_places(places);
            let tokens: Vec<_> = (1..=20).map(|user| (user, token(Kind::Access, user))).collect();
            for (user, token) in tokens.iter().chain(&tokens) {
                for _ in 0..2 {
                    let said = opened.open(&ring(3), token, at(1)).unwrap();
                    assert_eq!((said.sub, said.cid, &*said.may), (*user, 3, "invoices"));
                }
            }
        }
    }

    #[test]
    fn nothing_else_is_taken_for_a_token_that_is_kept() {
        let opened = Opened::with_places(1);
        let good = token(Kind::Access, 7);
        assert!(opened.open(&ring(3), &good, at(0)).is_some());
        for place in 0..good.len() {
            let mut bytes = good.clone().into_bytes();
            bytes[place] ^= 1;
            let Ok(other) = String::from_utf8(bytes) else { continue };
            assert!(opened.open(&ring(3), &other, at(0)).is_none(), "byte {place}");
        }
        let longer = format!("{good}A");
        for other in ["", &good[1..], &good[..good.len() - 1], &longer] {
            assert!(opened.open(&ring(3), other, at(0)).is_none(), "{other}");
        }
        assert!(opened.open(&ring(3), &token(Kind::Refresh, 7), at(0)).is_none());
        assert!(opened.open(&ring(3), &good, at(0)).is_some(), "the good one is still good");
        // A node with other keys has kept nothing.
        assert!(Opened::default().open(&ring(4), &good, at(0)).is_none());
    }
}
