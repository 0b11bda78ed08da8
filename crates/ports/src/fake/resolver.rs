//! A DNS in memory.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use super::Faults;
use crate::resolver::{Record, RecordKind, Resolution, Resolver};
use crate::{Asking, held, ready};

/// A resolver that knows what it was told.
#[derive(Debug, Default)]
pub struct FakeResolver {
    names: Mutex<BTreeMap<String, Vec<Record>>>,
    addresses: Mutex<BTreeMap<IpAddr, Vec<Record>>>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeResolver {
    /// A resolver with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeResolver {
        FakeResolver { faults, ..FakeResolver::default() }
    }

    /// Adds a record to a name.
    pub fn add(&self, name: &str, record: Record) {
        held(&self.names).entry(tidied(name)).or_default().push(record);
    }

    /// Adds a name to an address.
    pub fn add_name_of(&self, ip: IpAddr, name: &str) {
        held(&self.addresses).entry(ip).or_default().push(Record::Ptr(tidied(name)));
    }
}

impl Resolver for FakeResolver {
    fn look_up<'a>(&'a self, name: &'a str, kind: RecordKind) -> Asking<'a, Resolution> {
        let work = || {
            let names = held(&self.names);
            let Some(records) = names.get(&tidied(name)) else {
                return Ok(Resolution::NoSuchName);
            };
            let wanted = records.iter().filter(|record| record.kind() == kind);
            Ok(Resolution::Found(wanted.cloned().collect()))
        };
        ready(self.faults.around("fakeresolver", work))
    }

    fn names_of(&self, ip: IpAddr) -> Asking<'_, Resolution> {
        let work = || {
            let found = held(&self.addresses).get(&ip).cloned();
            Ok(found.map_or(Resolution::NoSuchName, Resolution::Found))
        };
        ready(self.faults.around("fakeresolver", work))
    }
}

fn tidied(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}
