//! Addresses and the networks they are in.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network in CIDR notation (RFC 4632, RFC 4291); one address is a network of its full length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    /// The lowest address.
    address: IpAddr,
    /// How many leading bits all its addresses share.
    bits: u8,
}

impl Network {
    /// The network of an address with so many leading bits; more than there are count as all.
    pub fn new(address: IpAddr, bits: u8) -> Network {
        let address = address.to_canonical();
        let bits = bits.min(length(address));
        Network { address: masked(address, bits), bits }
    }

    /// One address.
    pub fn of(address: IpAddr) -> Network {
        Network::new(address, u8::MAX)
    }

    /// What one person has at will: an IPv4 address, but the whole /64 of an IPv6 one.
    pub fn of_person(address: IpAddr) -> Network {
        match address.to_canonical() {
            IpAddr::V4(_) => Network::of(address),
            IpAddr::V6(_) => Network::new(address, 64),
        }
    }

    /// `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`; bits behind the network's own are dropped.
    pub fn parse(text: &str) -> Option<Network> {
        let text = text.trim();
        let Some((address, bits)) = text.split_once('/') else {
            return text.parse().ok().map(Network::of);
        };
        let (address, bits): (IpAddr, u8) = (address.parse().ok()?, bits.parse().ok()?);
        (bits <= length(address)).then(|| Network::new(address, bits))
    }

    /// Whether the address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        length(address) == length(self.address) && masked(address, self.bits) == self.address
    }

    /// How many leading bits its addresses share.
    pub fn bits(&self) -> u8 {
        self.bits
    }

    /// Whether its addresses are those of IPv4.
    pub fn is_v4(&self) -> bool {
        self.address.is_ipv4()
    }

    /// Whether this machine's own addresses are in it.
    pub fn has_loopback(&self) -> bool {
        self.address.is_loopback()
            || self.contains(Ipv4Addr::LOCALHOST.into())
            || self.contains(Ipv6Addr::LOCALHOST.into())
    }
}

impl fmt::Display for Network {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bits == length(self.address) {
            self.address.fmt(out)
        } else {
            write!(out, "{}/{}", self.address, self.bits)
        }
    }
}

/// [`Network::of_person`] of an address that is a text; a text that is none stays as it is.
pub fn of_person(address: &str) -> String {
    let text = address.trim();
    text.parse::<IpAddr>().map_or_else(|_| text.to_owned(), |ip| Network::of_person(ip).to_string())
}

/// An address as it is kept and compared: `::FFFF:192.0.2.7` and `192.0.2.7` are one. A text that
/// is none stays as it is.
pub fn canonical(address: &str) -> String {
    let text = address.trim();
    text.parse::<IpAddr>().map_or_else(|_| text.to_owned(), |ip| ip.to_canonical().to_string())
}

fn length(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn masked(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(ip) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            Ipv4Addr::from_bits(ip.to_bits() & mask).into()
        }
        IpAddr::V6(ip) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            Ipv6Addr::from_bits(ip.to_bits() & mask).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, canonical};

    #[test]
    fn networks_are_read_and_written() {
        for (text, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            (" 192.0.2.7/24 ", "192.0.2.0/24"),
            ("192.0.2.7/32", "192.0.2.7"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("2001:DB8::1", "2001:db8::1"),
            ("192.0.2.0/33", "none"),
            ("192.0.2/24", "none"),
            ("example", "none"),
            ("", "none"),
        ] {
            let found = Network::parse(text).map_or("none".to_owned(), |n| n.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn one_address_has_one_spelling() {
        for (text, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            (" ::FFFF:192.0.2.7", "192.0.2.7"),
            ("2001:DB8:0::1", "2001:db8::1"),
            ("here", "here"),
            ("", ""),
        ] {
            assert_eq!(canonical(text), expected);
        }
    }

    #[test]
    fn addresses_are_in_networks() {
        for (network, address, expected) in [
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.0/24", "::ffff:192.0.2.1", true),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/64", "2001:db8::ffff:1", true),
            ("2001:db8::/64", "2001:db8:0:1::1", false),
            ("192.0.2.7", "192.0.2.7", true),
        ] {
            let network = Network::parse(network).unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), expected, "{network} {address}");
        }
        for (network, expected) in
            [("127.0.0.0/8", true), ("0.0.0.0/0", true), ("::/0", true), ("10.0.0.0/8", false)]
        {
            assert_eq!(Network::parse(network).unwrap().has_loopback(), expected, "{network}");
        }
        let person = |ip: &str| Network::of_person(ip.parse().unwrap()).to_string();
        assert_eq!(person("192.0.2.7"), "192.0.2.7");
        assert_eq!(person("2001:db8::7"), "2001:db8::/64");
    }
}
