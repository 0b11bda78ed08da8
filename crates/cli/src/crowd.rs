//! How many connections one address may have open at once (F11): whoever opens more is turned away,
//! so that the places for everybody are not taken by one.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Who is turned away is logged so often at most, with the number of all since.
const SAID_EACH: Duration = Duration::from_secs(10);
/// Bits of an IPv6 address that are one customer's (RFC 6177): whoever has them has all below.
const IPV6_BITS: u32 = 64;

/// Everybody who is connected.
#[derive(Debug)]
pub(crate) struct Crowd {
    /// Connections of one address; none for any number.
    most: Option<u32>,
    /// Proxies, each of which brings the connections of everybody.
    trusted: Vec<IpAddr>,
    now: Mutex<Now>,
}

#[derive(Debug, Default)]
struct Now {
    places: HashMap<IpAddr, u32>,
    turned_away: u64,
    said: Option<Instant>,
}

/// A place in the crowd, until it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    crowd: Arc<Crowd>,
    /// Whose it is; none for those who are not counted.
    of: Option<IpAddr>,
}

impl Crowd {
    /// So many connections for each address, 0 for any number; these proxies may have more.
    pub(crate) fn new(most: u32, trusted: &[IpAddr]) -> Arc<Self> {
        let trusted = trusted.iter().map(IpAddr::to_canonical).collect();
        Arc::new(Self { most: (most > 0).then_some(most), trusted, now: Mutex::default() })
    }

    /// A place for another connection from an address; none when it has as many as it may.
    pub(crate) fn admit(self: &Arc<Self>, from: IpAddr) -> Option<Place> {
        let from = from.to_canonical();
        let counted = self.most.filter(|_| !self.is_let_through(from));
        let Some(most) = counted else { return Some(Place { crowd: Arc::clone(self), of: None }) };
        let of = whose(from);
        let mut now = self.now();
        let places = now.places.entry(of).or_default();
        if *places < most {
            *places += 1;
            return Some(Place { crowd: Arc::clone(self), of: Some(of) });
        }
        now.turned_away += 1;
        metrics::counter!("hostler_connections_refused_total").increment(1);
        let is_said = now.said.is_none_or(|said| said.elapsed() >= SAID_EACH);
        if is_said {
            let since = std::mem::take(&mut now.turned_away);
            now.said = Some(Instant::now());
            tracing::warn!(address = %of, most, since, "turned away: too many connections");
        }
        None
    }

    /// Proxies, and this machine by its usual address: a proxy that is here, or a tool of ours.
    fn is_let_through(&self, from: IpAddr) -> bool {
        from == IpAddr::from([127, 0, 0, 1])
            || from == IpAddr::V6(Ipv6Addr::LOCALHOST)
            || self.trusted.contains(&from)
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who is counted as one: an IPv4 address, the customer's part of an IPv6 one.
fn whose(from: IpAddr) -> IpAddr {
    match from {
        IpAddr::V4(_) => from,
        IpAddr::V6(ip) => {
            IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << (128 - IPV6_BITS))))
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(of) = self.of else { return };
        let mut now = self.crowd.now();
        let left = now.places.get(&of).map_or(0, |places| places.saturating_sub(1));
        if left == 0 {
            now.places.remove(&of);
        } else {
            now.places.insert(of, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Crowd;

    /// How many of five connections from an address get a place when two may.
    fn admitted(most: u32, trusted: &str, from: [&str; 5]) -> usize {
        let trusted: Vec<_> = trusted.split_whitespace().map(|ip| ip.parse().unwrap()).collect();
        let crowd = Crowd::new(most, &trusted);
        let places: Vec<_> = from.iter().map(|ip| crowd.admit(ip.parse().unwrap())).collect();
        places.iter().flatten().count()
    }

    #[test]
    fn f11_an_address_has_so_many_places() {
        let one = "192.0.2.1";
        for (most, trusted, from, expected) in [
            (2, "", [one; 5], 2),
            (0, "", [one; 5], 5),
            (2, one, [one; 5], 5),
            (2, "", ["::ffff:192.0.2.1", one, one, "192.0.2.2", "192.0.2.2"], 4),
            (2, "", ["127.0.0.1"; 5], 5),
            (2, "", ["::1"; 5], 5),
            (2, "", ["127.0.0.2"; 5], 2),
            (2, "", ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1", "::1"], 4),
        ] {
            assert_eq!(admitted(most, trusted, from), expected, "{most} {trusted} {from:?}");
        }
    }

    #[test]
    fn f11_a_place_that_is_left_is_free() {
        let crowd = Crowd::new(1, &[]);
        let from = "192.0.2.1".parse().unwrap();
        let first = crowd.admit(from);
        assert!(first.is_some() && crowd.admit(from).is_none());
        drop(first);
        assert!(crowd.now().places.is_empty(), "nothing is kept of who left");
        assert!(crowd.admit(from).is_some());
    }
}
