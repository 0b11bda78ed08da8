//! The XML of libvirt, read: the elements that there are, each by its path.

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A description nested deeper is none.
const DEPTH_MAX: usize = 64;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    /// The names from the outermost element to this one, such as `domain/devices/disk`; without
    /// prefixes of namespaces.
    pub(super) path: String,
    /// The text in it.
    pub(super) text: String,
    attributes: Vec<(String, String)>,
    /// The number of the element that it is in.
    within: usize,
}

impl Element {
    /// An attribute; empty if it has none of that name.
    pub(super) fn attribute(&self, name: &str) -> &str {
        let mut found = self.attributes.iter().filter(|(each, _)| each == name);
        found.next().map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

/// The elements of a document, in its order.
pub(super) struct Document(Vec<Element>);

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(text: &str) -> Result<Document, String> {
        let mut reader = Reader::from_str(text);
        let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(start) => {
                    all.push(element(&all, &open, &start)?);
                    open.push(all.len() - 1);
                    if open.len() > DEPTH_MAX {
                        return Err("it is nested too deeply".to_owned());
                    }
                }
                Event::Empty(start) => all.push(element(&all, &open, &start)?),
                Event::End(_) => drop(open.pop()),
                Event::Text(piece) => add(&mut all, &open, &piece),
                Event::CData(piece) => add(&mut all, &open, &piece),
                Event::GeneralRef(entity) => {
                    let whole = format!("&{};", &*entity);
                    add(&mut all, &open, &unescape(&whole).map_err(|error| error.to_string())?);
                }
                Event::DocType(_) => return Err("it has a document type".to_owned()),
                Event::Eof if all.is_empty() || !open.is_empty() => {
                    return Err("it is no whole document".to_owned());
                }
                Event::Eof => return Ok(Document(all)),
                _ => {}
            }
        }
    }

    /// The elements with a path.
    pub(super) fn all<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Element> {
        self.0.iter().filter(move |element| element.path == path)
    }

    /// The first element with a path.
    pub(super) fn first<'a>(&'a self, path: &'a str) -> Option<&'a Element> {
        self.all(path).next()
    }

    /// The text of the first element with a path; empty if there is none.
    pub(super) fn text<'a>(&'a self, path: &'a str) -> &'a str {
        self.first(path).map(|element| element.text.trim()).unwrap_or_default()
    }

    /// The element that one is in.
    pub(super) fn around(&self, element: &Element) -> Option<&Element> {
        self.0.get(element.within)
    }
}

fn element(all: &[Element], open: &[usize], start: &BytesStart<'_>) -> Result<Element, String> {
    let local = start.local_name();
    let within = open.last().copied();
    let above = within.and_then(|above| all.get(above)).map(|above| above.path.as_str());
    let path =
        above.map_or_else(|| local.as_ref().to_owned(), |it| format!("{it}/{}", local.as_ref()));
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| error.to_string())?.into_owned();
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Ok(Element { path, text: String::new(), attributes, within: within.unwrap_or(usize::MAX) })
}

fn add(all: &mut [Element], open: &[usize], text: &str) {
    if let Some(element) = open.last().and_then(|at| all.get_mut(*at)) {
        element.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_paths() {
        let text = "<?xml version='1.0'?><a x='1 &amp; 2'><b/><h:b y='z'>t &lt;<c/></h:b></a>";
        let document = Document::read(text).unwrap();
        let found: Vec<(&str, &str)> =
            document.all("a/b").map(|each| (each.attribute("y"), each.text.as_str())).collect();
        assert_eq!(found, [("", ""), ("z", "t <")]);
        assert_eq!(document.first("a").unwrap().attribute("x"), "1 & 2");
        let inner = document.first("a/b/c").unwrap();
        assert_eq!(document.around(inner).unwrap().attribute("y"), "z");
        assert_eq!(document.text("a/none"), "");
        for bad in ["", "<a>", "<a></b>", "<!DOCTYPE a><a/>", "text"] {
            assert!(Document::read(bad).is_err(), "{bad}");
        }
    }
}
