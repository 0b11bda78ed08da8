//! The XML of EPP, whose names always carry the prefixes of the RFCs.

pub(super) use crate::xml::Node;
use crate::xml::{self, Spaces};

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
/// RFC 5910.
pub(super) const SECDNS: &str = "urn:ietf:params:xml:ns:secDNS-1.1";
/// RFC 8748.
pub(super) const FEE: &str = "urn:ietf:params:xml:ns:epp:fee-1.0";

const SPACES: &Spaces = &[
    ("", EPP),
    ("contact", CONTACT),
    ("domain", DOMAIN),
    ("host", HOST),
    ("rgp", RGP),
    ("secDNS", SECDNS),
    ("fee", FEE),
];

/// The namespace of an element of ours.
pub(super) fn space(node: &Node) -> &'static str {
    let found = SPACES.iter().find(|(prefix, _)| *prefix == node.prefix());
    found.map_or(EPP, |(_, space)| space)
}

/// The frame that has an element as its root.
pub(super) fn frame(root: &Node) -> String {
    root.document(SPACES)
}

/// Reads a frame.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read(frame: &str) -> Result<Node, String> {
    xml::read(frame, SPACES)
}
