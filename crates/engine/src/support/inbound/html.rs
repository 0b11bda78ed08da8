//! The text of an HTML mail: what a person would read of it, with the targets of its links.

/// Elements whose content nobody reads.
const HIDDEN: [&str; 6] = ["head", "style", "script", "template", "title", "noscript"];
/// Elements that begin a line of their own.
const BLOCKS: [&str; 17] = [
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
];

/// The text, each block on a line of its own. Nothing of it is markup any more.
pub(super) fn to_text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        page.text(text);
        rest = match tag.strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, after)| after),
            None => page.tag(tag),
        };
    }
    page.text(rest);
    page.done()
}

#[derive(Default)]
struct Page {
    out: String,
    /// The element that hides what is in it.
    hidden: Option<&'static str>,
    /// Where the link leads that is open, and where its text begins.
    link: Option<(String, usize)>,
    space: bool,
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        for piece in decoded(text).split_inclusive(char::is_whitespace) {
            let word = piece.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                    self.out.push(' ');
                }
                self.space = false;
                self.out.push_str(word);
            }
            self.space |= piece.len() > word.len();
        }
    }

    /// Reads a tag and gives what is behind it.
    fn tag<'h>(&mut self, tag: &'h str) -> &'h str {
        let Some((inside, rest)) = tag.get(1..).and_then(|inside| inside.split_once('>')) else {
            return "";
        };
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let name = inside.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if let Some(hidden) = self.hidden {
            if closing && name == hidden {
                self.hidden = None;
            }
            return rest;
        }
        if let Some(hidden) = HIDDEN.iter().find(|hidden| **hidden == name && !closing) {
            self.hidden = Some(hidden);
        } else if name == "a" {
            self.link(if closing { None } else { target(inside) });
        } else if BLOCKS.contains(&name.as_str()) {
            let is_at_start = self.out.ends_with('\n');
            self.line();
            if name == "p" || name == "br" && is_at_start {
                self.blank();
            }
            if name == "li" && !closing {
                self.out.push_str("- ");
            }
        } else if name == "td" || name == "th" {
            self.space = true;
        }
        rest
    }

    /// Begins a link, or ends the open one with its target.
    fn link(&mut self, target: Option<String>) {
        if let Some((open, from)) = self.link.take()
            && self.out.get(from..).is_some_and(|text| !text.contains(open.as_str()))
        {
            self.out.push_str(&format!(" <{open}>"));
        }
        self.link = target.map(|target| (target, self.out.len()));
    }

    fn line(&mut self) {
        self.space = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn done(mut self) -> String {
        self.link(None);
        self.out.trim().to_owned()
    }
}

/// Where a link leads, if that is an address of the web.
fn target(inside: &str) -> Option<String> {
    let lower = inside.to_ascii_lowercase();
    let at = lower.find("href")?;
    let value = inside.get(at + 4..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?,
    };
    let value = decoded(value.trim());
    let is_web = ["http://", "https://"].iter().any(|scheme| value.starts_with(scheme));
    (is_web && !value.contains(|c: char| c.is_whitespace() || "<>".contains(c))).then_some(value)
}

/// Entities as the characters they stand for; unknown ones stay.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, entity) = rest.split_at(start);
        out.push_str(before);
        let end = entity.bytes().take(12).position(|byte| byte == b';');
        let known = end.and_then(|end| Some((character(entity.get(1..end)?)?, end + 1)));
        let (piece, taken) = match known {
            Some((c, taken)) => (c, taken),
            None => ('&', 1),
        };
        out.push(piece);
        rest = entity.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "euro" => '€',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "copy" => '©',
        "reg" => '®',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn html_is_read_as_people_see_it() {
        for (html, expected) in [
            ("<p>Hello,</p><p>the  site\nis <b>down</b>.</p>", "Hello,\n\nthe site is down."),
            ("a<br>b<br/>c<br><br>d", "a\nb\nc\n\nd"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<ul><li>one<li>two</ul>", "- one\n- two"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("<style>p{}</style><script>alert(1)</script>x", "x"),
            ("<head><title>T</title></head><body>x</body>", "x"),
            (
                "a &lt;b&gt; &amp; &#8364; &#x41; &uuml; &unknown; & c",
                "a <b> & € A ü &unknown; & c",
            ),
            ("<!-- <p>no</p> -->yes", "yes"),
            (
                "<a href=\"https://example.com/a?b=1&amp;c=2\">here</a>",
                "here <https://example.com/a?b=1&c=2>",
            ),
            ("<a href='https://example.com/'>https://example.com/</a>", "https://example.com/"),
            ("<a href=javascript:alert(1)>here</a>", "here"),
            ("no end <b", "no end"),
            ("<!-- no end", ""),
            ("", ""),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }

    #[test]
    fn bombs_take_no_time() {
        let deep = "<div>".repeat(200_000);
        assert_eq!(to_text(&format!("{deep}x")), "x");
        assert_eq!(to_text(&"<!--".repeat(200_000)), "");
        assert_eq!(to_text(&"&".repeat(100_000)).len(), 100_000);
        assert!(to_text(&"<a href=https://a.example>".repeat(50_000)).len() < 2_000_000);
    }
}
