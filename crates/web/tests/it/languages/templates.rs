//! No template of visitors and clients says anything by itself.

use super::sources::{rust, templates};

/// Attributes that people read.
const READ: [&str; 5] = ["title", "placeholder", "aria-label", "alt", "data-l"];

/// Texts that are none: the name of a block's class.
const ALLOWED: [&str; 1] = ["wide"];

/// Templates that still say something by themselves. This list only gets shorter.
const NOT_YET: [&str; 0] = [];

/// Sentences in the code of pages that are words of the wire, or are never shown.
const OF_THE_WIRE: [&str; 7] = [
    "Invoice Payment",
    "All Active Tickets",
    "Not Found",
    "On Hold",
    "Português (Brasil)",
    "There is no such product",
    "This page could not be shown. The log has it as {id}.",
];

#[test]
fn no_text_is_hard_coded() {
    let mut found = Vec::new();
    for (path, text) in templates() {
        if NOT_YET.contains(&path.as_str()) {
            continue;
        }
        for piece in texts(&text) {
            if !ALLOWED.contains(&piece.as_str()) {
                found.push(format!("{path}: {piece}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new(), "say these with t(\"…\")");
}

/// Icons that point to where a line goes on point to the other side in Arabic.
#[test]
fn what_points_along_the_line_is_mirrored() {
    let mut found = Vec::new();
    for (path, text) in templates() {
        for name in ["arrow-left", "arrow-right", "chevron-left", "chevron-right"] {
            let call = format!("icon(\"{name}\"");
            let calls = text.split(&call).skip(1);
            let calls = calls.map(|rest| rest.split(')').next().unwrap_or_default());
            let stiff = calls.filter(|classes| !classes.contains("flip")).count();
            found.extend((stiff > 0).then(|| format!("{path}: {name}")));
        }
    }
    assert_eq!(found, Vec::<String>::new(), "icon(\"…\", \"flip\")");
}

#[test]
fn no_sentence_of_a_page_is_hard_coded() {
    let mut found = Vec::new();
    for (path, text) in rust() {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for literal in code.flat_map(|line| line.split('"').skip(1).step_by(2)) {
            let is_sentence = literal.starts_with(|c: char| c.is_ascii_uppercase())
                && literal.chars().nth(1).is_some_and(|c| c.is_ascii_lowercase())
                && literal.contains(' ');
            if is_sentence && !OF_THE_WIRE.contains(&literal) {
                found.push(format!("{path}: {literal}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new(), "say these with tell(\"…\")");
}

#[test]
fn hard_coded_texts_are_found() {
    for (template, expected) in [
        ("<p>Hello {{ name }}</p>", vec!["Hello"]),
        ("<p>{{ t(\"hello\") }} · 12</p>", vec![]),
        ("<a title=\"Go on\" href=\"/x\">{# why #}</a>", vec!["Go on"]),
        ("<a aria-label=\"{{ t(\"x\") }}\" class=\"btn\">→</a>", vec![]),
        ("<p>{% if a > b %}yes{% endif %}</p>", vec!["yes"]),
        ("<code>4242 {{ x }}</code> &nbsp;", vec![]),
        (
            "<p>{{ \"Still English\" if x }} {{ badge(\"ok then\") }}</p>",
            vec!["Still English", "ok then"],
        ),
        ("{{ empty(\"server\", t(\"x\")) }}", vec![]),
    ] {
        assert_eq!(texts(template), expected, "{template}");
    }
}

/// What a template says in words of its own.
fn texts(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (piece, after) = if let Some(inner) = rest.strip_prefix("{#") {
            split_after(inner, "#}")
        } else if let Some(inner) = rest.strip_prefix("{%") {
            split_after(inner, "%}")
        } else if let Some(inner) = rest.strip_prefix("{{") {
            let (inner, after) = split_after(inner, "}}");
            found.extend(sentences(inner));
            (inner, after)
        } else if rest.starts_with('<') {
            let (tag, after) = split_tag(rest);
            found.extend(attributes(tag));
            (tag, after)
        } else {
            let end = ["{{", "{%", "{#", "<"].iter().filter_map(|mark| rest.find(mark)).min();
            let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
            found.extend(said(text));
            (text, after)
        };
        assert!(!piece.is_empty() || after.len() < rest.len(), "stuck at {rest}");
        rest = after;
    }
    found
}

/// Words of a text that is no code: entities are none.
fn said(text: &str) -> Option<String> {
    let entities = text.split('&').skip(1).map(|rest| rest.split(';').next().unwrap_or_default());
    let plain = entities.fold(text.to_owned(), |text, name| text.replace(&format!("&{name};"), ""));
    plain.chars().any(char::is_alphabetic).then(|| plain.trim().to_owned())
}

/// Literals of an expression with a space between words: those of one word are names and tones.
fn sentences(expression: &str) -> Vec<String> {
    let literals = expression.split('"').skip(1).step_by(2);
    let words = |text: &&str| text.trim().contains(' ') && text.chars().any(char::is_alphabetic);
    let markup = |text: &&str| !text.contains(['<', '-', '=']);
    // Icons and buttons have several class names in one literal: small words that stand alone.
    let classes = |text: &&str| !CLASSES.contains(text);
    literals.filter(words).filter(markup).filter(classes).map(str::to_owned).collect()
}

/// Literals of several class names.
const CLASSES: [&str; 3] = ["s flip", "s inline", " best"];

fn attributes(tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in READ {
        for rest in tag.split(&format!(" {name}=\"")).skip(1) {
            let mut value = String::new();
            let mut rest = rest;
            while let Some(end) = rest.find(['"', '{']) {
                value.push_str(&rest[..end]);
                if rest[end..].starts_with('"') {
                    break;
                }
                let close = if rest[end..].starts_with("{%") { "%}" } else { "}}" };
                rest = split_after(&rest[end..], close).1;
            }
            found.extend(said(&value));
        }
    }
    found
}

fn split_after<'a>(text: &'a str, end: &str) -> (&'a str, &'a str) {
    text.split_once(end).unwrap_or((text, ""))
}

/// A tag up to the `>` that is outside of expressions.
fn split_tag(text: &str) -> (&str, &str) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let skipped = [("{{", "}}"), ("{%", "%}")].iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = skipped {
            at += rest.find(close).map_or(rest.len(), |end| end + 2);
        } else if rest.starts_with('>') {
            return text.split_at(at + 1);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    (text, "")
}
