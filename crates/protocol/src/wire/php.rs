//! PHP's `serialize()` format, for data only: no objects, no references.

use crate::{Branch, Form, Node, Pairs};

/// The most bytes of one serialized value.
pub const PHP_BYTES_MAX: usize = 1024 * 1024;
/// The most arrays inside each other.
pub const PHP_DEPTH_MAX: usize = 8;
/// The most values, keys not counted.
pub const PHP_VALUES_MAX: usize = 10_000;

/// A PHP value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Php {
    /// `N;`
    Null,
    /// `b:1;`
    Bool(bool),
    /// `i:5;`
    Int(i64),
    /// `d:0.5;`, kept as text
    Float(String),
    /// `s:1:"a";`
    Text(String),
    /// `a:1:{i:0;s:1:"a";}`
    Array(Vec<(PhpKey, Php)>),
}

/// The key of a PHP array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhpKey {
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

/// Why serialized data was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhpError {
    /// Over [`PHP_BYTES_MAX`], [`PHP_DEPTH_MAX`] or [`PHP_VALUES_MAX`].
    #[error("the serialized data is too large")]
    TooLarge,
    /// An object or a reference, which could run code in PHP.
    #[error("the serialized data holds objects or references")]
    NotData,
    /// Anything else that is not the format.
    #[error("the serialized data is malformed")]
    Malformed,
}

impl Php {
    /// Reads one value; nothing may follow it.
    pub fn parse(bytes: &[u8]) -> Result<Self, PhpError> {
        if bytes.len() > PHP_BYTES_MAX {
            return Err(PhpError::TooLarge);
        }
        let mut reader = Reader { rest: bytes, values: 0 };
        let value = reader.value(0)?;
        if reader.rest.is_empty() { Ok(value) } else { Err(PhpError::Malformed) }
    }

    /// Writes the value as PHP's `serialize()` does.
    pub fn serialize(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("N;"),
            Self::Bool(value) => out.push_str(if *value { "b:1;" } else { "b:0;" }),
            Self::Int(number) => out.push_str(&format!("i:{number};")),
            Self::Float(text) => out.push_str(&format!("d:{text};")),
            Self::Text(text) => out.push_str(&format!("s:{}:\"{text}\";", text.len())),
            Self::Array(entries) => {
                out.push_str(&format!("a:{}:{{", entries.len()));
                for (key, value) in entries {
                    match key {
                        PhpKey::Int(number) => out.push_str(&format!("i:{number};")),
                        PhpKey::Text(text) => {
                            out.push_str(&format!("s:{}:\"{text}\";", text.len()));
                        }
                    }
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// The value as a node of a form: all scalars become text, as PHP would print them.
    pub fn into_node(self) -> Node {
        match self {
            Self::Null | Self::Bool(false) => Node::Text(String::new()),
            Self::Bool(true) => Node::Text("1".to_owned()),
            Self::Int(number) => Node::Text(number.to_string()),
            Self::Float(text) | Self::Text(text) => Node::Text(text),
            Self::Array(entries) => Node::Branch(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.into_text(), value.into_node()))
                    .collect(),
            ),
        }
    }

    /// A node of a form as a value: numbers in brackets become numeric keys.
    pub fn from_node(node: Node) -> Self {
        match node {
            Node::Text(text) => Self::Text(text),
            Node::Branch(branch) => {
                let entries = branch.into_entries().into_iter();
                let entry = |(key, node)| (PhpKey::from_text(key), Self::from_node(node));
                Self::Array(entries.map(entry).collect())
            }
        }
    }

    /// What a typed value writes under a name, as a value; nothing written is an empty array.
    pub(super) fn from_written(write: impl FnOnce(&str, &mut Pairs)) -> Self {
        Self::from_node(written(write))
    }
}

/// What a typed value writes under a name, as a node; nothing written is an empty branch.
pub(super) fn written(write: impl FnOnce(&str, &mut Pairs)) -> Node {
    let mut pairs = Pairs::new();
    write("v", &mut pairs);
    let mut form = Form::default();
    for (name, value) in pairs.into_vec() {
        form.place(&name, value);
    }
    form.take("v").unwrap_or_else(|| Node::Branch(Branch::default()))
}

impl PhpKey {
    fn into_text(self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }

    /// PHP makes a number of a key that is written like one.
    fn from_text(text: String) -> Self {
        match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Self::Int(number),
            _ => Self::Text(text),
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    values: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Php, PhpError> {
        self.values += 1;
        if depth > PHP_DEPTH_MAX || self.values > PHP_VALUES_MAX {
            return Err(PhpError::TooLarge);
        }
        let (&kind, after) = self.rest.split_first().ok_or(PhpError::Malformed)?;
        self.rest = after;
        match kind {
            b'N' => self.expect(b";").map(|()| Php::Null),
            b'b' => match self.plain()? {
                "0" => Ok(Php::Bool(false)),
                "1" => Ok(Php::Bool(true)),
                _ => Err(PhpError::Malformed),
            },
            b'i' => self.int().map(Php::Int),
            b'd' => self.float().map(Php::Float),
            b's' => self.text().map(Php::Text),
            b'a' => self.array(depth).map(Php::Array),
            b'O' | b'C' | b'E' | b'R' | b'r' | b'S' => Err(PhpError::NotData),
            _ => Err(PhpError::Malformed),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<(PhpKey, Php)>, PhpError> {
        self.expect(b":")?;
        let count: usize = self.until(b':')?.parse().map_err(|_| PhpError::Malformed)?;
        self.expect(b"{")?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let (&kind, after) = self.rest.split_first().ok_or(PhpError::Malformed)?;
            self.rest = after;
            let key = match kind {
                b'i' => PhpKey::Int(self.int()?),
                b's' => PhpKey::Text(self.text()?),
                _ => return Err(PhpError::Malformed),
            };
            entries.push((key, self.value(depth + 1)?));
        }
        self.expect(b"}")?;
        Ok(entries)
    }

    fn text(&mut self) -> Result<String, PhpError> {
        self.expect(b":")?;
        let length: usize = self.until(b':')?.parse().map_err(|_| PhpError::Malformed)?;
        self.expect(b"\"")?;
        let (text, after) = self.rest.split_at_checked(length).ok_or(PhpError::Malformed)?;
        self.rest = after;
        self.expect(b"\";")?;
        String::from_utf8(text.to_vec()).map_err(|_| PhpError::Malformed)
    }

    fn int(&mut self) -> Result<i64, PhpError> {
        self.plain()?.parse().map_err(|_| PhpError::Malformed)
    }

    fn float(&mut self) -> Result<String, PhpError> {
        let text = self.plain()?;
        let written = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let number = !text.is_empty() && text.bytes().all(written) && text.parse::<f64>().is_ok();
        if number || ["INF", "-INF", "NAN"].contains(&text) {
            return Ok(text.to_owned());
        }
        Err(PhpError::Malformed)
    }

    /// The text between `:` and `;`.
    fn plain(&mut self) -> Result<&'a str, PhpError> {
        self.expect(b":")?;
        self.until(b';')
    }

    fn until(&mut self, end: u8) -> Result<&'a str, PhpError> {
        let place = self.rest.iter().position(|byte| *byte == end).ok_or(PhpError::Malformed)?;
        let text = &self.rest[..place];
        self.rest = &self.rest[place + 1..];
        std::str::from_utf8(text).map_err(|_| PhpError::Malformed)
    }

    fn expect(&mut self, bytes: &[u8]) -> Result<(), PhpError> {
        self.rest = self.rest.strip_prefix(bytes).ok_or(PhpError::Malformed)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{PHP_VALUES_MAX, Php, PhpError};

    #[test]
    fn reads_and_writes_data() {
        for text in [
            "N;",
            "b:1;",
            "b:0;",
            "i:-5;",
            "d:0.5;",
            "d:1.0E+25;",
            "d:-INF;",
            "s:0:\"\";",
            "s:3:\"a\"b\";",
            "s:2:\"é\";",
            "a:0:{}",
            "a:2:{i:1;s:3:\"one\";s:1:\"k\";a:1:{i:0;N;}}",
        ] {
            assert_eq!(Php::parse(text.as_bytes()).unwrap().serialize(), text);
        }
    }

    #[test]
    fn refuses_everything_else() {
        let deep = format!("{}N;{}", "a:1:{i:0;".repeat(9), "}".repeat(9));
        let many = format!("a:20000:{{{}}}", "i:0;N;".repeat(PHP_VALUES_MAX));
        let large = format!("s:2000000:\"{}\";", "a".repeat(2_000_000));
        for (text, expect) in [
            ("O:8:\"stdClass\":0:{}", PhpError::NotData),
            ("C:3:\"Foo\":0:{}", PhpError::NotData),
            ("E:3:\"F:A\";", PhpError::NotData),
            ("a:2:{i:0;i:1;i:1;R:2;}", PhpError::NotData),
            ("a:1:{i:0;r:1;}", PhpError::NotData),
            (&deep, PhpError::TooLarge),
            (&many, PhpError::TooLarge),
            (&large, PhpError::TooLarge),
            ("", PhpError::Malformed),
            ("i:5", PhpError::Malformed),
            ("i:5;x", PhpError::Malformed),
            ("i:;", PhpError::Malformed),
            ("b:2;", PhpError::Malformed),
            ("d:x;", PhpError::Malformed),
            ("s:5:\"a\";", PhpError::Malformed),
            ("s:18446744073709551615:\"a\";", PhpError::Malformed),
            ("s:1:\"\u{e9}\";", PhpError::Malformed),
            ("a:2:{i:0;N;}", PhpError::Malformed),
            ("a:1:{N;N;}", PhpError::Malformed),
            ("a:1:{i:0;N;", PhpError::Malformed),
            ("a:-1:{}", PhpError::Malformed),
        ] {
            let short = &text[..text.len().min(40)];
            assert_eq!(Php::parse(text.as_bytes()), Err(expect), "for {short}");
        }
    }
}
