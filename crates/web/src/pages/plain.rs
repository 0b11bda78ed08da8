//! HTML of mails and announcements as plain text: nothing of it reaches a page as markup.

/// The text of a piece of HTML, with its lines.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let Some((name, after)) = tag.split_once('>') else {
            out.push('<');
            rest = tag;
            break;
        };
        let name = name.trim_start_matches('/').trim_end_matches('/').trim().to_ascii_lowercase();
        let word = name.split_whitespace().next().unwrap_or_default();
        if matches!(word, "style" | "script" | "head") && !tag.starts_with('/') {
            let end = format!("</{word}");
            let skipped = after.to_ascii_lowercase().find(&end);
            rest = skipped.and_then(|at| after.get(at..)).unwrap_or_default();
            continue;
        }
        if matches!(word, "br" | "p" | "div" | "tr" | "li" | "h1" | "h2" | "h3" | "ul" | "table") {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    tidy(&unescaped(&out))
}

fn unescaped(text: &str) -> String {
    [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'")]
        .into_iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// At most one empty line in a row, and none around.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut blank = 0;
    for line in text.lines().map(str::trim) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_words_are_left() {
        for (html, expected) in [
            ("Dear Jane,<br>\n<br>pay &amp; smile", "Dear Jane,\n\npay & smile"),
            ("<p>One</p><p>Two</p>", "One\n\nTwo"),
            ("<style>b{}</style>Text<script>alert(1)</script>", "Text"),
            ("1 < 2", "1 < 2"),
            ("&lt;b&gt;", "<b>"),
            ("<script>never closed", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }
}
