//! The catalogues agree with each other, with the templates and with the code that uses them.

mod sources;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

use sources::{Message, messages, rust, templates};

/// Every language but English, with the categories of its plural rules (CLDR 47).
const LANGUAGES: [(&str, &[&str]); 6] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("bn", &["one", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("pt-BR", &["one", "many", "other"]),
];

#[test]
fn every_file_is_fluent_and_no_message_is_said_twice() {
    web::Catalogues::check_built_in().unwrap();
    for (code, _) in LANGUAGES.into_iter().chain([("en", &[][..])]) {
        let mut seen = BTreeSet::new();
        let ids = messages(code).into_iter().map(|each| each.id);
        let twice: Vec<String> = ids.filter(|id| !seen.insert(id.clone())).collect();
        assert!(twice.is_empty(), "{code} says these twice: {twice:?}");
    }
}

#[test]
fn catalogues_have_the_same_messages_with_the_same_places() {
    let english = by_id("en");
    for (code, categories) in LANGUAGES {
        let own = by_id(code);
        let ids = |of: &BTreeMap<String, Message>| of.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = ids(&english).difference(&ids(&own)).cloned().collect();
        let extra: Vec<_> = ids(&own).difference(&ids(&english)).cloned().collect();
        assert_eq!((missing, extra), (vec![], vec![]), "{code}: missing, and nowhere else");
        for (id, message) in &own {
            let like = &english[id];
            assert_eq!(message.places, like.places, "{code}: {id}");
            assert_eq!(message.file, like.file, "{code}: {id} stands in another file");
            let unknown: Vec<_> =
                message.variants.iter().filter(|it| !categories.contains(&it.as_str())).collect();
            assert!(unknown.is_empty(), "{code}: {id} has variants {unknown:?}");
        }
    }
}

#[test]
fn texts_are_translated() {
    // The same word in both languages: names, units, and what was borrowed.
    let english = by_id("en");
    for (code, _) in LANGUAGES {
        let own = by_id(code);
        let same: Vec<&String> = own
            .iter()
            .filter(|(id, message)| message.text == english[*id].text)
            .filter(|(_, message)| message.text.split_whitespace().count() > 2)
            .map(|(id, _)| id)
            .filter(|id| !SAME.contains(&id.as_str()))
            .collect();
        assert!(same.is_empty(), "{code} says these in English: {same:?}");
    }
}

/// Messages of places alone, or of words that are international.
const SAME: [&str; 12] = [
    "country-im",
    "do-heading",
    "do-question",
    "how-tax-named",
    "per",
    "rate-gbit",
    "rate-kbit",
    "rate-mbit",
    "size-gb",
    "size-mb",
    "size-tb",
    "so-much-percent",
];

#[test]
fn every_message_is_used_and_every_use_has_a_message() {
    let english = by_id("en");
    let sources: Vec<(String, String)> = rust().into_iter().chain(templates()).collect();
    let all: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    let dynamic = sources::prefixes(&sources);
    let unused: Vec<_> = english
        .keys()
        .filter(|id| !all.contains(&format!("\"{id}\"")))
        .filter(|id| !dynamic.iter().any(|prefix| id.starts_with(prefix.as_str())))
        .collect();
    assert_eq!(unused, Vec::<&String>::new(), "nobody says these");
    let absent: Vec<_> =
        sources::used(&sources).into_iter().filter(|(_, id)| !english.contains_key(id)).collect();
    assert_eq!(absent, Vec::<(String, String)>::new(), "these are in no catalogue");
}

#[test]
fn refusals_are_known_by_their_own_sentence() {
    let english = by_id("en");
    let code = sources::everywhere();
    for (id, message) in english.iter().filter(|(id, _)| id.starts_with("refusal-")) {
        assert_eq!(*id, format!("refusal-{}", sources::slug(&message.text)));
        let said = message.text.replace('"', "\\\"");
        assert!(code.contains(&said), "nobody refuses with: {said}");
    }
}

fn by_id(code: &str) -> BTreeMap<String, Message> {
    messages(code).into_iter().map(|message| (message.id.clone(), message)).collect()
}
