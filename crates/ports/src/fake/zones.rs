//! A host of DNS zones in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::dns::{DnsHosting, RecordSet, ZoneRecordKind};
use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, Refused, SettingField, Settings, ready};

/// Zones in memory: nobody outside is told, and a restart forgets.
#[derive(Debug)]
pub struct Zones {
    module: &'static str,
    zones: Mutex<BTreeMap<String, Vec<RecordSet>>>,
}

impl Zones {
    /// A host without zones, under a system name.
    pub fn named(module: &'static str) -> Self {
        Self { module, zones: Mutex::default() }
    }

    fn zones(&self) -> MutexGuard<'_, BTreeMap<String, Vec<RecordSet>>> {
        self.zones.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DnsHosting for Zones {
    fn module(&self) -> &'static str {
        self.module
    }

    fn display_name(&self) -> &'static str {
        "Zones in memory"
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _: &Settings) -> Result<Arc<dyn DnsHosting>, PortError> {
        Ok(self)
    }

    fn zone<'a>(&'a self, zone: &'a str) -> Asking<'a, Option<Vec<RecordSet>>> {
        ready(Ok(self.zones().get(zone).cloned()))
    }

    fn add<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        self.zones().entry(zone.to_owned()).or_default();
        ready(Ok(Ok(())))
    }

    fn set<'a>(
        &'a self,
        zone: &'a str,
        records: &'a [RecordSet],
    ) -> Asking<'a, Result<(), Refused>> {
        let no = |code: &str, why: &str| ready(Ok(Err(Refused::new(code, why))));
        let mut zones = self.zones();
        let Some(kept) = zones.get_mut(zone) else { return no("404", "There is no such zone") };
        for set in records {
            let within = set.name == zone || set.name.ends_with(&format!(".{zone}"));
            let is_address = match set.kind {
                ZoneRecordKind::A => {
                    set.values.iter().all(|value| value.parse::<std::net::Ipv4Addr>().is_ok())
                }
                ZoneRecordKind::Aaaa => {
                    set.values.iter().all(|value| value.parse::<std::net::Ipv6Addr>().is_ok())
                }
                _ => true,
            };
            if !within || !is_address {
                return no("422", "A record does not fit the zone");
            }
        }
        *kept = records.to_vec();
        ready(Ok(Ok(())))
    }

    fn remove<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        self.zones().remove(zone);
        ready(Ok(Ok(())))
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        ready(Ok(ConnectionOutcome::Reached { version: self.module.to_owned() }))
    }
}
