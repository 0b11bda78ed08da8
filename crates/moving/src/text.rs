//! Text as it was meant.

/// What a WHMCS writes in place of a character that means something in HTML.
const ESCAPES: [(&str, &str); 6] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#039;", "'"),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

/// The text behind what was written for HTML.
pub(crate) fn unescaped(written: &str) -> String {
    if !written.contains('&') {
        return written.to_owned();
    }
    // The ampersand comes last, or what it began would be read twice.
    ESCAPES.iter().fold(written.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn text_is_read_once() {
        for (written, meant) in [
            ("Plain", "Plain"),
            ("O&#039;Brien &amp; Sons", "O'Brien & Sons"),
            ("&lt;b&gt;&quot;hi&quot;", "<b>\"hi\""),
            ("&amp;lt;", "&lt;"),
            ("AT&T", "AT&T"),
        ] {
            assert_eq!(unescaped(written), meant);
        }
    }
}
