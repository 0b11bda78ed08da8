//! Which keys lead to a place in a JSON text, so that an error can name what did not fit.

/// A container that is open at the place.
enum Open {
    /// The key whose value is read, empty before the first.
    Object(String),
    /// The number of elements before the one that is read.
    Array(usize),
}

/// The keys to a place as errors of a JSON reader give it: lines from 1, columns in bytes.
pub(super) fn keys_to(body: &[u8], line: usize, column: usize) -> String {
    let starts = body.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(starts).nth(line.saturating_sub(1)).unwrap_or(0);
    let before = &body[..body.len().min(start + column)];
    spell(&open_after(before))
}

fn open_after(text: &[u8]) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut key_next = false;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            // A container that the text ends with was not to be one: its own key is meant.
            b'{' | b'[' if at + 1 == text.len() => {}
            b'{' => {
                open.push(Open::Object(String::new()));
                key_next = true;
            }
            b'[' => open.push(Open::Array(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Open::Array(index)) => *index += 1,
                _ => key_next = true,
            },
            b'"' => {
                let string = string(&text[at + 1..]);
                at += string.len() + 1;
                if let (true, Some(Open::Object(key))) = (key_next, open.last_mut()) {
                    *key = String::from_utf8_lossy(string).into_owned();
                    key_next = false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    open
}

/// A string's content as it is written, up to its closing quote.
fn string(text: &[u8]) -> &[u8] {
    let mut escaped = false;
    let ends = |byte: &u8| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    };
    let end = text.iter().position(ends).unwrap_or(text.len());
    &text[..end]
}

fn spell(open: &[Open]) -> String {
    let mut path = String::new();
    for container in open {
        match container {
            Open::Array(index) => path.push_str(&format!("[{index}]")),
            Open::Object(key) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(key);
            }
        }
    }
    if path.is_empty() { ".".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::keys_to;

    #[test]
    fn the_key_of_a_place_is_told() {
        for (before, expect) in [
            (r#"{"id":1"#, "id"),
            (r#"{"id":1,"invoices":{"invoice":[{"id":1},{"id":"x""#, "invoices.invoice[1].id"),
            (r#"{"invoiceid":["#, "invoiceid"),
            (r#"{"say \"{\" and \\":"{[\"", "next":"a,b""#, "next"),
            (r#"{"a":{"b":2}"#, "a"),
            ("[[1,2],[3", "[1][0]"),
            ("", "."),
            ("{", "."),
        ] {
            assert_eq!(keys_to(before.as_bytes(), 1, before.len()), expect, "after {before}");
        }
        assert_eq!(keys_to(b"{\n \"id\": 7,\n \"no\": 8\n}", 3, 8), "no");
        assert_eq!(keys_to(b"{", 9, 99), ".", "a place that there is not");
    }
}
