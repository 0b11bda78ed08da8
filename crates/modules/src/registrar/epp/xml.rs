//! XML of EPP: a small tree, written and read, whose names always carry the prefixes of the RFCs.

use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

/// The namespace of the protocol itself (RFC 5730), whose names have no prefix here.
pub(super) const EPP: &str = "urn:ietf:params:xml:ns:epp-1.0";
/// RFC 5733.
pub(super) const CONTACT: &str = "urn:ietf:params:xml:ns:contact-1.0";
/// RFC 5731.
pub(super) const DOMAIN: &str = "urn:ietf:params:xml:ns:domain-1.0";
/// RFC 5732.
pub(super) const HOST: &str = "urn:ietf:params:xml:ns:host-1.0";
/// RFC 3915.
pub(super) const RGP: &str = "urn:ietf:params:xml:ns:rgp-1.0";

const SPACES: [(&str, &str); 4] =
    [("contact", CONTACT), ("domain", DOMAIN), ("host", HOST), ("rgp", RGP)];

/// A frame nested deeper is none.
const DEPTH_MAX: usize = 64;

/// An element. It has no `Debug`: passwords are in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    /// An empty element.
    pub(super) fn new(name: &str) -> Node {
        Node { name: name.to_owned(), ..Node::default() }
    }

    /// An element that holds a text.
    pub(super) fn text(name: &str, text: impl Into<String>) -> Node {
        Node { text: text.into(), ..Node::new(name) }
    }

    /// With an attribute.
    pub(super) fn attribute(mut self, name: &str, value: impl Into<String>) -> Node {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// With one more child.
    pub(super) fn with(mut self, child: Node) -> Node {
        self.children.push(child);
        self
    }

    /// With more children.
    pub(super) fn with_all(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children);
        self
    }

    /// Its children.
    pub(super) fn children(&self) -> &[Node] {
        &self.children
    }

    /// The first element on a path of names below this one.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.children.iter().find(|it| it.name == *name))
    }

    /// The children of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text at a path; empty where there is none.
    pub(super) fn said(&self, path: &[&str]) -> &str {
        self.at(path).map(|node| node.text.trim()).unwrap_or_default()
    }

    /// The value of an attribute; empty where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(each, _)| each == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The frame that has this as its root.
    pub(super) fn frame(&self) -> String {
        let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.to_owned();
        self.write(&mut out, None);
        out
    }

    fn write(&self, out: &mut String, above: Option<&str>) {
        let prefix = self.name.split_once(':').map(|(prefix, _)| prefix).unwrap_or_default();
        out.push('<');
        out.push_str(&self.name);
        let space = SPACES.iter().find(|(each, _)| *each == prefix);
        match space {
            None if above.is_none() => out.push_str(&format!(" xmlns=\"{EPP}\"")),
            Some((prefix, space)) if above != Some(*prefix) => {
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
            child.write(out, Some(prefix));
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

/// Reads a frame.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read(frame: &str) -> Result<Node, String> {
    let mut reader = NsReader::from_str(frame);
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                open.push(element(&space, &start)?);
                if open.len() > DEPTH_MAX {
                    return Err("it is nested too deeply".to_owned());
                }
            }
            Event::Empty(start) => {
                let node = element(&space, &start)?;
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

fn element(space: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Node, String> {
    let local = start.local_name();
    let local = local.as_ref();
    let name = match space {
        ResolveResult::Bound(Namespace(EPP)) => local.to_owned(),
        ResolveResult::Bound(Namespace(uri)) => {
            let known = SPACES.iter().find(|(_, each)| each == uri);
            format!("{}:{local}", known.map_or("other", |(prefix, _)| prefix))
        }
        _ => format!("other:{local}"),
    };
    let mut node = Node::new(&name);
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

    #[test]
    fn what_is_written_is_read_the_same() {
        let name = Node::text("domain:name", "a<b>&\"c\".com\u{1}");
        let check = Node::new("domain:check").with(name);
        let root = Node::new("epp").with(Node::new("command").with(Node::new("check").with(check)));
        let frame = root.frame();
        assert!(frame.contains(&format!("<domain:check xmlns:domain=\"{DOMAIN}\"><domain:name>")));
        let read = read(&frame).ok().unwrap();
        let path = ["command", "check", "domain:check", "domain:name"];
        assert_eq!(read.said(&path), "a<b>&\"c\".com");
    }

    #[test]
    fn prefixes_are_those_of_the_rfcs_whatever_the_server_takes() {
        let frame = format!(
            "<e:epp xmlns:e='{EPP}' xmlns:d='{DOMAIN}'><e:response><d:x s='1 &amp; 2'>a&#33;</d:x>\
             <q:y xmlns:q='urn:q'/></e:response></e:epp>"
        );
        let root = read(&frame).ok().unwrap();
        assert_eq!(root.said(&["response", "domain:x"]), "a!");
        let found = root.at(&["response", "domain:x"]).map(|node| node.value("s"));
        assert_eq!(found, Some("1 & 2"));
        assert!(root.at(&["response", "other:y"]).is_some());
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let deep = "<a>".repeat(70) + &"</a>".repeat(70);
        for bad in ["", "<a>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&own;</a>", "<a></b>", &deep] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
