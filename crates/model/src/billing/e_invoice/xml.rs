//! Writes XML 1.0: elements, one a line, without what is empty.

/// A document that grows.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// Begins one.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    /// All of it.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An element with others inside.
    pub(super) fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.within_of(name, &[], inside);
    }

    /// The same with attributes.
    pub(super) fn within_of(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.indent();
        self.open(name, attributes);
        self.text.push('\n');
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        self.close(name);
    }

    /// An element with a text; nothing for an empty one.
    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_of(name, &[], text);
    }

    /// The same with attributes.
    pub(super) fn leaf_of(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text = escaped(text.trim());
        if text.is_empty() {
            return;
        }
        self.indent();
        self.open(name, attributes);
        self.text.push_str(&text);
        self.close(name);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\"{}\"", escaped(value.trim())));
        }
        self.text.push('>');
    }

    fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

/// A text between tags or in an attribute, without what no document may hold (XML 1.0, 2.2).
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' => written.push(c),
            // Readers take it for a line end of its own.
            '\r' => {}
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn what_is_written_can_be_read_and_nothing_is_empty() {
        let mut xml = Xml::new();
        xml.within_of("a", &[("k", "\"1\" <2")], |xml| {
            xml.leaf("b", " R&D <x> \u{0}\u{8}\u{fffe}é\r\nnext ");
            xml.leaf("c", " \u{1b} ");
            xml.leaf("d", "");
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a k=\"&quot;1&quot; &lt;2\">\n  \
             <b>R&amp;D &lt;x&gt; é\nnext</b>\n</a>\n"
        );
    }
}
