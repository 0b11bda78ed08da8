//! Randomness, as something that is given.

use std::sync::atomic::{AtomicU64, Ordering};

const HEX: &[u8] = b"0123456789abcdef";
const DIGITS: &[u8] = b"0123456789";
const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Gives random bytes, and words and numbers made of them without bias.
pub trait Chance: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// Any number.
    fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// So many hexadecimal digits in lower case (four bits of secrecy each).
    fn hex(&self, length: usize) -> String {
        text_of(self, HEX, length)
    }

    /// So many letters and digits (almost six bits of secrecy each).
    fn base62(&self, length: usize) -> String {
        text_of(self, BASE62, length)
    }

    /// So many decimal digits; the first may be a zero.
    fn digits(&self, length: usize) -> String {
        text_of(self, DIGITS, length)
    }
}

/// The randomness of the operating system, fit for secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

/// The same "randomness" for the same seed (SplitMix64); for tests only.
#[derive(Debug)]
pub struct FakeChance(AtomicU64);

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            #[expect(clippy::panic, reason = "without randomness no secret is one: stop")]
            {
                panic!("the operating system gave no randomness: {error}");
            }
        }
    }
}

impl FakeChance {
    /// Randomness that is decided by the seed.
    pub fn seeded(seed: u64) -> FakeChance {
        FakeChance(AtomicU64::new(seed))
    }

    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Chance for FakeChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let random = self.next().to_le_bytes();
            chunk.copy_from_slice(random.get(..chunk.len()).unwrap_or(&random));
        }
    }
}

/// Bytes beyond the last whole multiple of the alphabet are thrown away: they would favour the
/// first letters.
fn text_of<C: Chance + ?Sized>(chance: &C, alphabet: &[u8], length: usize) -> String {
    let fair = 256 - 256 % alphabet.len();
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 32];
    while text.len() < length {
        chance.fill(&mut bytes);
        let fair_ones = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < fair);
        let letters = fair_ones.filter_map(|byte| alphabet.get(byte % alphabet.len()));
        text.extend(letters.take(length - text.len()).map(|letter| char::from(*letter)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_words() {
        let (one, two) = (FakeChance::seeded(7), FakeChance::seeded(7));
        assert_eq!(one.base62(40), two.base62(40));
        assert_ne!(one.base62(40), FakeChance::seeded(8).base62(40));
    }

    #[test]
    fn words_have_their_length_and_alphabet() {
        for chance in [&FakeChance::seeded(1) as &dyn Chance, &SystemChance] {
            for length in [0, 1, 10, 65] {
                for (word, alphabet) in [
                    (chance.hex(length), HEX),
                    (chance.base62(length), BASE62),
                    (chance.digits(length), DIGITS),
                ] {
                    assert_eq!(word.len(), length);
                    assert!(word.bytes().all(|byte| alphabet.contains(&byte)), "{word}");
                }
            }
        }
    }

    #[test]
    fn digits_are_fair_and_numbers_differ() {
        let chance = FakeChance::seeded(42);
        let word = chance.digits(100_000);
        for digit in b'0'..=b'9' {
            let count = word.bytes().filter(|byte| *byte == digit).count();
            assert!((9_500..10_500).contains(&count), "{} came {count} times", char::from(digit));
        }
        assert_ne!(SystemChance.number(), SystemChance.number());
    }
}
