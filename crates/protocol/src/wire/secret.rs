//! Texts that must not appear in logs: passwords, card numbers, keys.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize};

use super::{Scalar, loose};
use crate::Answer;

/// A text that is sent and stored like any other but never printed by `Debug`.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself, said aloud so that a reader notices.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text itself, to be kept.
    pub fn into_revealed(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret")
    }
}

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Scalar for Secret {
    fn read_text(text: &str) -> Result<Self, String> {
        Ok(Self(text.to_owned()))
    }

    fn write_text(&self) -> String {
        self.0.clone()
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        loose::text(deserializer).map(Self)
    }
}

impl Answer for Secret {
    const KIND: &'static str = "secret text";
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;
    use crate::{Form, Params, ValidateLogin};

    #[test]
    fn never_printed() {
        let mut form = Form::parse(b"email=a@example.com&password2=hunter2").unwrap();
        let call = ValidateLogin::decode(&mut form).unwrap();
        assert_eq!(call.password2.reveal(), "hunter2");
        assert!(!format!("{call:?}").contains("hunter2"));
        assert_eq!(serde_json::to_string(&Secret::from("x")).unwrap(), r#""x""#);
    }
}
