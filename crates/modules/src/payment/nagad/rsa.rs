//! The four things that Nagad does with RSA (RFC 8017): signing and checking with SHA-256, and
//! sending secrets in the padding of version 1.5.
//!
//! Signatures are ring's, which wraps no secrets. Those are numbers here; unwrapping one is
//! blinded, so that its time tells nothing of the key.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use num_bigint::BigUint;
use ports::Chance;
use ring::rand::SystemRandom;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};

use super::der;

/// What padding takes at least.
const PADDING_BYTES: usize = 11;
/// Tries to find a number that the modulus allows; the first one is good but for an accident.
const TRIES_MAX: usize = 64;

/// Nagad's key.
#[derive(Clone)]
pub(super) struct PublicKey {
    modulus: BigUint,
    exponent: BigUint,
    bytes: usize,
    der: Vec<u8>,
}

/// Our own.
pub(super) struct PrivateKey {
    modulus: BigUint,
    public: BigUint,
    private: BigUint,
    bytes: usize,
    pair: RsaKeyPair,
}

/// The base 64 of a key, with or without the lines around it.
fn body(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    let inner: String =
        lines.flat_map(|line| line.chars().filter(|it| !it.is_whitespace())).collect();
    BASE64_STANDARD.decode(inner).ok()
}

impl PublicKey {
    /// Reads a key; `None` if it is none of 2048 bits or more.
    pub(super) fn read(text: &str) -> Option<PublicKey> {
        let whole = body(text)?;
        let (modulus, exponent, der) = der::public(&whole)?;
        let (modulus, exponent) =
            (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
        let bytes = usize::try_from(modulus.bits().div_ceil(8)).ok()?;
        (modulus.bits() >= 2048 && modulus.bits() <= 8192).then(|| PublicKey {
            modulus,
            exponent,
            bytes,
            der: der.to_vec(),
        })
    }

    /// Wraps what only Nagad may read; `None` if it is too long.
    pub(super) fn wrap(&self, plain: &[u8], chance: &dyn Chance) -> Option<Vec<u8>> {
        let fill =
            self.bytes.checked_sub(plain.len() + 3).filter(|fill| *fill + 3 >= PADDING_BYTES)?;
        let mut padded = vec![0, 2];
        while padded.len() < fill + 2 {
            let mut byte = [0];
            chance.fill(&mut byte);
            // A zero would be the end of the padding.
            padded.extend(byte.iter().filter(|byte| **byte != 0));
        }
        padded.push(0);
        padded.extend(plain);
        let number = BigUint::from_bytes_be(&padded).modpow(&self.exponent, &self.modulus);
        Some(to_length(&number, self.bytes))
    }

    /// Whether Nagad has said that.
    pub(super) fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.der);
        key.verify(text, signature).is_ok()
    }
}

impl PrivateKey {
    /// Reads a key; `None` if it is none of 2048 bits or more.
    pub(super) fn read(text: &str) -> Option<PrivateKey> {
        let whole = body(text)?;
        let key = der::private(&whole)?;
        let pair = RsaKeyPair::from_der(key.der).ok()?;
        let numbers = [key.modulus, key.public, key.private];
        let [modulus, public, private] = numbers.map(BigUint::from_bytes_be);
        Some(PrivateKey { bytes: pair.public().modulus_len(), modulus, public, private, pair })
    }

    /// Signs; `None` only if the operating system has no randomness.
    pub(super) fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.bytes];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature).ok()?;
        Some(signature)
    }

    /// Unwraps what only we may read; `None` if it was not wrapped for us.
    pub(super) fn unwrap(&self, wrapped: &[u8], chance: &dyn Chance) -> Option<Vec<u8>> {
        let wrapped = BigUint::from_bytes_be(wrapped);
        if wrapped >= self.modulus {
            return None;
        }
        let (blind, back) = self.blind(chance)?;
        let blinded = wrapped * blind.modpow(&self.public, &self.modulus) % &self.modulus;
        let number = blinded.modpow(&self.private, &self.modulus) * back % &self.modulus;
        let padded = to_length(&number, self.bytes);
        let inner = padded.strip_prefix(&[0, 2])?;
        let end = inner.iter().position(|byte| *byte == 0).filter(|end| *end >= 8)?;
        inner.get(end + 1..).map(<[u8]>::to_vec)
    }

    /// A number, and what takes it away again.
    fn blind(&self, chance: &dyn Chance) -> Option<(BigUint, BigUint)> {
        let mut bytes = vec![0; self.bytes];
        (0..TRIES_MAX).find_map(|_| {
            chance.fill(&mut bytes);
            let blind = BigUint::from_bytes_be(&bytes) % &self.modulus;
            blind.modinv(&self.modulus).map(|back| (blind, back))
        })
    }
}

fn to_length(number: &BigUint, bytes: usize) -> Vec<u8> {
    let short = number.to_bytes_be();
    let mut long = vec![0; bytes.saturating_sub(short.len())];
    long.extend(short);
    long
}
