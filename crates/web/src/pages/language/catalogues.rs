//! The catalogues of messages: built in, with an operator's own files on top.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use super::facts::{self, ENGLISH, LANGUAGES, Language};

#[derive(RustEmbed)]
#[folder = "languages/"]
struct Embedded;

type Bundle = FluentBundle<Arc<FluentResource>>;

/// The messages of every language.
pub struct Catalogues(BTreeMap<&'static str, Spoken>);

/// The messages of one language: read when it is first spoken, for most houses speak few.
struct Spoken {
    language: &'static Language,
    /// The operator's own, the later over the earlier.
    own: Vec<Arc<FluentResource>>,
    bundle: OnceLock<Bundle>,
}

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
    #[must_use]
    pub fn built_in() -> Self {
        let spoken = |language| Spoken { language, own: Vec::new(), bundle: OnceLock::new() };
        Self(LANGUAGES.iter().map(|language| (language.code, spoken(language))).collect())
    }

    /// Reads the built-in messages of every language.
    ///
    /// # Errors
    /// The first that cannot be read.
    pub fn check_built_in() -> Result<(), Unreadable> {
        for path in Embedded::iter() {
            let Some((code, file)) = path.split_once('/') else { continue };
            embedded(code, file)?;
        }
        Ok(())
    }

    /// Adds a file of messages to a language; those it had before are replaced.
    ///
    /// # Errors
    /// When there is no such language, or the text is no Fluent.
    pub fn add(&mut self, code: &str, file: &str, text: String) -> Result<(), Unreadable> {
        let spoken = self.0.get_mut(code).ok_or_else(|| Unreadable::Language(code.to_owned()))?;
        spoken.own.push(read(code, file, text)?);
        spoken.bundle = OnceLock::new();
        Ok(())
    }

    /// The text of a message in a language, else in English; nothing if neither has it.
    pub(super) fn text(
        &self,
        language: &Language,
        id: &str,
        args: Option<&FluentArgs<'_>>,
    ) -> Result<Option<String>, String> {
        let codes = [language.code, ENGLISH.code];
        let mut bundles = codes.iter().filter_map(|code| self.0.get(code)).map(Spoken::bundle);
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

impl Spoken {
    fn bundle(&self) -> &Bundle {
        self.bundle.get_or_init(|| {
            let mut bundle = empty(self.language);
            let code = self.language.code;
            for path in Embedded::iter() {
                let Some(file) = path.strip_prefix(code).and_then(|rest| rest.strip_prefix('/'))
                else {
                    continue;
                };
                match embedded(code, file) {
                    Ok(resource) => bundle.add_resource_overriding(resource),
                    // A test sees to it that there is none.
                    Err(error) => tracing::error!(%error, "the built-in messages"),
                }
            }
            for resource in &self.own {
                bundle.add_resource_overriding(Arc::clone(resource));
            }
            bundle
        })
    }
}

fn embedded(code: &str, file: &str) -> Result<Arc<FluentResource>, Unreadable> {
    let found = Embedded::get(&format!("{code}/{file}"));
    let text = found.map(|found| found.data).unwrap_or_default();
    read(code, file, String::from_utf8_lossy(&text).into_owned())
}

fn read(code: &str, file: &str, text: String) -> Result<Arc<FluentResource>, Unreadable> {
    FluentResource::try_new(text).map(Arc::new).map_err(|(_, errors)| Unreadable::Text {
        language: code.to_owned(),
        file: file.to_owned(),
        why: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    })
}

/// The built-in messages, for what is outside of a request.
pub(super) fn built_in() -> &'static Arc<Catalogues> {
    static BUILT_IN: LazyLock<Arc<Catalogues>> = LazyLock::new(|| Arc::new(Catalogues::built_in()));
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
