//! From which networks the back office and the figures are reached. From elsewhere there is nothing
//! at their addresses, as at any other that is not known.

use std::net::IpAddr;

use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;

use crate::App;
use crate::bans::accepts_pages;
use crate::pages;
use crate::rest::problem::Problem;

/// Where staff and operators come from.
#[derive(Debug, Clone, Default)]
pub struct Networks {
    /// Those from which the back office is reached; none are all of them.
    pub office: Vec<IpNet>,
    /// Those from which the figures are read, beside this machine itself.
    pub figures: Vec<IpNet>,
}

/// What belongs to the back office: its pages, and what staff do by REST.
const OFFICE: [&str; 4] = ["/admin", "/api/v1/admin", "/api/v1/auth/staff", "/api/v1/staff"];
/// What proxies add to what they pass on.
const PASSED_ON: [&str; 3] = ["x-forwarded-for", "forwarded", "via"];

impl Networks {
    fn are_open(&self, path: &str, ip: IpAddr, headers: &HeaderMap) -> bool {
        let holds = |all: &[IpNet]| all.iter().any(|one| one.contains(&ip));
        if path == "/metrics" {
            // A proxy on this machine that nobody told us of speaks for the whole world.
            let is_here =
                ip.is_loopback() && !PASSED_ON.iter().any(|name| headers.contains_key(*name));
            return is_here || holds(&self.figures);
        }
        let within = |part: &&str| {
            path.strip_prefix(*part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.office.is_empty() || !OFFICE.iter().any(within) || holds(&self.office)
    }
}

/// The answer to a request that comes from elsewhere: as if there were nothing.
pub(crate) fn refusal(
    app: &App,
    ip: IpAddr,
    (uri, headers): (&Uri, &HeaderMap),
) -> Option<Response> {
    let path = uri.path();
    if app.0.networks.are_open(path, ip, headers) {
        return None;
    }
    Some(if path.starts_with("/api/") {
        Problem::not_found().into_response()
    } else if path != "/metrics" && accepts_pages(headers) {
        pages::nothing(app, (uri, headers))
    } else {
        StatusCode::NOT_FOUND.into_response()
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::Networks;

    #[test]
    fn the_office_and_the_figures_are_where_they_may_be_reached() {
        let open = Networks::default();
        let closed = Networks {
            office: vec!["192.0.2.0/24".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
            figures: vec!["10.0.0.0/8".parse().unwrap()],
        };
        for (path, ip, at_open, at_closed) in [
            ("/admin", "203.0.113.1", true, false),
            ("/admin", "192.0.2.7", true, true),
            ("/admin/clients/1", "2001:db8::9", true, true),
            ("/admin/login", "203.0.113.1", true, false),
            ("/administration", "203.0.113.1", true, true),
            ("/api/v1/admin/clients", "203.0.113.1", true, false),
            ("/api/v1/auth/staff/login", "203.0.113.1", true, false),
            ("/api/v1/auth/login", "203.0.113.1", true, true),
            ("/", "203.0.113.1", true, true),
            ("/admin", "127.0.0.1", true, false),
            ("/metrics", "127.0.0.1", true, true),
            ("/metrics", "::1", true, true),
            ("/metrics", "10.1.2.3", false, true),
            ("/metrics", "192.0.2.7", false, false),
        ] {
            for (networks, expected) in [(&open, at_open), (&closed, at_closed)] {
                let found = networks.are_open(path, ip.parse().unwrap(), &HeaderMap::new());
                assert_eq!(found, expected, "{path} from {ip}");
            }
        }
        let passed_on: HeaderMap =
            [("x-forwarded-for".parse().unwrap(), HeaderValue::from_static("203.0.113.1"))]
                .into_iter()
                .collect();
        assert!(!open.are_open("/metrics", "127.0.0.1".parse().unwrap(), &passed_on));
    }
}
