//! Markdown of articles as HTML in which nothing runs: markup of the writer becomes text.

use minijinja::{Environment, Value};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Makes the filter `markdown` known to templates.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("markdown", |text: &str| Value::from_safe_string(to_html(text)));
    environment.add_filter("letter", |text: &str| Value::from_safe_string(letter(text)));
}

/// The HTML of a text. Its highest titles are of the second rank, for the page has the first;
/// pictures from elsewhere become links, for a page asks nobody outside.
pub(crate) fn to_html(text: &str) -> String {
    html_of(text, |event| event)
}

/// The HTML of a message: as of a text, but with the writer's own line breaks, for mails and people
/// who know nothing of Markdown write such.
fn letter(text: &str) -> String {
    html_of(text, |event| match event {
        Event::SoftBreak => Event::HardBreak,
        other => other,
    })
}

fn html_of<'a>(text: &'a str, change: impl Fn(Event<'a>) -> Event<'a>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let rank = |event: &Event<'_>| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    };
    let highest = events.iter().filter_map(rank).min().unwrap_or(HeadingLevel::H1);
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter().map(|event| change(tame(event, highest))));
    out
}

fn tame(event: Event<'_>, highest: HeadingLevel) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level, highest), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level, highest))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
        }
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        other => other,
    }
}

fn lower(level: HeadingLevel, highest: HeadingLevel) -> HeadingLevel {
    match (level as usize).saturating_sub(highest as usize) {
        0 => HeadingLevel::H2,
        1 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

/// Addresses that a browser opens and never runs.
fn safe(address: CowStr<'_>) -> CowStr<'_> {
    let known = ["https://", "http://", "mailto:", "/", "#"];
    let begins = |start: &&str| {
        address.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    if known.iter().any(begins) { address } else { CowStr::Borrowed("#") }
}

#[cfg(test)]
mod tests {
    use super::{letter, to_html};

    #[test]
    fn a_message_keeps_its_lines_and_nothing_of_it_runs() {
        for (text, expected) in [
            ("Hello\nyou", "<p>Hello<br />\nyou</p>\n"),
            ("a_b_c <b>x</b>", "<p>a_b_c &lt;b&gt;x&lt;/b&gt;</p>\n"),
            ("[x](javascript:alert(1))", "<p><a href=\"#\">x</a></p>\n"),
            (
                "> said\n\n- one\n- two",
                "<blockquote>\n<p>said</p>\n</blockquote>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n",
            ),
        ] {
            assert_eq!(letter(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_of_a_text_runs() {
        for (text, expected) in [
            ("**Hi** _you_", "<p><strong>Hi</strong> <em>you</em></p>\n"),
            ("# One\n\n## Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
            ("## One\n\n### Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
            ("a <script>alert(1)</script>", "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
            ("[a](javascript:alert(1))", "<p><a href=\"#\">a</a></p>\n"),
            ("[a](JaVaScript:x)", "<p><a href=\"#\">a</a></p>\n"),
            ("[a](data:text/html,x)", "<p><a href=\"#\">a</a></p>\n"),
            ("[a](/kb/1)", "<p><a href=\"/kb/1\">a</a></p>\n"),
            ("[a](HTTPS://x.example)", "<p><a href=\"HTTPS://x.example\">a</a></p>\n"),
            (
                "![pic](https://x.example/a.png)",
                "<p><a href=\"https://x.example/a.png\">pic</a></p>\n",
            ),
            ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
            ("", ""),
        ] {
            assert_eq!(to_html(text), expected, "{text}");
        }
    }
}
