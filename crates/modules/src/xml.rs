//! XML as a small tree, read and written: frames of a domain registry, and what libvirt prints.

use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

/// A document nested deeper is none.
const DEPTH_MAX: usize = 64;
/// The prefix of a name whose namespace is not among those that are known.
const OTHER: &str = "other";

/// Prefixes and the namespaces that they stand for, whatever prefixes a document takes. A name
/// with the prefix `""` has none.
pub(crate) type Spaces = [(&'static str, &'static str)];

/// An element. It has no `Debug`: passwords are in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    /// An empty element.
    pub(crate) fn new(name: &str) -> Node {
        Node { name: name.to_owned(), ..Node::default() }
    }

    /// An element that holds a text.
    pub(crate) fn text(name: &str, text: impl Into<String>) -> Node {
        Node { text: text.into(), ..Node::new(name) }
    }

    /// With an attribute.
    pub(crate) fn attribute(mut self, name: &str, value: impl Into<String>) -> Node {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// With one more child.
    pub(crate) fn with(mut self, child: Node) -> Node {
        self.children.push(child);
        self
    }

    /// With more children.
    pub(crate) fn with_all(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children);
        self
    }

    /// What its name begins with, up to a colon; empty where there is none.
    pub(crate) fn prefix(&self) -> &str {
        self.name.split_once(':').map(|(prefix, _)| prefix).unwrap_or_default()
    }

    /// Its children.
    pub(crate) fn children(&self) -> &[Node] {
        &self.children
    }

    /// The first element on a path of names below this one.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.children.iter().find(|it| it.name == *name))
    }

    /// The children of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text at a path; empty where there is none.
    pub(crate) fn said(&self, path: &[&str]) -> &str {
        self.at(path).map(|node| node.text.trim()).unwrap_or_default()
    }

    /// The value of an attribute; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(each, _)| each == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The document that has this as its root.
    pub(crate) fn document(&self, spaces: &Spaces) -> String {
        let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.to_owned();
        self.write(&mut out, None, spaces);
        out
    }

    fn write(&self, out: &mut String, above: Option<&str>, spaces: &Spaces) {
        let prefix = self.prefix();
        out.push('<');
        out.push_str(&self.name);
        match spaces.iter().find(|(each, _)| *each == prefix) {
            Some(("", space)) if above.is_none() => out.push_str(&format!(" xmlns=\"{space}\"")),
            Some((prefix, space)) if !prefix.is_empty() && above != Some(*prefix) => {
                out.push_str(&format!(" xmlns:{prefix}=\"{space}\""));
            }
            _ => {}
        }
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape(lawful(value))));
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        out.push_str(&escape(lawful(&self.text)));
        for child in &self.children {
            child.write(out, Some(prefix), spaces);
        }
        out.push_str(&format!("</{}>", self.name));
    }
}

/// Without what XML 1.0 has no way of saying.
fn lawful(text: &str) -> String {
    let lawful = |each: &char| {
        matches!(each, '\t' | '\n' | '\r')
            || (*each >= ' ' && !matches!(each, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(lawful).collect()
}

/// Reads a document.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(text: &str, spaces: &Spaces) -> Result<Node, String> {
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                open.push(element(&space, &start, spaces)?);
                if open.len() > DEPTH_MAX {
                    return Err("it is nested too deeply".to_owned());
                }
            }
            Event::Empty(start) => {
                let node = element(&space, &start, spaces)?;
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
                let text = unescape(&whole).map_err(|error| error.to_string())?;
                add(&mut open, &text);
            }
            // Entities of one's own are how small documents become large ones.
            Event::DocType(_) => return Err("it has a document type".to_owned()),
            Event::Eof => break,
            _ => {}
        }
    }
    match open.as_mut_slice() {
        [top] if top.children.len() == 1 => Ok(top.children.remove(0)),
        _ => Err("it is no whole document".to_owned()),
    }
}

fn element(
    space: &ResolveResult<'_>,
    start: &BytesStart<'_>,
    spaces: &Spaces,
) -> Result<Node, String> {
    let local = start.local_name();
    let space = match space {
        ResolveResult::Bound(Namespace(space)) => space,
        _ => "",
    };
    let known = spaces.iter().find(|(_, each)| *each == space);
    let mut node = Node::new(&match known.map_or(OTHER, |(prefix, _)| prefix) {
        "" => local.as_ref().to_owned(),
        prefix => format!("{prefix}:{}", local.as_ref()),
    });
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        node = node.attribute(attribute.key.local_name().as_ref(), value);
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

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &Spaces = &[("", "urn:ours"), ("d", "urn:d")];

    #[test]
    fn what_is_written_is_read_the_same() {
        let inner = Node::text("d:name", "a<b>&\"c\".com\u{1}").attribute("x", "1 & '2'");
        let root = Node::new("a").with(Node::new("b").with(Node::new("d:c").with(inner)));
        let text = root.document(OURS);
        let expected = "<a xmlns=\"urn:ours\"><b><d:c xmlns:d=\"urn:d\"><d:name x=";
        assert!(text.contains(expected), "{text}");
        let read = read(&text, OURS).ok().unwrap();
        assert_eq!(read.said(&["b", "d:c", "d:name"]), "a<b>&\"c\".com");
        assert_eq!(read.at(&["b", "d:c", "d:name"]).unwrap().value("x"), "1 & '2'");
    }

    #[test]
    fn prefixes_are_ours_whatever_the_document_takes() {
        let text = "<e:a xmlns:e='urn:ours' xmlns:x='urn:d'><e:b><x:c s='1 &amp; 2'>a&#33;</x:c>\
                    <q:y xmlns:q='urn:q'/><z/></e:b></e:a>";
        let root = read(text, OURS).ok().unwrap();
        assert_eq!(root.said(&["b", "d:c"]), "a!");
        assert_eq!(root.at(&["b", "d:c"]).map(|node| node.value("s")), Some("1 & 2"));
        assert!(root.at(&["b", "other:y"]).is_some() && root.at(&["b", "other:z"]).is_some());
        // Where names without a namespace are meant, they are told by themselves.
        let root = read("<a><b>t &lt;<c/></b><b/></a>", &[("", "")]).ok().unwrap();
        assert_eq!((root.all("b").count(), root.said(&["b"])), (2, "t <"));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let deep = "<a>".repeat(70) + &"</a>".repeat(70);
        let bad = ["", "text", "<a>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&own;</a>", "<a></b>"];
        for bad in bad.into_iter().chain([&*deep]) {
            assert!(read(bad, OURS).is_err(), "{bad}");
        }
    }
}
