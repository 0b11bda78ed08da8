//! Secrets that must be kept but not read: AES-256-GCM with the key's id in front and the place of
//! the secret as associated data, so that a stolen row is useless elsewhere.

use std::collections::BTreeMap;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use hmac::{Hmac, Mac};
use ports::Chance;
use sha2::Sha256;

use crate::{Fault, Result};

/// Encryption keys by id; new secrets use the active one, old ones stay readable.
#[derive(Clone)]
pub struct Secrets {
    keys: BTreeMap<String, [u8; 32]>,
    active: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets (active key {})", self.active)
    }
}

impl Secrets {
    /// One key.
    #[must_use]
    pub fn new(id: impl Into<String>, key: [u8; 32]) -> Self {
        let id = id.into();
        Self { keys: BTreeMap::from([(id.clone(), key)]), active: id }
    }

    /// Adds a key that only decrypts.
    #[must_use]
    pub fn with_old(mut self, id: impl Into<String>, key: [u8; 32]) -> Self {
        self.keys.entry(id.into()).or_insert(key);
        self
    }

    /// Encrypts for one place (`services.password:7`).
    ///
    /// # Errors
    /// Broken when the cipher fails.
    pub fn seal(&self, chance: &dyn Chance, place: &str, plain: &str) -> Result<String> {
        let mut nonce = [0; 12];
        chance.fill(&mut nonce);
        let sealed = self
            .cipher(&self.active)?
            .encrypt(&nonce.into(), Payload { msg: plain.as_bytes(), aad: place.as_bytes() })
            .map_err(|_| Fault::broken("a secret could not be encrypted"))?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{}.{}", self.active, BASE64.encode(bytes)))
    }

    /// Decrypts what [`Secrets::seal`] made for the same place; empty stays empty.
    ///
    /// # Errors
    /// Broken when the key is unknown or the text was altered or moved.
    pub fn open(&self, place: &str, sealed: &str) -> Result<String> {
        if sealed.is_empty() {
            return Ok(String::new());
        }
        let fail = || Fault::broken(format!("the secret at {place} cannot be decrypted"));
        let (id, text) = sealed.split_once('.').ok_or_else(fail)?;
        let bytes = BASE64.decode(text).map_err(|_| fail())?;
        let (nonce, body) = bytes.split_at_checked(12).ok_or_else(fail)?;
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| fail())?;
        let plain = self
            .cipher(id)?
            .decrypt(&nonce.into(), Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| fail())?;
        String::from_utf8(plain).map_err(|_| fail())
    }

    /// A fingerprint of a text that may hold a password: without the key nobody can try guesses.
    #[must_use]
    pub fn fingerprint(&self, text: &str) -> String {
        self.fingerprint_by(&self.active, text).unwrap_or_default()
    }

    /// Whether a fingerprint is that of a text, also after a change of keys.
    #[must_use]
    pub fn is_fingerprint_of(&self, fingerprint: &str, text: &str) -> bool {
        let id = fingerprint.split_once('.').map_or("", |(id, _)| id);
        self.fingerprint_by(id, text).is_some_and(|ours| ours == fingerprint)
    }

    fn fingerprint_by(&self, id: &str, text: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.keys.get(id)?).ok()?;
        mac.update(text.as_bytes());
        Some(format!("{id}.{}", BASE64.encode(mac.finalize().into_bytes())))
    }

    fn cipher(&self, id: &str) -> Result<Aes256Gcm> {
        let key = self
            .keys
            .get(id)
            .ok_or_else(|| Fault::broken(format!("no encryption key with the id {id}")))?;
        Ok(Aes256Gcm::new(&(*key).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use ports::SystemChance;

    #[test]
    fn a_secret_opens_only_where_it_was_sealed() {
        let secrets = Secrets::new("k1", [7; 32]);
        let sealed = secrets.seal(&SystemChance, "services.password:1", "pässword").unwrap();
        assert_eq!(secrets.open("services.password:1", &sealed).unwrap(), "pässword");
        assert!(secrets.open("services.password:2", &sealed).is_err());
        let rotated = Secrets::new("k2", [8; 32]).with_old("k1", [7; 32]);
        assert_eq!(rotated.open("services.password:1", &sealed).unwrap(), "pässword");
        assert!(Secrets::new("k2", [8; 32]).open("services.password:1", &sealed).is_err());
    }

    #[test]
    fn a_fingerprint_needs_the_key() {
        let secrets = Secrets::new("k1", [7; 32]);
        let print = secrets.fingerprint("password2=hello");
        let rotated = Secrets::new("k2", [8; 32]).with_old("k1", [7; 32]);
        assert!(rotated.is_fingerprint_of(&print, "password2=hello"));
        assert!(!rotated.is_fingerprint_of(&print, "password2=other"));
        assert!(!Secrets::new("k1", [9; 32]).is_fingerprint_of(&print, "password2=hello"));
    }
}
