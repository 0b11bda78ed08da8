//! What a description lists beside what a machine has: `50 mailboxes`, `Daily backups`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{is_specification, plain, read, things};

/// What stands before an amount without end.
const UNLIMITED: &str = "unlimited";

/// What an amount may be made of behind its number.
const UNITS: [&str; 14] = [
    "x", "×", "%", "kb", "mb", "gb", "tb", "mib", "gib", "tib", "mbit", "gbit", "mbit/s", "gbit/s",
];

/// One thing that a product has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Feature {
    /// `mailboxes`
    pub(crate) name: String,
    /// `50`, as the description says it; null for what is simply there.
    pub(crate) value: Option<String>,
}

impl Feature {
    /// Whether two products have the same thing, of which there may be one or several.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let (one, two) = (self.name.to_lowercase(), other.name.to_lowercase());
        let plural = |one: &str, two: &str| {
            two.strip_prefix(one).is_some_and(|ending| matches!(ending, "s" | "es"))
        };
        one == two || plural(&one, &two) || plural(&two, &one)
    }
}

/// The things of a description whose first line says what the product is for.
pub(crate) fn features(description: &str) -> Vec<Feature> {
    let is_machine = read(description).is_some();
    let text = plain(description);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next();
    let mut found: Vec<Feature> = Vec::new();
    for thing in lines.flat_map(things) {
        let feature = feature(thing);
        let is_known = found.iter().any(|known| known.is_like(&feature));
        if !(is_known || is_machine && is_specification(thing)) {
            found.push(feature);
        }
    }
    found
}

fn feature(thing: &str) -> Feature {
    let named = |name: &str, value: &str| Feature {
        name: name.trim().to_owned(),
        value: Some(value.trim().to_owned()),
    };
    if let Some((name, value)) = thing.split_once(": ")
        && !value.trim().is_empty()
    {
        return named(name, value);
    }
    let is_amount = |word: &str| {
        let word = word.to_lowercase();
        word.starts_with(|c: char| c.is_ascii_digit()) || UNITS.contains(&word.as_str())
    };
    let words: Vec<&str> = thing.split_whitespace().collect();
    let amount = match words.first() {
        Some(first) if first.eq_ignore_ascii_case(UNLIMITED) => 1,
        Some(first) if first.starts_with(|c: char| c.is_ascii_digit()) => {
            words.iter().take_while(|word| is_amount(word)).count()
        }
        _ => 0,
    };
    let (value, name) = words.split_at(amount);
    if value.is_empty() || name.is_empty() {
        return Feature { name: thing.to_owned(), value: None };
    }
    named(&name.join(" "), &value.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Feature, features};

    #[test]
    fn what_a_description_lists_is_read() {
        for (text, expected) in [
            (
                "One site\n10 GB space\n5 mailboxes\nDaily backups",
                "space=10 GB; mailboxes=5; Daily backups",
            ),
            (
                "For shops<br />\nUnlimited mailboxes<br />Support: by phone",
                "mailboxes=Unlimited; Support=by phone",
            ),
            ("A machine\n8 cores\n64 GB memory\n2 x 1 TB NVMe\n1 Gbit/s port", "port=1 Gbit/s"),
            ("<ul><li>For all</li><li>99.9 % uptime</li><li>24/7</li></ul>", "uptime=99.9 %; 24/7"),
            ("Twice\n1 site\n5 sites", "site=1"),
            ("Only a lead", ""),
            ("", ""),
        ] {
            let said = |feature: &Feature| match &feature.value {
                Some(value) => format!("{}={value}", feature.name),
                None => feature.name.clone(),
            };
            let found: Vec<String> = features(text).iter().map(said).collect();
            assert_eq!(found.join("; "), expected, "{text}");
        }
    }

    #[test]
    fn one_and_several_are_alike() {
        let named = |name: &str| Feature { name: name.to_owned(), value: None };
        for (one, two, expected) in [
            ("Mailbox", "mailboxes", true),
            ("sites", "site", true),
            ("space", "space", true),
            ("site", "site builder", false),
        ] {
            assert_eq!(named(one).is_like(&named(two)), expected, "{one} {two}");
        }
    }
}
