//! A form as somebody filled it in: what was typed, and what is wrong with it.

use std::collections::BTreeMap;

use engine::Refusal;
use model::people::email::is_address;
use protocol::Form;
use serde::Serialize;

use super::language::{self, tell, tell_with};
use super::questions;
use crate::whmcs::CallError;

/// Characters of a name, an address or a subject: whoever has more means something else, and it
/// would fill whole pages.
const LINE_CHARS_MAX: usize = 255;

/// What is said of a line of text that is too long.
pub(crate) fn too_long(text: &str) -> Option<String> {
    let count = i64::try_from(LINE_CHARS_MAX).unwrap_or_default();
    let is_long = text.chars().count() > LINE_CHARS_MAX;
    is_long.then(|| tell_with("too-long", &[("count", count.into())]))
}

/// What is said of a mail address that cannot be one, before anybody is asked; of an empty one
/// nothing.
pub(crate) fn no_address(text: &str) -> Option<String> {
    let is_wrong = !text.is_empty() && !is_address(text);
    is_wrong.then(|| tell("refusal-the-email-address-entered-is-not-valid"))
}

/// Values and problems by field name; `form` is the form as a whole. Secrets are never put here.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Filled {
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) problems: BTreeMap<String, String>,
}

impl Filled {
    /// What was typed into these fields.
    pub(crate) fn typed(form: &Form, names: &[&str]) -> Self {
        let text = |name: &str| form.text(name).unwrap_or_default().trim().to_owned();
        let values = names.iter().map(|name| ((*name).to_owned(), text(name))).collect();
        Self { values, problems: BTreeMap::new() }
    }

    /// A form with values from elsewhere.
    pub(crate) fn with<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { values, problems: BTreeMap::new() }
    }

    /// The value of a field; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The value of a field as an owned text.
    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.values.get(name).cloned()
    }

    /// Complains about each of these fields that is empty, with the message of this id.
    pub(crate) fn need(&mut self, fields: &[(&str, &str)]) {
        for (name, id) in fields {
            if self.text(name).is_empty() {
                self.problem(name, tell(id));
            }
        }
    }

    /// Complains about each of these lines of text that is too long.
    pub(crate) fn bound(&mut self, names: &[&str]) {
        for name in names {
            if let Some(said) = too_long(self.text(name)) {
                self.problem(name, said);
            }
        }
    }

    /// Complains about a mail address that cannot be one, beside all else that is wrong.
    pub(crate) fn mail_address(&mut self, name: &str) {
        if let Some(said) = no_address(self.text(name)) {
            self.problem(name, said);
        }
    }

    /// Complains about each of these questions, which must be answered.
    pub(crate) fn unanswered(&mut self, questions: &[u64]) {
        for id in questions {
            self.problem(&format!("field_{id}"), tell("answer-this"));
        }
    }

    /// The same with the sentences themselves, for pages that speak English only.
    pub(crate) fn need_said(&mut self, fields: &[(&str, &str)]) {
        for (name, said) in fields {
            if self.text(name).is_empty() {
                self.problem(name, *said);
            }
        }
    }

    /// Complains about a field, or about the whole as `form`; the first complaint stays.
    pub(crate) fn problem(&mut self, name: &str, said: impl Into<String>) {
        self.problems.entry(name.to_owned()).or_insert_with(|| said.into());
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// Puts a refusal beside the field that it is about; wire names may be renamed to ours.
    /// Gives back what is no refusal.
    pub(crate) fn refused(
        &mut self,
        error: CallError,
        renamed: &[(&str, &str)],
    ) -> Result<(), CallError> {
        match error {
            CallError::Refused(refusal) if refusal.meaning != engine::Meaning::NotFound => {
                if let Some((id, said)) = questions::refused(&refusal) {
                    self.problem(&format!("field_{id}"), said);
                    return Ok(());
                }
                let name = self.name_of(&refusal, renamed);
                self.problem(&name, language::refusal(&refusal.said));
                Ok(())
            }
            other => Err(other),
        }
    }

    fn name_of(&self, refusal: &Refusal, renamed: &[(&str, &str)]) -> String {
        let Some(wire) = refusal.field.as_deref() else { return "form".to_owned() };
        let ours = renamed.iter().find(|(from, _)| *from == wire).map(|(_, to)| *to);
        match ours {
            Some(ours) => ours.to_owned(),
            None if self.values.contains_key(wire) => wire.to_owned(),
            None => "form".to_owned(),
        }
    }
}
