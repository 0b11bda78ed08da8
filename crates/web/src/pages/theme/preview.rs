//! Looking at a theme before the house wears it: for an hour, in the browser of somebody who works
//! here. Everybody else sees the pages as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderMap;
use minijinja::Environment;
use serde::{Deserialize, Serialize};

use super::{BadTheme, Theme};
use crate::App;
use crate::session::cookies::Cookie;

/// For how long a browser shows a theme that it looks at (seconds).
const SHOWN_SECONDS: i64 = 60 * 60;

tokio::task_local! {
    static SHOWN: Theme;
}

/// The themes of a folder, each read when somebody first looks at it.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Previews {
    folder: PathBuf,
    read: Arc<Mutex<BTreeMap<String, Theme>>>,
}

/// What the cookie of such a browser says, sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Looked {
    looks_at_theme: String,
    until: i64,
}

impl Previews {
    pub(in crate::pages) fn of(folder: PathBuf) -> Self {
        Self { folder, read: Arc::default() }
    }

    /// The names of the themes, sorted.
    pub(in crate::pages) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let themes = entries.filter(|entry| entry.path().join("theme.toml").is_file());
        let names = themes.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        names
    }

    /// One of them.
    pub(in crate::pages) fn theme(
        &self,
        name: &str,
        built_in: &Environment<'static>,
    ) -> Result<Theme, BadTheme> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theme) = read.get(name) {
            return Ok(theme.clone());
        }
        let theme = Theme::read(self.folder.clone(), name, built_in)?;
        read.insert(name.to_owned(), theme.clone());
        Ok(theme)
    }
}

/// The theme that is looked at while this is answered.
pub(in crate::pages) fn shown() -> Option<Theme> {
    SHOWN.try_with(Clone::clone).ok()
}

/// Answers in a theme that the browser looks at, if it looks at any.
pub(in crate::pages) async fn shown_in<F: Future>(theme: Option<Theme>, answer: F) -> F::Output {
    match theme {
        Some(theme) => SHOWN.scope(theme, answer).await,
        None => answer.await,
    }
}

/// The theme that a browser looks at.
pub(in crate::pages) fn of_browser(app: &App, headers: &HeaderMap) -> Option<Theme> {
    let name = name_of(app, headers)?;
    app.0.templates.to_look_at(&name)?.ok()
}

/// The name of the theme that a browser looks at.
pub(in crate::pages) fn name_of(app: &App, headers: &HeaderMap) -> Option<String> {
    let sealed = Cookie::Theme.read(headers, app.0.sessions.secure())?;
    let looked: Looked = serde_json::from_slice(&app.0.sessions.keys().open(sealed)?).ok()?;
    (looked.until > app.0.clock.now().as_second()).then_some(looked.looks_at_theme)
}

/// Has a browser look at a theme from now on.
pub(in crate::pages) fn begin(app: &App, name: &str, headers: &mut HeaderMap) {
    let until = app.0.clock.now().as_second() + SHOWN_SECONDS;
    let looked = Looked { looks_at_theme: name.to_owned(), until };
    let plain = serde_json::to_vec(&looked).unwrap_or_default();
    if let Some(sealed) = app.0.sessions.keys().seal(&*app.0.chance, &plain) {
        Cookie::Theme.write(headers, &sealed, SHOWN_SECONDS, app.0.sessions.secure());
    }
}

/// Has a browser see the pages as everybody does.
pub(in crate::pages) fn end(app: &App, headers: &mut HeaderMap) {
    Cookie::Theme.write(headers, "", 0, app.0.sessions.secure());
}
