//! The settings of a module: their description as data, and their values.

use std::collections::BTreeMap;

use crate::{ChoiceKind, PortError};

/// One setting that a module understands, for the configuration page and its checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingField {
    /// The name under which its value is kept.
    pub name: &'static str,
    /// What the configuration page calls it.
    pub label: &'static str,
    /// What kind of value it takes.
    pub kind: SettingKind,
    /// Whether the module cannot work without it.
    pub required: bool,
    /// The value if none is given.
    pub default: Option<&'static str>,
    /// One sentence for the person who fills it in.
    pub help: &'static str,
    /// What it names, if a server lists such things.
    pub offers: Option<ChoiceKind>,
    /// Whether it says where the module's secrets go, as an address or its port does, or who is
    /// believed there: they are given again with another.
    pub leads: bool,
}

/// The kind of value of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// A line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A line of text that is never shown again.
    Secret,
    /// On or off.
    Flag,
    /// A whole number.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// The values of a module's settings by name; `Debug` shows the names only.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<String, String>);

impl SettingField {
    /// An optional line of text.
    pub const fn text(name: &'static str, label: &'static str, help: &'static str) -> SettingField {
        let (kind, offers, leads) = (SettingKind::Text, None, false);
        SettingField { name, label, kind, required: false, default: None, help, offers, leads }
    }

    /// The same setting with another kind of value.
    pub const fn kind(self, kind: SettingKind) -> SettingField {
        SettingField { kind, ..self }
    }

    /// The same setting, which names something that servers list.
    pub const fn offers(self, kind: ChoiceKind) -> SettingField {
        SettingField { offers: Some(kind), ..self }
    }

    /// The same setting, which says where the module's secrets go.
    pub const fn leads(self) -> SettingField {
        SettingField { leads: true, ..self }
    }

    /// The same setting, without which the module cannot work.
    pub const fn required(self) -> SettingField {
        SettingField { required: true, ..self }
    }

    /// The same setting with a value for when none is given.
    pub const fn default_value(self, value: &'static str) -> SettingField {
        SettingField { default: Some(value), ..self }
    }
}

impl Settings {
    /// The value of a setting; an empty one counts as not given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.trim().is_empty())
    }

    /// The value of a setting that the module cannot work without.
    pub fn need(&self, module: &'static str, name: &str) -> Result<&str, PortError> {
        self.get(name).ok_or_else(|| PortError::Configuration {
            module,
            setting: name.to_owned(),
            why: "is missing".to_owned(),
        })
    }

    /// A whole number; `None` if not given, an error if it is not a number.
    pub fn number(&self, module: &'static str, name: &str) -> Result<Option<i64>, PortError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.trim().parse().map(Some).map_err(|_| PortError::Configuration {
            module,
            setting: name.to_owned(),
            why: "is not a whole number".to_owned(),
        })
    }

    /// Whether a flag is on, in any of the ways people write that.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| {
            ["on", "1", "yes", "true"].iter().any(|word| value.eq_ignore_ascii_case(word))
        })
    }

    /// Sets a value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Every name and value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Checks required fields, numbers and choices against the module's description.
    pub fn check(&self, module: &'static str, fields: &[SettingField]) -> Result<(), PortError> {
        for field in fields {
            if field.required && field.default.is_none() {
                self.need(module, field.name)?;
            }
            match field.kind {
                SettingKind::Number => drop(self.number(module, field.name)?),
                SettingKind::Choice(words) => self.check_choice(module, field.name, words)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn check_choice(
        &self,
        module: &'static str,
        name: &str,
        words: &[&str],
    ) -> Result<(), PortError> {
        match self.get(name) {
            Some(value) if !words.contains(&value) => Err(PortError::Configuration {
                module,
                setting: name.to_owned(),
                why: format!("is not one of {}", words.join(", ")),
            }),
            _ => Ok(()),
        }
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Settings {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Settings {
        Settings(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
