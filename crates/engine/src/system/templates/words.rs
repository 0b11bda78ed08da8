//! The words of templates: read once for an act, and taken apart once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use store::system::email_templates::{self, TemplateRow};

use super::fill::{next_field, plain};
use crate::system::letter;
use crate::system::mail::NewMail;
use crate::{Act, Result, not_found, not_now};

/// The templates that an act has read, by their names; `None` for one that does not exist.
pub(crate) type Read = BTreeMap<String, Option<Arc<Template>>>;

/// A template in all its languages.
#[derive(Debug)]
pub(crate) struct Template {
    kind: String,
    /// The usual language first.
    words: Vec<Words>,
}

/// A template in one language.
#[derive(Debug)]
pub(crate) struct Words {
    language: String,
    is_off: bool,
    is_html: bool,
    subject: Text,
    body: Text,
}

/// A text taken apart: what stands before each of its fields and the field, and the rest.
#[derive(Debug)]
struct Text {
    pieces: Vec<Piece>,
    rest: String,
}

/// A field, and the text before it.
#[derive(Debug)]
struct Piece {
    before: String,
    field: String,
    /// What a program gives for it is HTML already.
    is_html: bool,
}

/// What stands for the fields of a mail: text, also where the mail is HTML.
pub(super) struct Values<'a> {
    /// What a program gives, or the house for this one mail: it goes first.
    pub(super) given: &'a BTreeMap<String, String>,
    /// What the house knows.
    pub(super) known: &'a dyn Fn(&str) -> Option<String>,
}

impl Template {
    /// A template by its name; read once for an act.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn named(act: &mut Act, name: &str) -> Result<Option<Arc<Self>>> {
        if let Some(read) = act.templates.get(name) {
            return Ok(read.clone());
        }
        let rows = email_templates::named(&mut act.conn, name).await?;
        let read = Self::of(rows).map(Arc::new);
        act.templates.insert(name.to_owned(), read.clone());
        Ok(read)
    }

    /// A text of somebody's own.
    pub(super) fn custom(kind: &str, subject: &str, body: &str) -> Self {
        let words = Words::new(String::new(), false, (subject, body));
        Self { kind: kind.to_owned(), words: vec![words] }
    }

    fn of(rows: Vec<TemplateRow>) -> Option<Self> {
        let kind = rows.first()?.r#type.clone();
        let words = rows
            .into_iter()
            .map(|row| Words::new(row.language, row.disabled, (&row.subject, &row.message)));
        Some(Self { kind, words: words.collect() })
    }

    /// What it is about.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether nothing is to be sent of it: what is switched off in the usual language is off.
    pub(crate) fn is_off(&self) -> bool {
        self.words.iter().any(|words| words.language.is_empty() && words.is_off)
    }

    /// Its words in a language, or else in the usual one.
    ///
    /// # Errors
    /// `Email Template not found`, `Email Template is disabled`.
    pub(super) fn words(&self, language: &str) -> Result<&Words> {
        let of = |wanted: &str| self.words.iter().find(|words| words.language == wanted);
        let words = of(language).or_else(|| of(""));
        let words = words.ok_or_else(|| not_found("Email Template not found"))?;
        if words.is_off || self.is_off() {
            return Err(not_now("Email Template is disabled"));
        }
        Ok(words)
    }

    /// Whether it has a field, in any language.
    pub(crate) fn asks(&self, name: &str) -> bool {
        self.words.iter().any(|words| words.subject.asks(name) || words.body.asks(name))
    }
}

impl Words {
    pub(super) fn new(language: String, is_off: bool, (subject, body): (&str, &str)) -> Self {
        let (subject, is_html) = (Text::new(subject), is_html(body));
        Self { language, is_off, is_html, subject, body: Text::new(body) }
    }

    /// The names of its fields, each once.
    pub(super) fn fields(&self) -> Vec<String> {
        let pieces = self.subject.pieces.iter().chain(&self.body.pieces);
        let names: BTreeSet<&String> = pieces.map(|piece| &piece.field).collect();
        names.into_iter().cloned().collect()
    }

    /// The mail that these words make, without whom it goes to.
    pub(super) fn mail(&self, values: &Values<'_>) -> NewMail {
        // A field with a line break would end the subject early.
        let subject = self.subject.filled(false, values).replace(char::is_control, " ");
        let body = self.body.filled(self.is_html, values);
        let (text, html) = match self.is_html {
            true => (plain(&body), Some(body)),
            false => (body, None),
        };
        NewMail { subject, text, html, ..NewMail::default() }
    }
}

impl Text {
    fn new(text: &str) -> Self {
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, field, after)) = next_field(rest) {
            let (before, name) = (before.to_owned(), field.name.to_owned());
            pieces.push(Piece { before, field: name, is_html: field.is_html });
            rest = after;
        }
        Self { pieces, rest: rest.to_owned() }
    }

    fn asks(&self, name: &str) -> bool {
        self.pieces.iter().any(|piece| piece.field == name)
    }

    /// What a field holds is not looked at again, so that nobody's name can call up other fields.
    /// One that holds nothing takes the blank before it along at the end of a sentence: a service
    /// without a domain is `VPS M.`, and not `VPS M .`.
    fn filled(&self, is_html: bool, values: &Values<'_>) -> String {
        let mut filled = String::with_capacity(2 * self.rest.len() + 512);
        let mut was_empty = false;
        let go_on = |filled: &mut String, text: &str, was_empty: bool| {
            if was_empty && text.starts_with(['.', ',']) && filled.ends_with(' ') {
                filled.pop();
            }
            filled.push_str(text);
        };
        for Piece { before, field, is_html: as_it_is } in &self.pieces {
            go_on(&mut filled, before, was_empty);
            let given = values.given.get(field).map(|value| Cow::from(value.as_str()));
            // Names and subjects that clients choose are text, whatever the template says.
            let as_it_is = !is_html || (*as_it_is && given.is_some());
            let value = given.or_else(|| (values.known)(field).map(Cow::from));
            was_empty = value.as_ref().is_none_or(|value| value.is_empty());
            if let Some(value) = value {
                filled.push_str(&if as_it_is { value } else { escape(&value).into_owned().into() });
            }
        }
        go_on(&mut filled, &self.rest, was_empty);
        filled
    }
}

/// Whether it is HTML is for the template to say, not for what is filled in.
fn is_html(body: &str) -> bool {
    body.contains("</") || body.contains("<br") || body.contains("<p>")
}

/// Text as HTML, with its lines.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let escaped = letter::escape(text);
    if escaped.contains(['\'', '\n']) {
        // Somebody's template may have an attribute in single quotes.
        return escaped.replace('\'', "&#039;").replace('\n', "<br>").into();
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Text, Values};

    #[test]
    fn an_empty_field_leaves_no_blank_before_a_full_stop() {
        let given = [("name", "VPS M"), ("domain", "")];
        let given: BTreeMap<String, String> =
            given.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let values = Values { given: &given, known: &|_| None };
        for (text, expected) in [
            ("cancel {$name} {$domain}.", "cancel VPS M."),
            ("{$domain}, {$name} .", ", VPS M ."),
            ("a {$unknown}, {$domain} b", "a,  b"),
        ] {
            assert_eq!(Text::new(text).filled(false, &values), expected, "{text}");
        }
    }
}
