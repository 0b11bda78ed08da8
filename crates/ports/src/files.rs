//! Keeping files somewhere else than in the database: bytes under random names of ours.

use std::sync::Arc;

use crate::{Asking, PortError, SettingField, Settings};

/// Longest name of a file (characters).
const NAME_CHARS_MAX: usize = 120;

/// Keeps the bytes of files. Putting and removing may be repeated: a name has one content for ever.
pub trait FileStore: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// What the configuration calls it.
    fn display_name(&self) -> &'static str;

    /// What the operator sets; among it the flag `takes_new`, on if absent: whether files that come
    /// are moved there.
    fn settings(&self) -> &'static [SettingField];

    /// The same module with these settings.
    ///
    /// # Errors
    /// `Configuration` names the setting that is wrong.
    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FileStore>, PortError>;

    /// Keeps bytes under a name.
    fn put<'a>(&'a self, name: &'a str, bytes: Vec<u8>) -> Asking<'a, ()>;

    /// The bytes under a name; none when there are none.
    fn get<'a>(&'a self, name: &'a str) -> Asking<'a, Option<Vec<u8>>>;

    /// Removes what is under a name; nothing may be there.
    fn remove<'a>(&'a self, name: &'a str) -> Asking<'a, ()>;

    /// Whether files can be kept, read and removed; what is said of the place.
    fn test_connection(&self) -> Asking<'_, String>;
}

/// Checks a name: one of ours is a word, so that it leads nowhere else.
///
/// # Errors
/// `NotSent` for every other.
pub fn checked<'a>(module: &'static str, name: &'a str) -> Result<&'a str, PortError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain && !name.is_empty() && name.len() <= NAME_CHARS_MAX {
        return Ok(name);
    }
    let why = "a name that is none of ours".to_owned();
    Err(PortError::NotSent { module, why, retry_after_seconds: None })
}
