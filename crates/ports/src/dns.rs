//! Hosting of DNS zones: where the records of names are kept that point to our name servers.
//!
//! Everything here sets a state, so that it may be said twice: after `PortError::Unknown` the
//! caller reads the zone, or sets it again.

use std::sync::Arc;

use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, Refused, SettingField, Settings};

/// Keeps zones.
pub trait DnsHosting: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// The name that staff see.
    fn display_name(&self) -> &'static str;

    /// The settings it understands.
    fn settings(&self) -> &[SettingField];

    /// The same host with the operator's settings; an error names the setting at fault.
    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn DnsHosting>, PortError>;

    /// The records of a zone that its owner may change; `None` if the zone is not here.
    fn zone<'a>(&'a self, zone: &'a str) -> Asking<'a, Option<Vec<RecordSet>>>;

    /// Makes a zone on our name servers; one that is here stays as it is.
    fn add<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>>;

    /// Makes these the records of the zone, and no others but its own name servers and start.
    fn set<'a>(
        &'a self,
        zone: &'a str,
        records: &'a [RecordSet],
    ) -> Asking<'a, Result<(), Refused>>;

    /// Drops a zone; one that is not here is dropped.
    fn remove<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>>;

    /// Whether it answers and takes our credentials.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome>;
}

/// The records of a name of one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordSet {
    /// The whole name in lower case ASCII, without a final dot.
    pub name: String,
    /// The type.
    pub kind: ZoneRecordKind,
    /// How long resolvers may keep them, in seconds.
    pub ttl_seconds: u32,
    /// One value per record, as people write them: names without a final dot, texts without quotes,
    /// numbers first (`10 mail.example.com`, `0 issue ca.example`).
    pub values: Vec<String>,
}

/// The types that owners may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneRecordKind {
    /// An IPv4 address.
    A,
    /// An IPv6 address.
    Aaaa,
    /// Who may issue certificates.
    Caa,
    /// Another name.
    Cname,
    /// Who takes mail.
    Mx,
    /// Name servers of a name below; those of the zone itself are ours.
    Ns,
    /// Where a service is.
    Srv,
    /// Text.
    Txt,
}

impl ZoneRecordKind {
    /// Every type.
    pub const ALL: [ZoneRecordKind; 8] = [
        ZoneRecordKind::A,
        ZoneRecordKind::Aaaa,
        ZoneRecordKind::Caa,
        ZoneRecordKind::Cname,
        ZoneRecordKind::Mx,
        ZoneRecordKind::Ns,
        ZoneRecordKind::Srv,
        ZoneRecordKind::Txt,
    ];

    /// Its word in zone files (RFC 1035 section 5).
    pub const fn word(self) -> &'static str {
        match self {
            ZoneRecordKind::A => "A",
            ZoneRecordKind::Aaaa => "AAAA",
            ZoneRecordKind::Caa => "CAA",
            ZoneRecordKind::Cname => "CNAME",
            ZoneRecordKind::Mx => "MX",
            ZoneRecordKind::Ns => "NS",
            ZoneRecordKind::Srv => "SRV",
            ZoneRecordKind::Txt => "TXT",
        }
    }

    /// The type of a word; `None` for one that owners may not change.
    pub fn from_word(word: &str) -> Option<ZoneRecordKind> {
        ZoneRecordKind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }
}
