//! A hosting panel in memory: makes services, hands out documentation addresses, keeps their state.

mod load;
mod service;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Mutex;

use model::ids::ServiceId;

pub use service::PanelService;

use super::Remembered;
use crate::provisioning::{
    Metrics, ProvisionOutcome, ReverseDns, ServiceAction, ServiceCall, ServiceChanges,
    ServiceState, Span, Usage,
};
use crate::{Chance, Refused, held};

/// IPv4 addresses that may be handed out: 192.0.2.1 to 192.0.2.254 (RFC 5737).
const HOSTS_MAX: u8 = 254;

/// A hosting panel in memory.
#[derive(Debug, Default)]
pub struct Panel(Mutex<Rooms>);

#[derive(Debug, Default)]
struct Rooms {
    services: BTreeMap<ServiceId, PanelService>,
    terminated: BTreeSet<ServiceId>,
    answers: Remembered<ProvisionOutcome>,
}

impl Panel {
    /// Does something to a service, once per key.
    pub fn run(
        &self,
        action: &ServiceAction,
        call: &ServiceCall,
        chance: &dyn Chance,
    ) -> ProvisionOutcome {
        let mut rooms = held(&self.0);
        if let Some(outcome) = rooms.answers.get(&call.idempotency_key) {
            return outcome.clone();
        }
        let outcome = match rooms.act(action, call, chance) {
            Ok(changes) => ProvisionOutcome::Done(changes),
            Err(no) => ProvisionOutcome::Refused(no),
        };
        rooms.answers.put(&call.idempotency_key, outcome.clone());
        outcome
    }

    /// What became of the call with this key.
    pub fn look_up(&self, key: &str) -> Option<ProvisionOutcome> {
        held(&self.0).answers.get(key).cloned()
    }

    /// A service as the panel has it.
    pub fn service(&self, id: ServiceId) -> Option<PanelService> {
        held(&self.0).services.get(&id).cloned()
    }

    /// How many services there are.
    pub fn count(&self) -> usize {
        held(&self.0).services.len()
    }

    /// Takes up a service that was made before this memory began; nothing if it is or was known.
    pub fn adopt(&self, call: &ServiceCall, chance: &dyn Chance) {
        let mut rooms = held(&self.0);
        let known = rooms.services.contains_key(&call.service);
        if !known && !rooms.terminated.contains(&call.service) {
            let host = rooms.known_host(call).or_else(|| rooms.free_host());
            let made = PanelService::make(call, host, chance);
            rooms.services.insert(call.service, made);
        }
    }

    /// How a service is right now.
    pub fn state(&self, id: ServiceId) -> Option<ServiceState> {
        held(&self.0).services.get(&id).map(|service| service.state(id))
    }

    /// How busy a service was: figures that stay the same for the same service and time.
    pub fn metrics(&self, id: ServiceId, span: Span) -> Option<Metrics> {
        held(&self.0).services.contains_key(&id).then(|| load::of(id, span))
    }

    /// What the addresses of a service are called.
    pub fn reverse_dns(&self, id: ServiceId) -> Option<ReverseDns> {
        held(&self.0).services.get(&id).map(|service| service.reverse_dns(id))
    }

    /// Names an address of a service.
    pub fn name_address(
        &self,
        id: ServiceId,
        address: IpAddr,
        name: Option<&str>,
    ) -> Result<(), Refused> {
        let mut rooms = held(&self.0);
        let service = rooms.services.get_mut(&id).ok_or_else(missing)?;
        service.name_address(id, address, name)
    }

    /// What every service used: figures that stay the same for the same service.
    pub fn usage(&self) -> Vec<Usage> {
        let each = |(id, service): (&ServiceId, &PanelService)| {
            let number = id.0.unsigned_abs();
            Usage {
                service: Some(*id),
                domain: service.domain.clone(),
                disk_used_mib: 200 + number * 37 % 4_000,
                disk_limit_mib: Some(10_240),
                traffic_used_mib: 1_000 + number * 911 % 90_000,
                traffic_limit_mib: Some(1_024_000),
            }
        };
        held(&self.0).services.iter().map(each).collect()
    }
}

impl Rooms {
    fn act(
        &mut self,
        action: &ServiceAction,
        call: &ServiceCall,
        chance: &dyn Chance,
    ) -> Result<ServiceChanges, Refused> {
        match action {
            ServiceAction::Create if self.services.contains_key(&call.service) => {
                Err(Refused::new("exists", "The service already exists"))
            }
            ServiceAction::Create => {
                let made = PanelService::make(call, self.free_host(), chance);
                let changes = made.all_facts(call.service);
                self.services.insert(call.service, made);
                Ok(changes)
            }
            ServiceAction::Terminate => {
                self.services.remove(&call.service).ok_or_else(missing)?;
                self.terminated.insert(call.service);
                Ok(ServiceChanges::default())
            }
            _ => {
                self.services.get_mut(&call.service).ok_or_else(missing)?.act(action, call, chance)
            }
        }
    }

    /// The address that a service has from before, if nobody got it since.
    fn known_host(&self, call: &ServiceCall) -> Option<u8> {
        let host = call.dedicated_ip.trim().strip_prefix("192.0.2.")?.parse().ok()?;
        let taken = self.services.values().any(|service| service.host == Some(host));
        (!taken && (1..=HOSTS_MAX).contains(&host)).then_some(host)
    }

    fn free_host(&self) -> Option<u8> {
        let taken: BTreeSet<u8> =
            self.services.values().filter_map(|service| service.host).collect();
        (1..=HOSTS_MAX).find(|host| !taken.contains(host))
    }
}

fn missing() -> Refused {
    Refused::new("no_such_service", "There is no such service")
}
