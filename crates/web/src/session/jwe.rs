//! Compact JWE (RFC 7516) with one fixed header: `alg` `dir`, `enc` `A256GCM`, and a `kid` for
//! rotation. No header is read: it is that of one of our keys to the letter, or the token is not
//! ours (RFC 8725).

use std::collections::BTreeMap;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ports::Chance;
use serde::Serialize;

/// Longer tokens are not ours.
const TOKEN_BYTES_MAX: usize = 4096;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// The keys that tokens are encrypted with: new ones by the active key, old ones stay readable.
#[derive(Clone)]
pub struct KeyRing {
    /// By the one header that a token of the key has.
    ciphers: BTreeMap<String, Aes256Gcm>,
    /// Id and header of the key that new tokens get.
    active: (String, String),
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing (active key {})", self.active.0)
    }
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    enc: &'a str,
    kid: &'a str,
    typ: &'a str,
}

/// The header of a key's tokens, as it stands in them.
fn header(kid: &str) -> Option<String> {
    let header = Header { alg: "dir", enc: "A256GCM", kid, typ: "JWT" };
    Some(BASE64.encode(serde_json::to_vec(&header).ok()?))
}

impl KeyRing {
    /// Keys by id; the first is the active one. `None` without any.
    #[must_use]
    pub fn new(keys: Vec<(String, [u8; 32])>) -> Option<Self> {
        let kid = keys.first()?.0.clone();
        let active = (kid.clone(), header(&kid)?);
        let ciphers = keys
            .into_iter()
            .map(|(kid, key)| Some((header(&kid)?, Aes256Gcm::new(&key.into()))))
            .collect::<Option<_>>()?;
        Some(Self { ciphers, active })
    }

    /// Encrypts a payload. `None` only if the cipher fails, which it does for nothing of our size.
    pub(crate) fn seal(&self, chance: &dyn Chance, plain: &[u8]) -> Option<String> {
        let (_, header) = &self.active;
        let mut nonce = [0; NONCE_BYTES];
        chance.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: header.as_bytes() };
        let mut sealed = self.ciphers.get(header)?.encrypt(&nonce.into(), payload).ok()?;
        let tag = sealed.split_off(sealed.len().checked_sub(TAG_BYTES)?);
        let [nonce, body, tag] =
            [nonce.as_slice(), sealed.as_slice(), tag.as_slice()].map(|part| BASE64.encode(part));
        Some(format!("{header}..{nonce}.{body}.{tag}"))
    }

    /// Decrypts a token; `None` for anything that is not exactly one of ours.
    pub(crate) fn open(&self, token: &str) -> Option<Vec<u8>> {
        if token.len() > TOKEN_BYTES_MAX {
            return None;
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [header, "", nonce, body, tag] = parts.as_slice() else { return None };
        let cipher = self.ciphers.get(*header)?;
        let nonce: [u8; NONCE_BYTES] = BASE64.decode(nonce).ok()?.try_into().ok()?;
        let tag: [u8; TAG_BYTES] = BASE64.decode(tag).ok()?.try_into().ok()?;
        let mut sealed = BASE64.decode(body).ok()?;
        sealed.extend(tag);
        let payload = Payload { msg: &sealed, aad: header.as_bytes() };
        cipher.decrypt(&nonce.into(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{BASE64, KeyRing};
    use base64::Engine as _;
    use ports::SystemChance;

    fn ring(keys: &[(&str, u8)]) -> KeyRing {
        KeyRing::new(keys.iter().map(|(id, byte)| ((*id).to_owned(), [*byte; 32])).collect())
            .unwrap()
    }

    #[test]
    fn a_token_opens_under_old_keys_and_not_under_others() {
        let token = ring(&[("a", 1)]).seal(&SystemChance, b"hello").unwrap();
        assert_eq!(ring(&[("b", 2), ("a", 1)]).open(&token).unwrap(), b"hello");
        assert!(ring(&[("b", 2)]).open(&token).is_none());
        assert!(ring(&[("a", 2)]).open(&token).is_none());
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let ring = ring(&[("a", 1)]);
        let token = ring.seal(&SystemChance, b"hello").unwrap();
        for index in 0..token.len() {
            for bit in 0..7 {
                let mut bytes = token.clone().into_bytes();
                bytes[index] ^= 1 << bit;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                let opened = ring.open(&changed);
                assert!(opened.is_none(), "bit {bit} of byte {index}: {changed}");
            }
        }
    }

    #[test]
    fn other_headers_are_refused() {
        let ring = ring(&[("a", 1)]);
        let token = ring.seal(&SystemChance, b"hello").unwrap();
        let (_, rest) = token.split_once('.').unwrap();
        let cases = [
            r#"{"alg":"none","enc":"A256GCM","kid":"a","typ":"JWT"}"#,
            r#"{"alg":"A256KW","enc":"A256GCM","kid":"a","typ":"JWT"}"#,
            r#"{"alg":"dir","enc":"A128GCM","kid":"a","typ":"JWT"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT","zip":"DEF"}"#,
            r#"{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","kid":"a","typ":"JWT","p2c":9999999}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"../a","typ":"JWT"}"#,
            r#"{"alg":"dir","enc":"A256GCM","typ":"JWT"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"","typ":"JWT"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"at+jwt"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT","jku":"https://evil.example"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT","jwk":{"kty":"oct"}}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT","x5u":"https://evil.example"}"#,
            r#"{"alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT","crit":["exp"]}"#,
            r#"{"alg":"dir","alg":"dir","enc":"A256GCM","kid":"a","typ":"JWT"}"#,
            // The same header in another spelling is not what was sealed.
            r#"{"enc":"A256GCM","alg":"dir","kid":"a","typ":"JWT"}"#,
            "",
        ];
        for header in cases {
            let forged = format!("{}.{rest}", BASE64.encode(header));
            assert!(ring.open(&forged).is_none(), "{header}");
        }
        for other in ["", ".", "....", "a.b.c", &"x".repeat(5000)] {
            assert!(ring.open(other).is_none());
        }
    }
}
