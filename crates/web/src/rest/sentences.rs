//! What a reader of inputs says in the words of its program, said to people.

/// Sentences of the standard library about texts that should be numbers or flags.
const SAID: &[(&str, &str)] = &[
    ("invalid digit found in string", "must be a whole number"),
    ("cannot parse integer from empty string", "must be a whole number"),
    ("number too large to fit in target type", "is too large"),
    ("number too small to fit in target type", "is too small"),
    ("provided string was not `true` or `false`", "must be true or false"),
];

/// Types as the reader calls them, and what a value of each must be.
const WANTED: &[(&str, &str)] = &[
    ("a string", "must be a text"),
    ("a borrowed string", "must be a text"),
    ("a boolean", "must be true or false"),
    ("a sequence", "must be a list"),
    ("a map", "must be an object"),
    ("struct ", "must be an object"),
    ("u8", "must be a whole number"),
    ("u16", "must be a whole number"),
    ("u32", "must be a whole number"),
    ("u64", "must be a whole number"),
    ("i64", "must be a whole number"),
];

/// The sentence for people; one that is not known stays.
pub(super) fn plain(said: &str) -> String {
    if let Some((_, better)) = SAID.iter().find(|(theirs, _)| *theirs == said) {
        return (*better).to_owned();
    }
    if let Some(rest) = said.strip_prefix("unknown variant `") {
        let words = rest.rsplit_once("expected ").map_or("", |(_, words)| words);
        let words: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
        return match words[..] {
            [] => "is not one of the words that are known here".to_owned(),
            [only] => format!("must be {only}"),
            _ => format!("must be one of {}", words.join(", ")),
        };
    }
    for (beginning, better) in [
        ("unknown field `", "is not known here"),
        ("missing field `", "is missing"),
        ("duplicate field `", "must stand only once"),
    ] {
        if said.starts_with(beginning) {
            return better.to_owned();
        }
    }
    if said.starts_with("invalid type: ") || said.starts_with("invalid value: ") {
        let wanted = said.rsplit_once(", expected ").map_or("", |(_, wanted)| wanted);
        let better = WANTED.iter().find(|(theirs, _)| match theirs.strip_suffix(' ') {
            Some(_) => wanted.starts_with(*theirs),
            None => wanted == *theirs,
        });
        if let Some((_, better)) = better {
            return (*better).to_owned();
        }
    }
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_of_programs_are_said_plainly() {
        for (said, expected) in [
            ("invalid digit found in string", "must be a whole number"),
            (
                "unknown variant `Urgent`, expected one of `Low`, `Medium`, `High`",
                "must be one of Low, Medium, High",
            ),
            ("unknown variant `x`, expected `a` or `b`", "must be one of a, b"),
            ("unknown variant `x`, expected `a`", "must be a"),
            ("unknown field `x`, expected `a`", "is not known here"),
            ("missing field `x`", "is missing"),
            ("duplicate field `limit`", "must stand only once"),
            ("invalid type: integer `1`, expected a string", "must be a text"),
            ("invalid type: string \"x\", expected u64", "must be a whole number"),
            ("invalid value: integer `-1`, expected u64", "must be a whole number"),
            ("invalid type: null, expected struct Card", "must be an object"),
            ("must be such as 2026-01-31", "must be such as 2026-01-31"),
        ] {
            assert_eq!(plain(said), expected, "{said}");
        }
    }
}
