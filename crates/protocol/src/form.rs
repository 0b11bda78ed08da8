//! A request's form as PHP reads it: names with brackets become a tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Pairs, ParamError};

/// The most bytes of a form body; attachments travel in it as base64.
pub const FORM_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most pairs of a form, body and query together.
pub const FORM_PAIRS_MAX: usize = 10_000;
/// The most brackets after one name.
pub const FORM_DEPTH_MAX: usize = 6;
/// The most bytes of one name.
pub const FORM_NAME_BYTES_MAX: usize = 256;

/// Why a form was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// More than [`FORM_BYTES_MAX`].
    #[error("the request is larger than {FORM_BYTES_MAX} bytes")]
    TooLarge,
    /// More than [`FORM_PAIRS_MAX`].
    #[error("the request has more than {FORM_PAIRS_MAX} parameters")]
    TooMany,
    /// More than [`FORM_DEPTH_MAX`] brackets or a name over [`FORM_NAME_BYTES_MAX`].
    #[error("the request has a parameter name that is too long or too deep")]
    NameTooLong,
    /// Bytes that are not UTF-8, which could not be answered as JSON (quirk 2.18).
    #[error("the request is not valid UTF-8")]
    NotUtf8,
    /// A NUL character, which one of the databases cannot store, in the parameter of this name.
    #[error("the parameter '{0}' contains a NUL character")]
    Nul(String),
}

impl FormError {
    /// Refuses the character NUL in the name or the value of a parameter.
    pub fn hold_nul(name: &str, value: &str) -> Result<(), Self> {
        if name.contains('\0') || value.contains('\0') {
            return Err(Self::Nul(name.replace('\0', "")));
        }
        Ok(())
    }
}

/// A parsed form; parameters are taken out of it by name, what remains is ignored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    fields: BTreeMap<String, Node>,
    /// Names whose empty text is a value.
    emptied: BTreeSet<String>,
    pairs: usize,
}

/// The value of one name: a text, or what stood in its brackets.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `name=text`
    Text(String),
    /// `name[key]=…`
    Branch(Branch),
}

/// The keys below one name, in the order they were first sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Branch {
    entries: Vec<(String, Node)>,
    places: BTreeMap<String, usize>,
    next_index: u64,
}

impl Form {
    /// Reads a urlencoded body or query string.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        let mut form = Self::default();
        for (name, value) in decode_pairs(bytes)? {
            form.insert(&name, value)?;
        }
        Ok(form)
    }

    /// Builds a form from decoded pairs, e.g. those of a multipart body.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, FormError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.insert(name.as_ref(), value.into())?;
        }
        Ok(form)
    }

    /// Adds what the query string has and the body has not (quirks 1.2 and 1.3).
    pub fn merge_query(&mut self, query: &[u8]) -> Result<(), FormError> {
        let query = Self::parse(query)?;
        self.pairs += query.pairs;
        if self.pairs > FORM_PAIRS_MAX {
            return Err(FormError::TooMany);
        }
        for (name, node) in query.fields {
            self.fields.entry(name).or_insert(node);
        }
        Ok(())
    }

    /// Adds one pair the way PHP does: brackets open branches, a later value replaces an earlier.
    pub fn insert(&mut self, name: &str, value: String) -> Result<(), FormError> {
        self.pairs += 1;
        if self.pairs > FORM_PAIRS_MAX {
            return Err(FormError::TooMany);
        }
        FormError::hold_nul(name, &value)?;
        if name.len() > FORM_NAME_BYTES_MAX || name.matches('[').count() > FORM_DEPTH_MAX {
            return Err(FormError::NameTooLong);
        }
        self.place(name, value);
        Ok(())
    }

    /// Adds one pair whose limits were checked, or that we wrote ourselves.
    pub(crate) fn place(&mut self, name: &str, value: String) {
        let (base, keys) = split_name(name);
        let Some((last, path)) = keys.split_last() else {
            self.fields.insert(base.to_owned(), Node::Text(value));
            return;
        };
        let root = self.fields.entry(base.to_owned()).or_insert_with(Node::branch);
        let mut branch = root.as_branch();
        for key in path {
            branch = branch.open(key).as_branch();
        }
        *branch.open(last) = Node::Text(value);
    }

    /// Removes and returns the value of a name.
    pub fn take(&mut self, name: &str) -> Option<Node> {
        self.fields.remove(name)
    }

    /// Removes and returns the text of a name; a branch counts as absent.
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        match self.fields.remove(name) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The text of a name, left where it is.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.fields.get(name) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The top names that begin with a prefix, sorted.
    pub fn names_from(&self, prefix: &str) -> impl Iterator<Item = &str> {
        let range = self.fields.range(prefix.to_owned()..);
        let prefix = prefix.to_owned();
        range.map(|(name, _)| name.as_str()).take_while(move |name| name.starts_with(&prefix))
    }

    /// Puts a node under a plain name.
    pub fn put(&mut self, name: impl Into<String>, node: Node) {
        self.fields.insert(name.into(), node);
    }

    /// Puts a node under a plain name unless the name was sent.
    pub fn put_if_absent(&mut self, name: &str, node: Node) {
        self.fields.entry(name.to_owned()).or_insert(node);
    }

    /// Says that the empty text of a name is a value, and not the lack of one: it takes away what
    /// is there. No program can say so on the wire, where empty is absent; a page knows it.
    pub fn empty(&mut self, name: impl Into<String>) {
        self.emptied.insert(name.into());
    }

    /// Whether the empty text of a name is a value.
    pub(crate) fn is_emptied(&self, name: &str) -> bool {
        self.emptied.contains(name)
    }

    /// Writes the tree back as names with brackets, to pass a form on.
    pub fn into_pairs(self) -> Pairs {
        let mut pairs = Pairs::new();
        for (name, node) in self.fields {
            flatten(name, node, &mut pairs);
        }
        pairs
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl Node {
    /// Refuses the character NUL in what came packed in one text.
    pub(crate) fn hold_nul(&self, name: &str) -> Result<(), ParamError> {
        let branch = match self {
            Self::Text(text) if text.contains('\0') => {
                return Err(ParamError::new(name, "must not contain the character NUL"));
            }
            Self::Text(_) => return Ok(()),
            Self::Branch(branch) => branch,
        };
        branch.entries.iter().try_for_each(|(key, node)| {
            Self::Text(key.clone()).hold_nul(name)?;
            node.hold_nul(&format!("{name}[{key}]"))
        })
    }

    fn branch() -> Self {
        Self::Branch(Branch::default())
    }

    /// This node as a branch; a text is replaced, as PHP does.
    fn as_branch(&mut self) -> &mut Branch {
        if let Self::Text(_) = self {
            *self = Self::branch();
        }
        match self {
            Self::Branch(branch) => branch,
            Self::Text(_) => unreachable!("the text was replaced above"),
        }
    }
}

impl Branch {
    /// The entries in the order they were first sent.
    pub fn into_entries(self) -> Vec<(String, Node)> {
        self.entries
    }

    /// The node of a key, made if missing; an empty key means the next free number.
    fn open(&mut self, key: &str) -> &mut Node {
        let key = if key.is_empty() { self.next_index.to_string() } else { key.to_owned() };
        if let Ok(index) = key.parse::<u64>() {
            self.next_index = self.next_index.max(index.saturating_add(1));
        }
        let end = self.entries.len();
        let place = *self.places.entry(key.clone()).or_insert(end);
        if place == end {
            self.entries.push((key, Node::Text(String::new())));
        }
        &mut self.entries[place].1
    }
}

impl FromIterator<(String, Node)> for Branch {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(entries: I) -> Self {
        let mut branch = Self::default();
        for (key, node) in entries {
            *branch.open(&key) = node;
        }
        branch
    }
}

/// Splits `a[b][c]` into `a` and its keys; a name with loose brackets is a plain name.
fn split_name(name: &str) -> (&str, Vec<&str>) {
    let Some(start) = name.find('[').filter(|start| *start > 0) else {
        return (name, Vec::new());
    };
    let (base, mut rest) = name.split_at(start);
    let mut keys = Vec::new();
    while let Some(inner) = rest.strip_prefix('[') {
        let Some((key, after)) = inner.split_once(']') else { return (name, Vec::new()) };
        keys.push(key);
        rest = after;
    }
    (base, keys)
}

fn decode_pairs(bytes: &[u8]) -> Result<Vec<(String, String)>, FormError> {
    if bytes.len() > FORM_BYTES_MAX {
        return Err(FormError::TooLarge);
    }
    let mut pairs = Vec::new();
    for piece in bytes.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
        if pairs.len() == FORM_PAIRS_MAX {
            return Err(FormError::TooMany);
        }
        let middle = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
        let (name, value) = piece.split_at(middle);
        pairs.push((unescape(name)?, unescape(value.strip_prefix(b"=").unwrap_or(value))?));
    }
    Ok(pairs)
}

/// Undoes `+` and `%xx`; a percent sign without two digits stays as it is.
fn unescape(bytes: &[u8]) -> Result<String, FormError> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        plain.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = &after[2..];
                    high * 16 + low
                }
                _ => b'%',
            },
            _ => byte,
        });
    }
    String::from_utf8(plain).map_err(|_| FormError::NotUtf8)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn flatten(name: String, node: Node, pairs: &mut Pairs) {
    match node {
        Node::Text(text) => pairs.push(name, text),
        Node::Branch(branch) => {
            for (key, node) in branch.into_entries() {
                flatten(format!("{name}[{key}]"), node, pairs);
            }
        }
    }
}

#[cfg(test)]
mod tests;
