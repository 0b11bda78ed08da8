//! Cleans the text of a document of what is no text.

use serde_json::Value;

/// Cleans every string in it.
pub(crate) fn clean(value: &mut Value) {
    match value {
        Value::String(text) => {
            if text.contains(|c| replaced(c) != Some(c)) {
                *text = text.replace("\r\n", "\n").chars().filter_map(replaced).collect();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What stands for a character: itself, another, or nothing.
///
/// Controls have no look, and a PDF/A must not hold noncharacters. Overrides of the direction of
/// writing could make an amount read backwards.
fn replaced(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
        '\u{FDD0}'..='\u{FDEF}' => Some('\u{FFFD}'),
        c if c.is_control() => None,
        c if u32::from(c) & 0xFFFE == 0xFFFE => Some('\u{FFFD}'),
        // Nothing is assigned there but private characters.
        '\u{40000}'..='\u{DFFFF}' | '\u{E1000}'.. => Some('\u{FFFD}'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::clean;

    #[test]
    fn what_is_no_text_goes() {
        for (given, expected) in [
            ("Größe & Söhne", "Größe & Söhne"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("a\tb\u{7}c\u{0}", "a bc"),
            ("\u{FEFF}x\u{202E}00.1\u{202C}", "x00.1"),
            ("葛\u{E0100}", "葛\u{E0100}"),
            ("\u{FFFE}\u{10FFFF}", "\u{FFFD}\u{FFFD}"),
            ("العربية বাংলা", "العربية বাংলা"),
        ] {
            let mut value = json!({ "deep": [given] });
            clean(&mut value);
            assert_eq!(value, json!({ "deep": [expected] }), "{given:?}");
        }
    }
}
