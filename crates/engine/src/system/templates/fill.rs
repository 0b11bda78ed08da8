//! Filling `{$fields}` into a text, and making plain text of HTML.

use std::collections::BTreeMap;

/// Replaces `{$name}` by the field of that name; a field nobody knows becomes nothing.
///
/// What a field holds is not looked at again, so that nobody's name can call up other fields.
#[must_use]
pub fn fill(text: &str, fields: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, field, after)) = next_field(rest) {
        filled.push_str(before);
        filled.push_str(fields.get(field.name).map(String::as_str).unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A field of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// `{$table nofilter}`, as Smarty has it: what a program gives for it is HTML already.
    pub(super) is_html: bool,
}

/// What stands between `{$` and `}`, as a field.
fn field(inner: &str) -> Option<Field<'_>> {
    let marked = inner.split_once(' ').filter(|(_, mark)| mark.trim() == "nofilter");
    let (name, is_html) = marked.map_or((inner, false), |(name, _)| (name, true));
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (plain && !name.is_empty()).then_some(Field { name, is_html })
}

/// The first field of a text: what stands before it, the field, and what follows.
pub(super) fn next_field(text: &str) -> Option<(&str, Field<'_>, &str)> {
    text.match_indices("{$").find_map(|(at, mark)| {
        let (before, from) = text.split_at(at);
        let (inner, after) = from.strip_prefix(mark)?.split_once('}')?;
        Some((before, field(inner)?, after))
    })
}

/// Letters of a text that are shown where it is wrong.
const QUOTED_LETTERS: usize = 30;
/// What looks like a field or a condition of other languages of templates, and is none here.
const FOREIGN: [&str; 6] = ["{{", "{%", "{if ", "{else", "{/", "{foreach "];

/// What is wrong with a text before its fields are filled in, and in which of its lines; nothing
/// when all of them are known.
pub(super) fn wrong(text: &str, known: impl Fn(Field<'_>) -> bool) -> Option<String> {
    let (at, said) = first_wrong(text, known)?;
    if !text.trim_end().contains('\n') {
        return Some(said);
    }
    let line = text.get(..at)?.matches('\n').count() + 1;
    Some(format!("Line {line}: {said}"))
}

/// Where something is wrong, and what.
fn first_wrong(text: &str, known: impl Fn(Field<'_>) -> bool) -> Option<(usize, String)> {
    let start = |from: &str| {
        let line = from.lines().next().unwrap_or_default();
        line.chars().take(QUOTED_LETTERS).collect::<String>()
    };
    for (at, inner) in text.match_indices("{$").map(|(at, _)| (at, text.split_at(at + 2).1)) {
        let within = inner.split_once('}').map(|(within, _)| within);
        let Some((within, field)) = within.and_then(|within| Some((within, field(within)?))) else {
            let from = start(inner);
            return Some((at, format!("“{{${from}” is no field: they stand as {{$client_name}}")));
        };
        if !known(field) {
            return Some((at, format!("There is no field {{${within}}}")));
        }
    }
    let foreign = FOREIGN.iter().filter_map(|mark| text.find(mark)).min()?;
    let from = start(text.get(foreign..)?);
    let said = format!("“{from}” would be sent as it stands: fields stand as {{$client_name}}");
    Some((foreign, said))
}

/// The text of HTML: tags gone, breaks and paragraphs as lines, the common entities read.
pub(super) fn plain(html: &str) -> String {
    let lines = html
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n")
        .replace("</p>", "\n\n");
    let mut text = String::with_capacity(lines.len());
    let mut inside = false;
    for c in lines.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let entities =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'")];
    let read = entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c));
    // Last, or `&amp;lt;` would be read twice.
    read.replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{fill, plain, wrong};

    #[test]
    fn fields_are_filled_in_once() {
        let fields = [("a", "1"), ("b", "{$a}")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        for (text, expected) in [
            ("x{$a}y", "x1y"),
            ("{$a}{$a}", "11"),
            ("{$b}", "{$a}"),
            ("{$unknown}!", "!"),
            ("{$a", "{$a"),
            ("{$}", "{$}"),
            ("{$a b}", "{$a b}"),
            ("ä{$a}ü", "ä1ü"),
            ("{$a nofilter}", "1"),
            ("{$ nofilter}", "{$ nofilter}"),
            ("{a}", "{a}"),
        ] {
            assert_eq!(fill(text, &fields), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_filled_in_is_said() {
        for (text, expected) in [
            ("Dear {$a}, {$b}", None),
            ("<style>p{color:red}</style> {a} 1 } {", None),
            ("{$c}", Some("There is no field {$c}")),
            ("{$a nofilter}", None),
            ("{$b nofilter}", Some("There is no field {$b nofilter}")),
            ("{$a|nofilter}", Some("“{$a|nofilter}” is no field: they stand as {$client_name}")),
            ("{$a", Some("“{$a” is no field: they stand as {$client_name}")),
            ("{$}", Some("“{$}” is no field: they stand as {$client_name}")),
            ("{$a b}", Some("“{$a b}” is no field: they stand as {$client_name}")),
            (
                "x {{ a }}",
                Some("“{{ a }}” would be sent as it stands: fields stand as {$client_name}"),
            ),
            (
                "{if $a}x{/if}",
                Some("“{if $a}x{/if}” would be sent as it stands: fields stand as {$client_name}"),
            ),
        ] {
            let said = wrong(text, |field| match field.name {
                "a" => true,
                name => name == "b" && !field.is_html,
            });
            assert_eq!(said.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn html_becomes_text() {
        for (html, expected) in [
            ("<p>Hello <b>you</b></p><p>A &amp; B</p>", "Hello you\n\nA & B"),
            ("a<br>b<br />c", "a\nb\nc"),
            ("&amp;lt;", "&lt;"),
            ("1 < 2", "1"),
            ("plain", "plain"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }
}
