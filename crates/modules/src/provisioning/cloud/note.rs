//! The note on a machine: what was asked of it last, in words that fit into tags.

use model::hex::hex;
use ports::provisioning::ServiceAction;
use sha2::{Digest, Sha256};

/// What is written on a machine. Every word of it is of letters, digits, dashes and dots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::provisioning) struct Note {
    /// The mark of the call's key.
    pub(in crate::provisioning) call: String,
    /// The action that it wants, by its word.
    pub(in crate::provisioning) wants: String,
    /// The step of the action that it has come to.
    pub(in crate::provisioning) step: usize,
    /// The machine's latest entry in the journal before that step; empty if there was none.
    pub(in crate::provisioning) after: String,
    /// Whether the service is suspended.
    pub(in crate::provisioning) suspended: bool,
    /// Whether the machine was on when the action began.
    pub(in crate::provisioning) was_on: bool,
    /// What the vendor wants to know later about how it was before.
    pub(in crate::provisioning) before: String,
}

/// A short mark of a key, fit for a tag.
pub(in crate::provisioning) fn mark(key: &str) -> String {
    let mut mark = hex(&Sha256::digest(key.as_bytes()));
    mark.truncate(24);
    mark
}

impl Note {
    /// The note of a call that has not begun.
    pub(super) fn of(key: &str, action: &ServiceAction) -> Note {
        Note { call: mark(key), wants: action.word().to_owned(), ..Note::default() }
    }

    /// Whether it is about this act.
    pub(super) fn is_of(&self, key: &str, action: &ServiceAction) -> bool {
        self.call == mark(key) && self.wants == action.word()
    }

    /// Its words; each begins with `hostler-`.
    pub(in crate::provisioning) fn words(&self) -> Vec<String> {
        let mut words = vec![
            format!("hostler-call-{}", self.call),
            format!("hostler-wants-{}", self.wants),
            format!("hostler-step-{}", self.step),
        ];
        for (name, text) in [("after", &self.after), ("before", &self.before)] {
            if !text.is_empty() {
                words.push(format!("hostler-{name}-{text}"));
            }
        }
        for (name, flag) in [("suspended", self.suspended), ("was-on", self.was_on)] {
            if flag {
                words.push(format!("hostler-{name}"));
            }
        }
        words
    }

    /// The note among the words on a machine, whatever else is there.
    pub(in crate::provisioning) fn read<'a>(words: impl Iterator<Item = &'a str>) -> Note {
        let mut note = Note::default();
        for word in words.filter_map(|word| word.trim().strip_prefix("hostler-")) {
            match word.split_once('-') {
                _ if word == "suspended" => note.suspended = true,
                _ if word == "was-on" => note.was_on = true,
                Some(("call", text)) => text.clone_into(&mut note.call),
                Some(("wants", text)) => text.clone_into(&mut note.wants),
                Some(("after", text)) => text.clone_into(&mut note.after),
                Some(("before", text)) => text.clone_into(&mut note.before),
                Some(("step", text)) => note.step = text.parse().unwrap_or_default(),
                _ => {}
            }
        }
        note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        let fresh = Note::of("key", &ServiceAction::Reboot);
        let full = Note {
            step: 3,
            after: "12-x".to_owned(),
            suspended: true,
            was_on: true,
            before: "local.100".to_owned(),
            ..fresh.clone()
        };
        for note in [Note::default(), fresh, full] {
            let words = note.words();
            let other = ["production", "hostler", "hostler-7"].into_iter();
            assert_eq!(Note::read(words.iter().map(String::as_str).chain(other)), note);
            assert!(words.iter().all(|word| word.len() <= 50), "{words:?}");
        }
    }
}
