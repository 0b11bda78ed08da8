//! Secrets that must be kept but not read: AES-256-GCM with the key's id in front and the place of
//! the secret as associated data, so that a stolen row is useless elsewhere.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use hmac::{Hmac, Mac};
use ports::Chance;
use sha2::Sha256;
use store::system::data_keys::DataKeyRow;
use subtle::ConstantTimeEq as _;

use crate::{Fault, Result};

/// Encryption keys by id: master keys of the configuration, and data keys of the database, which
/// are sealed under those. New secrets use the key in force, old ones stay readable.
#[derive(Clone)]
pub struct Secrets {
    masters: Arc<RwLock<Masters>>,
    data: Arc<RwLock<DataKeys>>,
}

/// The master keys, and the one that seals.
struct Masters {
    keys: BTreeMap<String, [u8; 32]>,
    active: String,
}

/// The data keys of the database, as last read, and the one that seals.
#[derive(Default)]
struct DataKeys {
    keys: BTreeMap<String, [u8; 32]>,
    active: Option<String>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets (active key {})", self.masters().active)
    }
}

impl Secrets {
    /// One key.
    #[must_use]
    pub fn new(id: impl Into<String>, key: [u8; 32]) -> Self {
        let id = id.into();
        let keys = BTreeMap::from([(id.clone(), key)]);
        let masters = Arc::new(RwLock::new(Masters { keys, active: id }));
        Self { masters, data: Arc::default() }
    }

    /// Adds a key that only decrypts.
    #[must_use]
    pub fn with_old(self, id: impl Into<String>, key: [u8; 32]) -> Self {
        let mut masters = self.masters.write().unwrap_or_else(PoisonError::into_inner);
        masters.keys.entry(id.into()).or_insert(key);
        drop(masters);
        self
    }

    /// Takes over master keys while running, the first of which seals from now on. Those that are
    /// known stay, for what they sealed.
    pub fn learn_masters(&self, keys: &[(String, [u8; 32])]) {
        let Some((first, _)) = keys.first() else { return };
        let mut masters = self.masters.write().unwrap_or_else(PoisonError::into_inner);
        for (id, key) in keys {
            masters.keys.entry(id.clone()).or_insert(*key);
        }
        masters.active.clone_from(first);
    }

    fn masters(&self) -> RwLockReadGuard<'_, Masters> {
        self.masters.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The id of the master key that seals.
    #[must_use]
    pub fn master_id(&self) -> String {
        self.masters().active.clone()
    }

    fn master(&self, id: &str) -> Option<[u8; 32]> {
        self.masters().keys.get(id).copied()
    }

    /// The id of the key that seals now: a data key, or the master key while there is none.
    #[must_use]
    pub fn sealing_id(&self) -> String {
        let data = self.data.read().unwrap_or_else(PoisonError::into_inner);
        data.active.clone().unwrap_or_else(|| self.master_id())
    }

    /// Takes over the data keys of the database at an instant (Unix seconds). One whose master key
    /// is missing is logged, and what it sealed cannot be opened.
    pub(crate) fn learn(&self, now: i64, rows: &[DataKeyRow]) {
        let mut opened = Vec::new();
        for row in rows.iter().filter(|row| !self.has_data_key(&row.id)) {
            match self.unwrapped(row) {
                Ok(key) => opened.push((row.id.clone(), key)),
                Err(error) => tracing::error!(key = row.id, %error, "a data key stays closed"),
            }
        }
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        data.keys.extend(opened);
        let mut in_force = rows.iter().filter(|row| row.active_from <= now);
        let in_force = in_force.rfind(|row| data.keys.contains_key(&row.id));
        data.active = in_force.map(|row| row.id.clone());
    }

    fn has_data_key(&self, id: &str) -> bool {
        let data = self.data.read().unwrap_or_else(PoisonError::into_inner);
        data.keys.contains_key(id)
    }

    /// A new data key, sealed under the master key in force.
    pub(crate) fn new_data_key(&self, chance: &dyn Chance, id: &str) -> Result<String> {
        let mut key = [0; 32];
        chance.fill(&mut key);
        self.seal_by(&self.master_id(), chance, &data_place(id), &BASE64.encode(key))
    }

    /// A data key under the master key in force; nothing when it is already.
    pub(crate) fn rewrapped(
        &self,
        chance: &dyn Chance,
        row: &DataKeyRow,
    ) -> Result<Option<String>> {
        let under = row.sealed.split_once('.').map_or("", |(id, _)| id);
        let active = self.master_id();
        if under == active {
            return Ok(None);
        }
        let key = BASE64.encode(self.unwrapped(row)?);
        self.seal_by(&active, chance, &data_place(&row.id), &key).map(Some)
    }

    fn unwrapped(&self, row: &DataKeyRow) -> Result<[u8; 32]> {
        let text = self.open(&data_place(&row.id), &row.sealed)?;
        let bytes = BASE64.decode(text).map_err(Fault::broken)?;
        bytes.try_into().map_err(|_| Fault::broken(format!("{} is no key", row.id)))
    }

    /// Encrypts for one place (`services.password:7`).
    ///
    /// # Errors
    /// Broken when the cipher fails.
    pub fn seal(&self, chance: &dyn Chance, place: &str, plain: &str) -> Result<String> {
        self.seal_by(&self.sealing_id(), chance, place, plain)
    }

    fn seal_by(&self, id: &str, chance: &dyn Chance, place: &str, plain: &str) -> Result<String> {
        let mut nonce = [0; 12];
        chance.fill(&mut nonce);
        let sealed = self
            .cipher(id)?
            .encrypt(&nonce.into(), Payload { msg: plain.as_bytes(), aad: place.as_bytes() })
            .map_err(|_| Fault::broken("a secret could not be encrypted"))?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{id}.{}", BASE64.encode(bytes)))
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
        self.fingerprint_by(&self.master_id(), text).unwrap_or_default()
    }

    /// Whether a fingerprint is that of a text, also after a change of keys.
    #[must_use]
    pub fn is_fingerprint_of(&self, fingerprint: &str, text: &str) -> bool {
        let id = fingerprint.split_once('.').map_or("", |(id, _)| id);
        self.fingerprint_by(id, text).is_some_and(|ours| ours == fingerprint)
    }

    fn fingerprint_by(&self, id: &str, text: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.master(id)?).ok()?;
        mac.update(text.as_bytes());
        Some(format!("{id}.{}", BASE64.encode(mac.finalize().into_bytes())))
    }

    /// A short tag over a text that nobody makes without the key: 96 bits in lower-case hex.
    #[must_use]
    pub fn tag(&self, text: &str) -> String {
        self.master(&self.master_id()).map(|key| tag_by(&key, text)).unwrap_or_default()
    }

    /// Whether a tag is that of a text, also after a change of keys.
    #[must_use]
    pub fn is_tag_of(&self, tag: &str, text: &str) -> bool {
        let is_it = |key: &[u8; 32]| tag_by(key, text).as_bytes().ct_eq(tag.as_bytes()).into();
        self.masters().keys.values().any(is_it)
    }

    fn cipher(&self, id: &str) -> Result<Aes256Gcm> {
        let of_data = || {
            let data = self.data.read().unwrap_or_else(PoisonError::into_inner);
            data.keys.get(id).copied()
        };
        let key = self.master(id).or_else(of_data);
        let key =
            key.ok_or_else(|| Fault::broken(format!("no encryption key with the id {id}")))?;
        Ok(Aes256Gcm::new(&key.into()))
    }
}

fn tag_by(key: &[u8; 32], text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(b"tag:");
    mac.update(text.as_bytes());
    model::hex::hex(&mac.finalize().into_bytes()[..12])
}

/// Where the data key of an id belongs.
fn data_place(id: &str) -> String {
    format!("data_keys:{id}")
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use ports::SystemChance;
    use store::system::data_keys::DataKeyRow;

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
    fn a_data_key_is_kept_under_the_master_key_in_force() {
        let secrets = Secrets::new("k1", [7; 32]);
        let mut row = DataKeyRow {
            id: "data-1".into(),
            sealed: secrets.new_data_key(&SystemChance, "data-1").unwrap(),
            active_from: 10,
            created_at: 0,
        };
        let before = secrets.seal(&SystemChance, "p", "old").unwrap();
        secrets.learn(9, std::slice::from_ref(&row));
        assert_eq!(secrets.sealing_id(), "k1", "not yet in force");
        secrets.learn(10, std::slice::from_ref(&row));
        let after = secrets.seal(&SystemChance, "p", "new").unwrap();
        assert!(after.starts_with("data-1.") && before.starts_with("k1."));
        // Another node, with another master key in front.
        let rotated = Secrets::new("k2", [8; 32]).with_old("k1", [7; 32]);
        row.sealed = rotated.rewrapped(&SystemChance, &row).unwrap().unwrap();
        assert!(row.sealed.starts_with("k2."));
        assert_eq!(rotated.rewrapped(&SystemChance, &row).unwrap(), None);
        let only_new = Secrets::new("k2", [8; 32]);
        only_new.learn(10, std::slice::from_ref(&row));
        assert_eq!(only_new.open("p", &after).unwrap(), "new");
        assert!(only_new.open("p", &before).is_err(), "that needs the old master key");
        let stranger = Secrets::new("k3", [9; 32]);
        stranger.learn(10, std::slice::from_ref(&row));
        assert_eq!(stranger.sealing_id(), "k3");
    }

    #[test]
    fn another_master_key_takes_over_while_running() {
        let secrets = Secrets::new("k1", [7; 32]);
        let node = secrets.clone();
        let before = secrets.seal(&SystemChance, "p", "old").unwrap();
        let tag = secrets.tag("t");
        secrets.learn_masters(&[("k2".to_owned(), [8; 32]), ("k1".to_owned(), [9; 32])]);
        let after = node.seal(&SystemChance, "p", "new").unwrap();
        assert!(after.starts_with("k2.") && node.master_id() == "k2");
        assert_eq!(node.open("p", &before).unwrap(), "old", "a known key stays what it is");
        assert!(node.is_tag_of(&tag, "t") && node.tag("t") != tag);
        secrets.learn_masters(&[]);
        assert_eq!(secrets.master_id(), "k2");
    }

    #[test]
    fn a_tag_needs_the_key_and_lives_through_a_change() {
        let secrets = Secrets::new("k1", [7; 32]);
        let tag = secrets.tag("hostler-1-2-3");
        assert!(tag.len() == 24 && secrets.is_tag_of(&tag, "hostler-1-2-3"), "{tag}");
        let rotated = Secrets::new("k2", [8; 32]).with_old("k1", [7; 32]);
        assert!(rotated.is_tag_of(&tag, "hostler-1-2-3"));
        for (tag, text) in [(tag.as_str(), "hostler-1-2-4"), ("", "hostler-1-2-3")] {
            assert!(!secrets.is_tag_of(tag, text), "{tag} {text}");
        }
        assert!(!Secrets::new("k1", [9; 32]).is_tag_of(&tag, "hostler-1-2-3"));
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
