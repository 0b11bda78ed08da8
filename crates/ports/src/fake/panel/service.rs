//! One service on the panel in memory, and what each act does to it.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use model::ids::ServiceId;
use model::system::network::Network;

use crate::provisioning::{
    Power, ReverseDns, ReverseName, ServiceAction, ServiceCall, ServiceChanges, ServiceState,
};
use crate::{Chance, Refused, Secret};

/// A service on a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelService {
    /// Domain or host name.
    pub domain: String,
    /// Account name.
    pub username: String,
    /// Password.
    pub password: Secret,
    /// The product's settings as last given.
    pub product: BTreeMap<String, String>,
    /// The options as last given.
    pub options: BTreeMap<String, String>,
    /// Last part of its IPv4 address; `None` when all were given out.
    pub host: Option<u8>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// Whether it is switched on.
    pub power: Power,
    /// The system on it.
    pub image: String,
    /// Whether the rescue system runs.
    pub rescue: bool,
    /// How often it was renewed.
    pub renewals: u32,
    /// The names that were given to its addresses.
    pub reverse: BTreeMap<IpAddr, String>,
}

impl PanelService {
    pub(super) fn make(call: &ServiceCall, host: Option<u8>, chance: &dyn Chance) -> PanelService {
        let username = if call.username.is_empty() {
            username_for(&call.domain, chance)
        } else {
            call.username.clone()
        };
        PanelService {
            domain: call.domain.clone(),
            username,
            password: password_of(call, chance),
            product: call.product.clone(),
            options: call.options.clone(),
            host,
            suspended: false,
            power: Power::On,
            image: image_of(call).unwrap_or_else(|| "debian-13".to_owned()),
            rescue: false,
            renewals: 0,
            reverse: BTreeMap::new(),
        }
    }

    pub(super) fn act(
        &mut self,
        action: &ServiceAction,
        call: &ServiceCall,
        chance: &dyn Chance,
    ) -> Result<ServiceChanges, Refused> {
        self.check(action)?;
        let mut changes = ServiceChanges::default();
        match action {
            ServiceAction::Suspend => (self.suspended, self.power) = (true, Power::Off),
            ServiceAction::Unsuspend => (self.suspended, self.power) = (false, Power::On),
            ServiceAction::PowerOn => self.power = Power::On,
            ServiceAction::PowerOff => self.power = Power::Off,
            ServiceAction::Reboot | ServiceAction::Reset => self.rescue = false,
            ServiceAction::Rescue => (self.rescue, self.power) = (true, Power::On),
            ServiceAction::Renew => self.renewals += 1,
            ServiceAction::ChangePackage => {
                (self.product, self.options) = (call.product.clone(), call.options.clone());
            }
            ServiceAction::ChangePassword => {
                self.password = password_of(call, chance);
                changes.password = Some(self.password.clone());
            }
            ServiceAction::Reinstall => {
                self.image = image_of(call).unwrap_or_else(|| self.image.clone());
                self.password = password_of(call, chance);
                (self.rescue, self.power) = (false, Power::On);
                changes.password = Some(self.password.clone());
            }
            ServiceAction::Console => {
                let ticket = chance.base62(32);
                changes.link = Some(format!("https://console.example/?ticket={ticket}"));
            }
            ServiceAction::Custom(name) => {
                changes.fields.insert("last_custom_action".to_owned(), name.clone());
            }
            ServiceAction::Create | ServiceAction::Terminate => {}
        }
        Ok(changes)
    }

    fn check(&self, action: &ServiceAction) -> Result<(), Refused> {
        let restarts = matches!(action, ServiceAction::Reboot | ServiceAction::Reset);
        let starts = restarts
            || matches!(
                action,
                ServiceAction::PowerOn | ServiceAction::Reinstall | ServiceAction::Rescue
            );
        if self.suspended && starts {
            return Err(Refused::new("suspended", "The service is suspended"));
        }
        if restarts && self.power != Power::On {
            return Err(Refused::new("powered_off", "The service is switched off"));
        }
        Ok(())
    }

    pub(super) fn all_facts(&self, id: ServiceId) -> ServiceChanges {
        ServiceChanges {
            username: Some(self.username.clone()),
            password: Some(self.password.clone()),
            domain: Some(self.domain.clone()),
            dedicated_ip: self.ipv4(),
            assigned_ips: Some(vec![ipv6(id)]),
            fields: BTreeMap::from([("remote_id".to_owned(), format!("sbx-{id}"))]),
            link: None,
        }
    }

    pub(super) fn state(&self, id: ServiceId) -> ServiceState {
        let rescue = if self.rescue { "on" } else { "off" };
        ServiceState {
            suspended: self.suspended,
            power: self.power,
            ips: self.ipv4().into_iter().chain([ipv6(id)]).collect(),
            facts: BTreeMap::from([
                ("Image".to_owned(), self.image.clone()),
                ("Rescue system".to_owned(), rescue.to_owned()),
            ]),
        }
    }

    /// Its own addresses are called by their numbers until they get a name; of its network, only
    /// those with a name are listed.
    pub(super) fn reverse_dns(&self, id: ServiceId) -> ReverseDns {
        let own: Vec<IpAddr> = self
            .ipv4()
            .into_iter()
            .chain([ipv6(id)])
            .filter_map(|address| address.parse().ok())
            .collect();
        let further = self.reverse.keys().filter(|address| !own.contains(address)).copied();
        let named = |address: IpAddr| {
            let given = self.reverse.get(&address).cloned();
            let name = given.unwrap_or_else(|| match address {
                IpAddr::V4(v4) => {
                    let [a, b, c, d] = v4.octets();
                    format!("host-{a}-{b}-{c}-{d}.example.net")
                }
                IpAddr::V6(_) => String::new(),
            });
            ReverseName { address, name }
        };
        let network = ipv6(id).parse().ok().map(|address| Network::new(address, 64));
        ReverseDns {
            names: own.iter().copied().chain(further).map(named).collect(),
            networks: network.into_iter().collect(),
        }
    }

    pub(super) fn name_address(
        &mut self,
        id: ServiceId,
        address: IpAddr,
        name: Option<&str>,
    ) -> Result<(), Refused> {
        if !self.reverse_dns(id).has(address) {
            return Err(Refused::no_such_address());
        }
        match name {
            Some(name) => self.reverse.insert(address, name.to_owned()),
            None => self.reverse.remove(&address),
        };
        Ok(())
    }

    /// An address of 192.0.2.0/24 (RFC 5737).
    fn ipv4(&self) -> Option<String> {
        self.host.map(|host| Ipv4Addr::new(192, 0, 2, host).to_string())
    }
}

/// The service's own address in 2001:db8::/32 (RFC 3849).
fn ipv6(id: ServiceId) -> String {
    let network = u128::from(id.0.unsigned_abs() & 0xffff_ffff) << 64;
    Ipv6Addr::from((0x2001_0db8_u128 << 96) | network | 1).to_string()
}

fn image_of(call: &ServiceCall) -> Option<String> {
    let places = [&call.extra, &call.options, &call.product];
    places.into_iter().find_map(|values| values.get("image").cloned())
}

fn password_of(call: &ServiceCall, chance: &dyn Chance) -> Secret {
    if call.password.is_empty() { Secret::new(chance.base62(16)) } else { call.password.clone() }
}

/// Up to five letters of the name and three random digits: `examp042`.
fn username_for(domain: &str, chance: &dyn Chance) -> String {
    let letters: String = domain.chars().filter(char::is_ascii_alphabetic).take(5).collect();
    let start = if letters.is_empty() { "user".to_owned() } else { letters.to_ascii_lowercase() };
    start + &chance.digits(3)
}
