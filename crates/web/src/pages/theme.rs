//! A theme: the operator's templates, style and pictures over the built-in ones, read from a folder
//! and read again when something in it changes.

pub(super) mod check;
mod colour;
pub(super) mod preview;
mod read;

use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use minijinja::{Environment, Value, context};

pub use read::BadTheme;
pub(super) use read::{BUILT_IN, Loaded};

use super::assets::kind_of;
use crate::fault::logged;

/// The theme of an installation.
#[derive(Debug, Clone)]
pub(super) struct Theme(Arc<Place>);

#[derive(Debug)]
struct Place {
    /// The folder that themes are in.
    folder: PathBuf,
    name: String,
    loaded: RwLock<Arc<Loaded>>,
}

impl Theme {
    pub(super) fn read(
        folder: PathBuf,
        name: &str,
        built_in: &Environment<'static>,
    ) -> Result<Self, BadTheme> {
        let loaded = RwLock::new(Arc::new(Loaded::read(&folder, name, built_in)?));
        Ok(Self(Arc::new(Place { folder, name: name.to_owned(), loaded })))
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// What the files say now. A mistake in them is logged and the last good state stays.
    pub(super) fn now(&self, built_in: &Environment<'static>) -> Arc<Loaded> {
        let place = &*self.0;
        let known = read_of(&place.loaded);
        let stamp = read::stamp(&known.folders);
        if stamp == known.stamp {
            return known;
        }
        let loaded = match Loaded::read(&place.folder, &place.name, built_in) {
            Ok(loaded) => Arc::new(loaded),
            Err(error) => {
                let id = logged(&error);
                tracing::warn!(theme = place.name, id, "the theme stays as it was");
                // Not read again before the next change.
                Arc::new(Loaded { stamp, ..Loaded::clone(&known) })
            }
        };
        match place.loaded.write() {
            Ok(mut place) => *place = loaded.clone(),
            Err(poisoned) => *poisoned.into_inner() = loaded.clone(),
        }
        loaded
    }
}

fn read_of(loaded: &RwLock<Arc<Loaded>>) -> Arc<Loaded> {
    match loaded.read() {
        Ok(loaded) => loaded.clone(),
        Err(poisoned) => poisoned.into_inner().clone(),
    }
}

/// What templates know of no theme.
pub(super) fn none(environment: &mut Environment<'static>) {
    environment.add_function("theme", || context! { css => "", logo => "" });
}

/// What templates know of a theme: the address of its style, and of its logo.
pub(super) fn add_to(environment: &mut Environment<'static>, logo: Option<&str>) {
    let logo = logo.map(|file| format!("/assets/theme/{file}")).unwrap_or_default();
    let view: Value = context! { css => "/assets/theme/theme.css", logo => logo };
    environment.add_function("theme", move || view.clone());
}

/// Serves one file of a theme; browsers ask each time whether it changed.
pub(super) fn serve(loaded: &Loaded, path: &str, headers: &HeaderMap) -> Response {
    let bytes = match path {
        "theme.css" => loaded.css.clone().into_bytes(),
        path => match loaded.file(path) {
            Some(bytes) => bytes,
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    let tag = format!("\"{}\"", super::assets::tag_of(&bytes));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let head = [
        (header::CONTENT_TYPE, kind_of(path).to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
        // A picture with script in it, opened by itself, does nothing.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'".into()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (head, bytes).into_response()
}
