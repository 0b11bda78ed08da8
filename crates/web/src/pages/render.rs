//! Renders templates: strict about what is undefined, bounded in work, escaped by default.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::theme::preview::{self, Previews};
use super::theme::{self, BUILT_IN, BadTheme, Theme};
use super::{filters, markdown, messages, words};
use crate::fault::logged;

/// Instructions one page may take; a template that loops for ever ends here.
const FUEL: u64 = 2_000_000;

/// No script, style, image or request from anywhere else, and nothing inline.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; \
     frame-ancestors 'none'";

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Embedded;

/// The templates of all pages: the built-in ones, and over them those of a theme.
#[derive(Debug, Clone)]
pub struct Templates {
    built_in: Arc<Environment<'static>>,
    theme: Option<Theme>,
    /// What can be looked at before it is worn.
    themes: Option<Previews>,
}

impl Templates {
    /// The built-in templates; each is compiled when it is first used.
    #[must_use]
    pub fn built_in() -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_fuel(Some(FUEL));
        words::add_to(&mut environment);
        filters::add_to(&mut environment);
        markdown::add_to(&mut environment);
        messages::add_to(&mut environment);
        theme::none(&mut environment);
        environment.set_loader(|name| Ok(built_in(name)));
        Self { built_in: Arc::new(environment), theme: None, themes: None }
    }

    /// These, of which staff may look at each theme of a folder before one is worn.
    #[must_use]
    pub fn with_themes(mut self, folder: &Path) -> Self {
        self.themes = Some(Previews::of(folder.to_owned()));
        self
    }

    /// These with a theme of a folder over them.
    ///
    /// # Errors
    /// When a file of it, or of one that it builds upon, cannot be read or used.
    pub fn with_theme(mut self, folder: &Path, name: &str) -> Result<Self, BadTheme> {
        self.theme = Some(Theme::read(folder.to_owned(), name, &self.built_in)?);
        Ok(self)
    }

    /// The names of the themes that there are.
    pub(crate) fn themes(&self) -> Vec<String> {
        self.themes.as_ref().map(Previews::names).unwrap_or_default()
    }

    /// The name of the one that is worn; empty for the built-in look.
    pub(crate) fn worn(&self) -> &str {
        self.theme.as_ref().map_or("", Theme::name)
    }

    /// A theme to look at; nothing where there is no folder of themes.
    pub(super) fn to_look_at(&self, name: &str) -> Option<Result<Theme, BadTheme>> {
        Some(self.themes.as_ref()?.theme(name, &self.built_in))
    }

    /// The theme in which an answer is shown.
    fn shown(&self) -> Option<Theme> {
        preview::shown().or_else(|| self.theme.clone())
    }

    /// What the author of a theme should know of it; empty where all is well.
    ///
    /// # Errors
    /// When the theme cannot be used at all.
    pub fn check_theme(&self, folder: &Path, name: &str) -> Result<Vec<String>, BadTheme> {
        theme::check::findings(folder, name, &self.built_in)
    }

    /// The names of the built-in templates that pages were made of until now.
    #[must_use]
    pub fn used(&self) -> BTreeSet<String> {
        self.built_in.templates().map(|(name, _)| name.to_owned()).collect()
    }

    /// The names and texts of the built-in templates, sorted.
    #[must_use]
    pub fn sources() -> Vec<(String, String)> {
        let mut all: Vec<_> = Embedded::iter()
            .filter_map(|name| {
                let file = Embedded::get(&name)?;
                Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
            })
            .collect();
        all.sort_unstable();
        all
    }

    /// The text of a page. Where a theme's template fails, the built-in one is shown.
    ///
    /// # Errors
    /// When the view lacks what the template uses.
    pub fn text(&self, name: &str, view: &impl Serialize) -> Result<String, minijinja::Error> {
        if let Some(theme) = self.shown() {
            let themed = theme.now(&self.built_in);
            match themed.environment.get_template(name).and_then(|it| it.render(Serde(view))) {
                Ok(text) => return Ok(text),
                Err(error) => {
                    let id = logged(&error);
                    tracing::warn!(
                        name,
                        id,
                        "a theme's template failed; the built-in one is shown"
                    );
                }
            }
        }
        self.built_in.get_template(name)?.render(Serde(view))
    }

    /// A file of the theme, such as its style or its logo.
    pub(crate) fn file(&self, path: &str, headers: &HeaderMap) -> Response {
        match self.shown() {
            Some(theme) => theme::serve(&theme.now(&self.built_in), path, headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    /// A page as a response with its security headers.
    pub(crate) fn page(&self, status: StatusCode, name: &str, view: &impl Serialize) -> Response {
        match self.text(name, view) {
            Ok(text) => guarded((status, Html(text)).into_response()),
            Err(error) => {
                let id = logged(&error);
                let text = format!("This page could not be shown. The log has it as {id}.");
                guarded((StatusCode::INTERNAL_SERVER_ERROR, text).into_response())
            }
        }
    }
}

/// The text of a built-in template, also under the name by which a theme's finds it.
fn built_in(name: &str) -> Option<String> {
    let file = Embedded::get(name.strip_prefix(BUILT_IN).unwrap_or(name))?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("HX-Request, Cookie, Accept-Language"));
    response
}

#[cfg(test)]
mod tests {
    use super::Templates;

    #[test]
    fn every_built_in_template_compiles() {
        let templates = Templates::built_in();
        let sources = Templates::sources();
        assert!(sources.len() > 100, "{} templates", sources.len());
        for (name, _) in sources {
            templates.built_in.get_template(&name).unwrap();
        }
    }
}
