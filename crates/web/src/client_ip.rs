//! The address a request comes from: the right-most hop that is not one of our own proxies.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::App;

/// The caller's address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientIp(pub(crate) IpAddr);

impl FromRequestParts<App> for ClientIp {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(asking(app, &parts.extensions, &parts.headers)))
    }
}

/// The address that a request with these comes from.
pub(crate) fn asking(app: &App, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
    of(peer.to_canonical(), headers, &app.0.trusted_proxies)
}

/// Walks `X-Forwarded-For` from the right while the hop is a trusted proxy. A header that cannot be
/// read ends the walk: what stands to the left of it may be anybody's invention.
fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut current = peer;
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.iter().rev() {
        if !trusted.contains(&current) {
            break;
        }
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        current = address.to_canonical();
    }
    current
}

#[cfg(test)]
mod tests {
    use super::of;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn the_right_most_untrusted_hop_counts() {
        let cases = [
            // peer, header, trusted, expected
            ("1.2.3.4", "", "", "1.2.3.4"),
            ("1.2.3.4", "9.9.9.9", "", "1.2.3.4"),
            ("10.0.0.1", "9.9.9.9", "10.0.0.1", "9.9.9.9"),
            ("10.0.0.1", "6.6.6.6, 9.9.9.9", "10.0.0.1", "9.9.9.9"),
            ("10.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.2", "10.0.0.1 10.0.0.2", "9.9.9.9"),
            ("10.0.0.1", "6.6.6.6, nonsense", "10.0.0.1", "10.0.0.1"),
            ("::1", "2001:db8::1", "::1", "2001:db8::1"),
        ];
        for (peer, header, trusted, expected) in cases {
            let mut headers = HeaderMap::new();
            if !header.is_empty() {
                headers.insert("x-forwarded-for", HeaderValue::from_static(header));
            }
            let trusted: Vec<_> =
                trusted.split_whitespace().map(|ip| ip.parse().unwrap()).collect();
            let found = of(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(found.to_string(), expected, "{peer} {header}");
        }
    }
}
