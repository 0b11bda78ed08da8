//! The languages of the pages: which there are, and the one a request is answered in.
//!
//! The language of a request stands beside it for as long as it is answered, like a deadline:
//! every sentence needs it, and a parameter through every function between the door and the
//! sentence would say nothing. What runs outside of a request to the shop or the client area
//! speaks English.

mod catalogues;
mod choose;
mod facts;
mod typed;

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use model::catalogue::stock::StockRefusal;
use model::domains::name::for_people;

use crate::said::{NotSold, Wrong, of_domain, of_parameter};

pub use catalogues::{Catalogues, Unreadable};
pub(crate) use choose::{OfAccount, choose, in_language_of, is_office};
pub(crate) use facts::{LANGUAGES, Language, by_any_name};
pub(crate) use typed::{plain, plain_of_server};

/// The language of a request, and what its pages need of it.
#[derive(Debug, Clone)]
pub(crate) struct Speech {
    pub(crate) language: &'static Language,
    pub(crate) catalogues: Arc<Catalogues>,
    /// Where a switch of the language leads back to: path and query.
    pub(crate) target: String,
}

tokio::task_local! {
    static SPEECH: Speech;
}

/// The language that is spoken.
pub(crate) fn current() -> &'static Language {
    SPEECH.try_with(|speech| speech.language).unwrap_or(facts::ENGLISH)
}

/// Where a switch of the language leads back to.
pub(crate) fn target() -> String {
    SPEECH.try_with(|speech| speech.target.clone()).unwrap_or_default()
}

/// The text of a message without arguments.
pub(crate) fn tell(id: &str) -> String {
    tell_with(id, &[])
}

/// The text of a message. One that is nowhere is shown by its id, and logged; tests find those.
pub(crate) fn tell_with(id: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    match find(id, Some(&args)) {
        Ok(Some(text)) => text,
        Ok(None) => {
            tracing::error!(id, "a message is in no catalogue");
            id.to_owned()
        }
        Err(why) => {
            tracing::error!(id, why, "a message cannot be put together");
            id.to_owned()
        }
    }
}

/// The text of a message, if there is one, or why it cannot be put together.
pub(crate) fn find(id: &str, args: Option<&FluentArgs<'_>>) -> Result<Option<String>, String> {
    let with = |speech: &Speech| speech.catalogues.text(speech.language, id, args);
    SPEECH.try_with(with).unwrap_or_else(|_| catalogues::built_in().text(facts::ENGLISH, id, args))
}

/// The sentence of a refusal in the language of the request; as it was said where no catalogue has
/// it. Its id is the sentence itself: letters and digits, with dashes between.
pub(crate) fn refusal(said: &str) -> Cow<'_, str> {
    let said = without_code(said);
    if said == (StockRefusal::OutOfStock { left: 0 }).to_string() {
        return Cow::Owned(tell("sold-out"));
    }
    match of_parameter(said) {
        Some(Wrong::TooLong(most)) => {
            return Cow::Owned(tell_with("too-long", &[("count", most.into())]));
        }
        Some(Wrong::NoHost) => return Cow::Owned(tell("host-name-wrong")),
        Some(Wrong::Missing) => return Cow::Owned(tell("something-missing")),
        Some(Wrong::NoAmount) => return Cow::Owned(tell("amount-unreadable")),
        Some(Wrong::Other) => return Cow::Owned(tell("something-unreadable")),
        None => {}
    }
    if let Some((name, why)) = of_domain(said) {
        let id = match why {
            NotSold::Taken => "domain-taken",
            NotSold::WithUs => "domain-with-us",
            NotSold::Ordered => "domain-ordered",
            NotSold::NeedsCode => "domain-needs-code",
        };
        return Cow::Owned(tell_with(id, &[("name", for_people(name).into())]));
    }
    if current().code == facts::ENGLISH.code {
        return Cow::Borrowed(said);
    }
    let id = format!("refusal-{}", slug(without_time(said)));
    find(&id, None).ok().flatten().map_or(Cow::Borrowed(said), Cow::Owned)
}

/// A sentence without the code that a payment provider put behind it, such as `(card_declined)`.
fn without_code(said: &str) -> &str {
    let code = |text: &str| {
        let (before, code) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let plain = code.bytes().all(|each| each.is_ascii_lowercase() || each == b'_');
        (plain && code.contains('_')).then_some(before.len())
    };
    code(said).map_or(said, |end| said.get(..end).unwrap_or(said))
}

/// A sentence without the time since when somebody has not answered, which programs and staff get.
fn without_time(said: &str) -> &str {
    said.split_once(": no answer ").map_or(said, |(sentence, _)| sentence)
}

/// A word of the wire, such as the status `Payment Pending`, from the messages that begin with
/// `kind`; as it is where no catalogue has it, for companies may add their own.
pub(crate) fn word(kind: &str, text: &str) -> String {
    let id = format!("{kind}-{}", slug(text));
    find(&id, None).ok().flatten().unwrap_or_else(|| text.to_owned())
}

/// Small letters and digits, with single dashes for everything between.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Runs something in a language, for tests.
#[cfg(test)]
pub(crate) fn speaking<T>(code: &str, run: impl FnOnce() -> T) -> T {
    let language = facts::by_code(code).unwrap_or(facts::ENGLISH);
    let catalogues = Arc::clone(catalogues::built_in());
    SPEECH.sync_scope(Speech { language, catalogues, target: String::new() }, run)
}

#[cfg(test)]
mod tests {
    use super::{refusal, slug, speaking, tell, tell_with, word};

    #[test]
    fn texts_are_said_in_the_language_of_the_request() {
        assert_eq!(tell("save"), "Save");
        speaking("de", || {
            assert_eq!(tell("save"), "Speichern");
            assert_eq!(word("status", "Unpaid"), "Offen");
            assert_eq!(word("status", "Waiting For Parts"), "Waiting For Parts");
            assert_eq!(refusal("a sentence nobody translated"), "a sentence nobody translated");
            assert_eq!(refusal("Out of stock: 0 left."), "Ausverkauft");
            let said = refusal("The domain a.com is already ordered with us");
            assert!(said.contains("a.com") && said.contains("bestellt"), "{said}");
        });
        assert_eq!(tell("no-such-message"), "no-such-message");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        for (code, count, expected) in [
            ("en", 1, "1 year"),
            ("en", 2, "2 years"),
            ("de", 1, "1 Jahr"),
            ("fr", 2, "2 ans"),
            ("ar", 1, "سنة واحدة"),
            ("ar", 2, "سنتان"),
            ("ar", 3, "\u{2068}3\u{2069} سنوات"),
            ("ar", 11, "\u{2068}11\u{2069} سنة"),
            ("bn", 10, "১০ বছর"),
        ] {
            let text = speaking(code, || tell_with("years", &[("count", count.into())]));
            assert_eq!(text, expected, "{code} {count}");
        }
        for (code, days, expected) in [
            ("en", 1, "For the 1 day until the next due date, of 30 days in the period."),
            ("en", 2, "For the 2 days until the next due date, of 30 days in the period."),
            ("de", 1, "Für 1 Tag bis zur nächsten Fälligkeit, von 30 Tagen des Zeitraums."),
        ] {
            let values = [("days", days.into()), ("of", 30.into())];
            let text = speaking(code, || tell_with("for-days-of", &values));
            assert_eq!(text, expected, "{code} {days}");
        }
    }

    #[test]
    fn codes_of_providers_are_not_said() {
        for (said, expected) in [
            ("The card was declined (card_declined)", "The card was declined"),
            ("The card was declined", "The card was declined"),
            ("Too long (at most 5)", "Too long (at most 5)"),
            ("(a_b)", "(a_b)"),
        ] {
            assert_eq!(refusal(said), expected);
        }
        speaking("de", || {
            let said = refusal("The card was declined (card_declined)");
            assert_eq!(said, "Die Karte wurde abgelehnt");
        });
    }

    #[test]
    fn slugs_are_plain() {
        for (text, expected) in [
            ("Payment Pending", "payment-pending"),
            ("Wrong, try again.", "wrong-try-again"),
            ("`email` is required", "email-is-required"),
            ("", ""),
        ] {
            assert_eq!(slug(text), expected);
        }
    }
}
