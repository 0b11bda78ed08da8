//! Looking names up in the DNS.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::Asking;

/// Answers questions about names.
pub trait Resolver: Send + Sync {
    /// Looks a name up; the answers are in the resolver's order.
    fn look_up<'a>(&'a self, name: &'a str, kind: RecordKind) -> Asking<'a, Resolution>;

    /// The names of an address (PTR).
    fn names_of(&self, ip: IpAddr) -> Asking<'_, Resolution>;
}

/// What to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Mail servers.
    Mx,
    /// Name servers.
    Ns,
    /// The name of an address, asked by its `in-addr.arpa` or `ip6.arpa` name.
    Ptr,
    /// Texts.
    Txt,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A mail server; the lowest preference is tried first.
    Mx {
        /// Preference.
        preference: u16,
        /// Host name.
        host: String,
    },
    /// A name server.
    Ns(String),
    /// The name of an address.
    Ptr(String),
    /// A text.
    Txt(String),
}

/// What came of a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// The name exists; there may be no record of that kind.
    Found(Vec<Record>),
    /// There is no such name.
    NoSuchName,
}

impl Record {
    /// The kind of the answer.
    pub fn kind(&self) -> RecordKind {
        match self {
            Record::A(_) => RecordKind::A,
            Record::Aaaa(_) => RecordKind::Aaaa,
            Record::Mx { .. } => RecordKind::Mx,
            Record::Ns(_) => RecordKind::Ns,
            Record::Ptr(_) => RecordKind::Ptr,
            Record::Txt(_) => RecordKind::Txt,
        }
    }
}
