//! What addresses are called in reverse DNS (RFC 1035 section 3.5, RFC 3596 section 2.5).

use std::net::IpAddr;

use model::system::network::Network;

use crate::Refused;

/// What the addresses of a service are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReverseDns {
    /// Every address that the other side lists, in its order.
    pub names: Vec<ReverseName>,
    /// Networks of which every address may have a name.
    pub networks: Vec<Network>,
}

/// What an address is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReverseName {
    /// The address.
    pub address: IpAddr,
    /// The name in lower case ASCII, without a final dot; empty if it has none.
    pub name: String,
}

impl ReverseDns {
    /// Whether the address is one of the service.
    pub fn has(&self, address: IpAddr) -> bool {
        self.names.iter().any(|each| each.address == address)
            || self.networks.iter().any(|network| network.contains(address))
    }

    /// What an address is called; empty if it has no name.
    pub fn name_of(&self, address: IpAddr) -> &str {
        let found = self.names.iter().find(|each| each.address == address);
        found.map(|each| each.name.as_str()).unwrap_or_default()
    }
}

impl ReverseName {
    /// A name as the other side writes it; `None` if that is no address.
    pub fn read(address: &str, name: &str) -> Option<ReverseName> {
        let name = name.trim().trim_end_matches('.').to_ascii_lowercase();
        Some(ReverseName { address: address.trim().parse().ok()?, name })
    }
}

impl Refused {
    /// The code of the refusal for an address that is not one of the service.
    pub const NO_SUCH_ADDRESS: &'static str = "no_such_address";

    /// The refusal for an address that is not one of the service.
    pub fn no_such_address() -> Refused {
        Refused::new(Refused::NO_SUCH_ADDRESS, "The service does not have this address")
    }
}
