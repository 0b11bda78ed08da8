//! The catalogues of messages: built in, with an operator's own files on top.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use super::facts::{self, ENGLISH, LANGUAGES, Language};

#[derive(RustEmbed)]
#[folder = "languages/"]
struct Embedded;

type Bundle = FluentBundle<FluentResource>;

/// The messages of every language, put together once.
pub struct Catalogues(BTreeMap<&'static str, Bundle>);

/// Why a file of messages is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its folder is named after no language that there is.
    #[error("{0} is no language that Hostler speaks")]
    Language(String),
    /// Its text is no Fluent.
    #[error("{language}/{file}: {why}")]
    Text {
        /// The code of the language.
        language: String,
        /// The name of the file.
        file: String,
        /// What the parser says.
        why: String,
    },
}

impl std::fmt::Debug for Catalogues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Catalogues {
    /// The built-in messages.
    ///
    /// # Errors
    /// When one of the files cannot be read; tests make sure that all can.
    pub fn built_in() -> Result<Self, Unreadable> {
        let mut bundles = BTreeMap::new();
        for language in &LANGUAGES {
            bundles.insert(language.code, empty(language));
        }
        let mut all = Self(bundles);
        for path in Embedded::iter() {
            let (Some((code, file)), Some(found)) = (path.split_once('/'), Embedded::get(&path))
            else {
                continue;
            };
            all.add(code, file, String::from_utf8_lossy(&found.data).into_owned())?;
        }
        Ok(all)
    }

    /// Adds a file of messages to a language; those it had before are replaced.
    ///
    /// # Errors
    /// When there is no such language, or the text is no Fluent.
    pub fn add(&mut self, code: &str, file: &str, text: String) -> Result<(), Unreadable> {
        let bundle = self.0.get_mut(code).ok_or_else(|| Unreadable::Language(code.to_owned()))?;
        match FluentResource::try_new(text) {
            Ok(resource) => {
                bundle.add_resource_overriding(resource);
                Ok(())
            }
            Err((_, errors)) => Err(Unreadable::Text {
                language: code.to_owned(),
                file: file.to_owned(),
                why: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// The text of a message in a language, else in English; nothing if neither has it.
    pub(super) fn text(
        &self,
        language: &Language,
        id: &str,
        args: Option<&FluentArgs<'_>>,
    ) -> Result<Option<String>, String> {
        let codes = [language.code, ENGLISH.code];
        let mut bundles = codes.iter().filter_map(|code| self.0.get(code));
        let found = bundles.find_map(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
        let Some((bundle, pattern)) = found else { return Ok(None) };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
        match errors.first() {
            None => Ok(Some(text)),
            Some(error) => Err(error.to_string()),
        }
    }
}

/// The built-in messages, for what is outside of a request.
pub(super) fn built_in() -> &'static Arc<Catalogues> {
    static BUILT_IN: LazyLock<Arc<Catalogues>> = LazyLock::new(|| {
        Arc::new(Catalogues::built_in().unwrap_or_else(|error| {
            tracing::error!(%error, "the built-in messages");
            Catalogues(BTreeMap::new())
        }))
    });
    &BUILT_IN
}

fn empty(language: &Language) -> Bundle {
    let locales = language.plurals.parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(locales);
    // Marks around what is put in keep the order right where scripts of both directions mix.
    bundle.set_use_isolating(language.rtl);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(facts::number(&number.as_string())),
        _ => None,
    }));
    bundle
}
