//! What the lists of vendors have in common: texts, numbers and prices in them.

use model::money::{Currency, Money};
use ports::{Choice, PortError};
use serde_json::Value;

/// How many pages of a list are read at most.
pub(super) const PAGES_MAX: usize = 20;

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// A number in an object as it is written, or a text that holds one; empty when there is none.
pub(super) fn number(object: &Value, path: &str) -> String {
    let digits = match object.pointer(path) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        _ => return String::new(),
    };
    match digits.split_once('.') {
        Some((whole, decimals)) => match decimals.trim_end_matches('0') {
            "" => whole.to_owned(),
            decimals => format!("{whole}.{decimals}"),
        },
        None => digits,
    }
}

/// US dollars; nothing if it is no price that can be said exactly.
pub(super) fn dollars(object: &Value, path: &str) -> Option<Money> {
    Money::parse(&number(object, path), &Currency::USD).ok()
}

/// Memory in MiB as people say it.
pub(super) fn memory(object: &Value, path: &str) -> String {
    let Some(mib) = object.pointer(path).and_then(Value::as_u64) else { return String::new() };
    if mib.is_multiple_of(1_024) { format!("{} GiB", mib / 1_024) } else { format!("{mib} MiB") }
}

/// The size of a machine in words.
pub(super) fn size(cores: &str, memory: &str, disk: &str) -> String {
    let cores = format!("{cores} {}", if cores == "1" { "core" } else { "cores" });
    format!("{cores}, {memory}, {disk} GB of disk")
}

/// The rows of a page.
pub(super) fn rows<'a>(
    page: &'a Value,
    name: &str,
    unreadable: impl FnOnce(String) -> PortError,
) -> Result<&'a [Value], PortError> {
    let rows = page.get(name).and_then(Value::as_array).map(Vec::as_slice);
    rows.ok_or_else(|| unreadable(format!("a list without {name}")))
}

/// What can be named, each once, in the order in which it came.
pub(super) fn named(found: Vec<Choice>) -> Vec<Choice> {
    let mut kept: Vec<Choice> = Vec::new();
    for choice in found {
        if !choice.id.is_empty() && kept.iter().all(|other| other.id != choice.id) {
            kept.push(choice);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_and_prices_are_read_as_they_are_written() {
        let cents = |minor| Some(Money::from_minor(minor, Currency::USD));
        for (value, shown, price) in [
            (json!(5), "5", cents(500)),
            (json!(7.5), "7.5", cents(750)),
            (json!(4.0), "4", cents(400)),
            (json!("3.2900000000"), "3.29", cents(329)),
            (json!("10"), "10", cents(1_000)),
            (json!(0.0071), "0.0071", None),
            (json!("cheap"), "cheap", None),
            (json!(null), "", None),
        ] {
            let object = json!({ "it": value });
            assert_eq!((number(&object, "/it").as_str(), dollars(&object, "/it")), (shown, price));
        }
        for (mib, shown) in [(1_024, "1 GiB"), (512, "512 MiB"), (1_536, "1536 MiB")] {
            assert_eq!(memory(&json!({ "it": mib }), "/it"), shown);
        }
    }
}
