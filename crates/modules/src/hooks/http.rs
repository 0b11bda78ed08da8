//! Posts over HTTP to addresses that people typed in: never into our own network, never round a
//! corner, never for long.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use ports::hooks::{HookAnswer, HookCall, HookSender};
use ports::{Asking, PortError, UnknownCause};
use reqwest::{Client, Url, redirect};
use tokio::net::lookup_host;

const MODULE: &str = "webhooks";
/// For a connection, and for the whole call.
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(20);

/// Posts over HTTP.
#[derive(Debug, Clone, Copy)]
pub struct HttpHooks {
    /// Whether addresses of our own network may be called: for tests and closed networks.
    pub private_addresses: bool,
}

impl HookSender for HttpHooks {
    fn post(&self, call: HookCall) -> Asking<'_, HookAnswer> {
        Box::pin(self.send(call))
    }
}

impl HttpHooks {
    async fn send(&self, call: HookCall) -> Result<HookAnswer, PortError> {
        let url = Url::parse(&call.url).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(wrong(format!("{} is no scheme of the web", url.scheme())));
        }
        let host = url.host_str().ok_or_else(|| wrong("there is no host".to_owned()))?.to_owned();
        let address = self.address(&url, &host).await?;
        // The connection goes to the address that was judged, whatever the name says next.
        crate::http::provide_tls();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .resolve(&host, address)
            .build()
            .map_err(|error| wrong(error.to_string()))?;
        let request = call
            .headers
            .iter()
            .fold(client.post(url), |request, (name, value)| request.header(*name, value));
        let answer = request.body(call.body).send().await.map_err(|error| {
            let (connect, timeout) = (error.is_connect(), error.is_timeout());
            let why = error.without_url().to_string();
            let unknown = |cause, why| PortError::Unknown { module: MODULE, cause, why };
            match (connect, timeout) {
                (true, _) => not_sent(why),
                (false, true) => unknown(UnknownCause::Timeout, why),
                (false, false) => unknown(UnknownCause::Transport, why),
            }
        })?;
        Ok(HookAnswer { status: answer.status().as_u16() })
    }

    /// The first address of the host that may be called.
    async fn address(&self, url: &Url, host: &str) -> Result<SocketAddr, PortError> {
        let port = url.port_or_known_default().unwrap_or(443);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found = lookup_host((bare, port)).await.map_err(|error| not_sent(error.to_string()))?;
        let mut found = found.filter(|each| self.private_addresses || is_public(each.ip()));
        found.next().ok_or_else(|| wrong("the address is not in the public network".to_owned()))
    }
}

fn wrong(why: String) -> PortError {
    PortError::Configuration { module: MODULE, setting: "url".to_owned(), why }
}

fn not_sent(why: String) -> PortError {
    PortError::NotSent { module: MODULE, why, retry_after_seconds: None }
}

/// Whether an address is one of the public network (the registries of RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = a == 192 && b == 0 && c == 0;
    let benchmarks = a == 198 && (b == 18 || b == 19);
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || shared
        || protocols
        || benchmarks
        || a == 0
        || a >= 240)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Only global unicast, and of that neither documentation nor ways into IPv4.
    let global = a & 0xe000 == 0x2000;
    let documentation = a == 0x2001 && b == 0x0db8;
    let tunnel = a == 0x2002 || (a == 0x2001 && b == 0);
    global && !documentation && !tunnel
}

#[cfg(test)]
mod tests {
    use super::{HttpHooks, is_public};
    use ports::PortError;
    use ports::hooks::{HookCall, HookSender};

    #[test]
    fn only_public_addresses_are_called() {
        for (ip, expected) in [
            ("93.184.216.34", true),
            ("2606:2800:220:1:248:1893:25c8:1946", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("255.255.255.255", false),
            ("::1", false),
            ("::", false),
            ("::ffff:127.0.0.1", false),
            ("fd00::1", false),
            ("fe80::1", false),
            ("2002:7f00:1::", false),
            ("64:ff9b::7f00:1", false),
        ] {
            assert_eq!(is_public(ip.parse().unwrap()), expected, "{ip}");
        }
    }

    /// Nobody listens, somebody hangs up after reading: only the first may be posted again.
    #[tokio::test]
    async fn what_was_never_sent_is_told_from_what_may_have_been() {
        let hooks = HttpHooks { private_addresses: true };
        let call = |port: u16| HookCall {
            url: format!("http://127.0.0.1:{port}/connect/dns"),
            headers: Vec::new(),
            body: "{}".to_owned(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let hang_up = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut some = [0; 16];
            tokio::io::AsyncReadExt::read(&mut stream, &mut some).await.unwrap();
        };
        let (answer, ()) = tokio::join!(hooks.post(call(port)), hang_up);
        let error = answer.unwrap_err();
        assert!(error.is_unknown(), "{error}");
        drop(listener);
        let error = hooks.post(call(port)).await.unwrap_err();
        assert!(error.may_repeat(), "{error}");
    }

    #[tokio::test]
    async fn nobody_is_led_into_our_own_network() {
        let hooks = HttpHooks { private_addresses: false };
        for url in ["http://127.0.0.1:1/x", "http://[::1]:1/", "http://localhost:1/", "file:///x"] {
            let call = HookCall { url: url.to_owned(), headers: Vec::new(), body: String::new() };
            let error = hooks.post(call).await.unwrap_err();
            assert!(matches!(error, PortError::Configuration { .. }), "{url}: {error}");
        }
    }
}
