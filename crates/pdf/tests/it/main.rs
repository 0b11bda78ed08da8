//! Documents as PDF: what is in them can be read again, whatever was written.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod paper;
mod reading;
mod templates;
mod words;

use std::sync::LazyLock;

use pdf::{Documents, Options};

/// The built-in templates with embedded fonts only.
static DOCUMENTS: LazyLock<Documents> = LazyLock::new(|| Documents::new(Options::default()));
