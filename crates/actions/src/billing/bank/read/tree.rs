//! XML as a tree of names without their prefixes: versions of a message differ in them only.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A document nested deeper is none.
const DEPTH_MAX: usize = 64;
/// Elements of a document at most: a line of a statement has about fifty.
const ELEMENTS_MAX: usize = 500_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    name: String,
    currency: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    /// The elements on a path of names below this one.
    pub(super) fn all<'a>(&'a self, path: &[&str]) -> Vec<&'a Node> {
        path.iter().fold(vec![self], |nodes, name| {
            let below = nodes.iter().flat_map(|node| &node.children);
            below.filter(|child| child.name == *name).collect()
        })
    }

    /// The first element on a path.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Node> {
        self.all(path).into_iter().next()
    }

    /// The text at the first of some paths that has one; empty where none has.
    pub(super) fn said(&self, paths: &[&[&str]]) -> &str {
        let texts = paths.iter().flat_map(|path| self.all(path)).map(|node| node.text.trim());
        { texts }.find(|text| !text.is_empty()).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The attribute `Ccy`.
    pub(super) fn currency(&self) -> &str {
        &self.currency
    }
}

/// Reads a document; the root stands in the node that is given.
///
/// # Errors
/// Why it cannot be read, and in which line.
pub(super) fn read(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = vec![Node::default()];
    let mut elements = 0_usize;
    loop {
        let event = reader.read_event();
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = || 1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count();
        let wrong = |why: String| format!("Line {}: {why}", line());
        match event.map_err(|error| wrong(error.to_string()))? {
            Event::Start(start) => {
                elements += 1;
                open.push(element(&start).map_err(wrong)?);
                if open.len() > DEPTH_MAX || elements > ELEMENTS_MAX {
                    return Err(wrong("the document is too large".to_owned()));
                }
            }
            Event::Empty(start) => {
                elements += 1;
                let node = element(&start).map_err(wrong)?;
                put(&mut open, node);
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    put(&mut open, done);
                }
            }
            Event::Text(piece) => add(&mut open, &piece),
            Event::CData(piece) => add(&mut open, &piece),
            Event::GeneralRef(entity) => {
                let whole = format!("&{};", &*entity);
                let piece = unescape(&whole).map_err(|error| wrong(error.to_string()))?;
                add(&mut open, &piece);
            }
            // Entities of one's own are how small documents become large ones.
            Event::DocType(_) => return Err(wrong("it has a document type".to_owned())),
            Event::Eof => break,
            _ => {}
        }
    }
    match open.as_mut_slice() {
        [top] if top.children.len() == 1 => Ok(std::mem::take(top)),
        _ => Err("The document is not whole".to_owned()),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut node = Node { name: start.local_name().as_ref().to_owned(), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == "Ccy" {
            let code: &str = attribute.value.as_ref();
            code.trim().clone_into(&mut node.currency);
        }
    }
    Ok(node)
}

fn put(open: &mut [Node], node: Node) {
    if let Some(above) = open.last_mut() {
        above.children.push(node);
    }
}

fn add(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}
