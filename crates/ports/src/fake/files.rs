//! Files in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::files::{FileStore, checked};
use crate::{Asking, PortError, SettingField, SettingKind, Settings, held, ready};

const MODULE: &str = "fakefiles";
const FIELDS: [SettingField; 4] = [
    SettingField::text("room", "Room", "Any word.").required(),
    SettingField::text("address", "Address", "Any other word.").leads().default_value("here"),
    SettingField::text("key", "Key", "Any word that nobody knows.").kind(SettingKind::Secret),
    SettingField::text("takes_new", "Takes new files", "Off leaves it for reading.")
        .kind(SettingKind::Flag)
        .default_value("on"),
];

/// The module `fakefiles`: what one puts there the other finds, whatever the settings say.
#[derive(Debug, Clone, Default)]
pub struct FakeFiles {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    closed: Arc<Mutex<bool>>,
}

impl FakeFiles {
    /// The names that are kept.
    pub fn names(&self) -> Vec<String> {
        held(&self.files).keys().cloned().collect()
    }

    /// Changes bytes behind everybody's back.
    pub fn spoil(&self) {
        for bytes in held(&self.files).values_mut() {
            bytes.push(b'!');
        }
    }

    /// Lets it answer nothing, or answer again.
    pub fn close(&self, is_closed: bool) {
        *held(&self.closed) = is_closed;
    }

    fn open_now(&self) -> Result<(), PortError> {
        let why = "it is closed".to_owned();
        match *held(&self.closed) {
            true => Err(PortError::NotSent { module: MODULE, why, retry_after_seconds: None }),
            false => Ok(()),
        }
    }
}

impl FileStore for FakeFiles {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "Fake files"
    }

    fn settings(&self) -> &'static [SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FileStore>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        if settings.get("room") == Some("nowhere") {
            return Err(PortError::setting(MODULE, "room", "is no room"));
        }
        Ok(self)
    }

    fn put<'a>(&'a self, name: &'a str, bytes: Vec<u8>) -> Asking<'a, ()> {
        ready(self.open_now().and_then(|()| checked(MODULE, name)).map(|name| {
            held(&self.files).insert(name.to_owned(), bytes);
        }))
    }

    fn get<'a>(&'a self, name: &'a str) -> Asking<'a, Option<Vec<u8>>> {
        let name = self.open_now().and_then(|()| checked(MODULE, name));
        ready(name.map(|name| held(&self.files).get(name).cloned()))
    }

    fn remove<'a>(&'a self, name: &'a str) -> Asking<'a, ()> {
        ready(self.open_now().and_then(|()| checked(MODULE, name)).map(|name| {
            held(&self.files).remove(name);
        }))
    }

    fn test_connection(&self) -> Asking<'_, String> {
        ready(self.open_now().map(|()| "memory".to_owned()))
    }
}
