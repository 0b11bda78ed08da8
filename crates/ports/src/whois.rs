//! What registries publish of a name: by RDAP (RFC 9082, 9083) or WHOIS (RFC 3912).

use crate::{Asking, PortError, ready};

/// Asks the registries.
pub trait Whois: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// What is published of a name in ASCII; `None` when nobody tells about its ending. A server
    /// that is given is asked instead of the one that IANA lists for the ending.
    fn look_up<'a>(
        &'a self,
        name: &'a str,
        server: Option<&'a WhoisServer>,
    ) -> Asking<'a, Option<Published>>;
}

/// Somebody who tells about the names of an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoisServer {
    /// The base address of an RDAP service.
    Rdap(String),
    /// Host, or host and port, of a WHOIS server.
    Whois(String),
}

/// What is published of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Nobody has it.
    pub is_free: bool,
    /// Who said so, as an address.
    pub source: String,
    /// What was said, line by line.
    pub text: String,
}

impl WhoisServer {
    /// Reads `https://rdap.example/`, `whois.example` or `whois.example:4343`.
    pub fn parse(text: &str) -> Option<WhoisServer> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Some(WhoisServer::Rdap(text.to_owned()));
        }
        let (host, port) = text.split_once(':').unwrap_or((text, "43"));
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        let is_right = !host.is_empty() && host.chars().all(is_host) && port.parse::<u16>().is_ok();
        is_right.then(|| WhoisServer::Whois(text.to_owned()))
    }
}

/// Asks nobody: for worlds without the module.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWhois;

impl Whois for NoWhois {
    fn module(&self) -> &'static str {
        "none"
    }

    fn look_up<'a>(
        &'a self,
        _: &'a str,
        _: Option<&'a WhoisServer>,
    ) -> Asking<'a, Option<Published>> {
        ready(Err(PortError::Unsupported { module: "none", capability: "WHOIS" }))
    }
}

#[cfg(test)]
mod tests {
    use super::WhoisServer;

    #[test]
    fn servers_are_addresses_or_hosts() {
        for (text, expected) in [
            ("https://rdap.test/v1/", Some(WhoisServer::Rdap("https://rdap.test/v1/".to_owned()))),
            ("whois.nic.test", Some(WhoisServer::Whois("whois.nic.test".to_owned()))),
            ("127.0.0.1:4343", Some(WhoisServer::Whois("127.0.0.1:4343".to_owned()))),
            ("whois.nic.test:x", None),
            ("whois nic test", None),
            ("", None),
        ] {
            assert_eq!(WhoisServer::parse(text), expected, "{text}");
        }
    }
}
