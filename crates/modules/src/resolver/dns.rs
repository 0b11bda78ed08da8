//! `dns`: a resolver that asks real name servers (hickory-resolver).

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Resolver as Hickory, TokioResolver};
use ports::resolver::{Record, RecordKind, Resolution, Resolver};
use ports::{Asking, PortError, UnknownCause};

const MODULE: &str = "dns";
/// Where name servers answer.
const PORT: u16 = 53;
/// How long one name server has for its answer.
const TIMEOUT: Duration = Duration::from_secs(2);
/// How often one question is asked.
const ATTEMPTS: usize = 2;

/// Asks name servers over UDP, and over TCP what does not fit.
#[derive(Debug)]
pub struct DnsResolver(TokioResolver);

impl DnsResolver {
    /// Asks the name servers of a setting, addresses with commas between them, each with its port
    /// where that is not 53; those that this machine asks where the setting is empty.
    ///
    /// # Errors
    /// A configuration error that names the key `name_servers`.
    pub fn of_setting(text: &str) -> Result<DnsResolver, PortError> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        let servers: Option<Vec<SocketAddr>> = words.map(address).collect();
        match servers {
            Some(servers) if servers.is_empty() => DnsResolver::of_system(),
            Some(servers) => DnsResolver::of_servers(&servers),
            None => Err(PortError::setting(
                MODULE,
                "name_servers",
                "is not such as 192.0.2.53, [2001:db8::53]:5353",
            )),
        }
    }

    /// Asks the name servers that this machine asks.
    ///
    /// # Errors
    /// A configuration error when the machine's settings cannot be read.
    pub fn of_system() -> Result<DnsResolver, PortError> {
        let mut builder = TokioResolver::builder_tokio().map_err(|error| wrong(&error))?;
        set(builder.options_mut());
        builder.build().map(DnsResolver).map_err(|error| wrong(&error))
    }

    /// Asks these name servers only.
    ///
    /// # Errors
    /// A configuration error when there is none.
    pub fn of_servers(servers: &[SocketAddr]) -> Result<DnsResolver, PortError> {
        let server = |at: &SocketAddr| {
            let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
            (udp.port, tcp.port) = (at.port(), at.port());
            NameServerConfig::new(at.ip(), true, vec![udp, tcp])
        };
        let config = ResolverConfig::from_name_servers(servers.iter().map(server).collect());
        let provider = TokioRuntimeProvider::default();
        let mut builder = Hickory::builder_with_config(config, provider);
        set(builder.options_mut());
        builder.build().map(DnsResolver).map_err(|error| wrong(&error))
    }

    async fn ask(&self, name: Name, kind: RecordType) -> Result<Resolution, PortError> {
        match self.0.lookup(name, kind).await {
            Ok(lookup) => {
                let answers = lookup.answers().iter();
                let records = answers.flat_map(|answer| record(&answer.data));
                Ok(Resolution::Found(
                    records.filter(|found| kind_of(found.kind()) == kind).collect(),
                ))
            }
            Err(error) if error.is_nx_domain() => Ok(Resolution::NoSuchName),
            Err(error) if error.is_no_records_found() => Ok(Resolution::Found(Vec::new())),
            Err(error) => Err(mishap(&error)),
        }
    }
}

impl Resolver for DnsResolver {
    fn look_up<'a>(&'a self, name: &'a str, kind: RecordKind) -> Asking<'a, Resolution> {
        Box::pin(async move {
            // What can be no name does not exist. The dot keeps search domains out.
            let Ok(mut name) = Name::from_utf8(name.trim()) else {
                return Ok(Resolution::NoSuchName);
            };
            name.set_fqdn(true);
            self.ask(name, kind_of(kind)).await
        })
    }

    fn names_of(&self, ip: IpAddr) -> Asking<'_, Resolution> {
        Box::pin(async move { self.ask(Name::from(ip), RecordType::PTR).await })
    }
}

/// An address with a port, or one alone.
fn address(word: &str) -> Option<SocketAddr> {
    let alone = || word.parse().ok().map(|ip: IpAddr| SocketAddr::new(ip, PORT));
    word.parse().ok().or_else(alone)
}

fn set(options: &mut ResolverOpts) {
    options.timeout = TIMEOUT;
    options.attempts = ATTEMPTS;
    options.use_hosts_file = ResolveHosts::Never;
}

fn kind_of(kind: RecordKind) -> RecordType {
    match kind {
        RecordKind::A => RecordType::A,
        RecordKind::Aaaa => RecordType::AAAA,
        RecordKind::Mx => RecordType::MX,
        RecordKind::Ns => RecordType::NS,
        RecordKind::Ptr => RecordType::PTR,
        RecordKind::Txt => RecordType::TXT,
    }
}

fn record(data: &RData) -> Option<Record> {
    let text = |name: &Name| name.to_utf8().trim_end_matches('.').to_ascii_lowercase();
    Some(match data {
        RData::A(a) => Record::A(a.0),
        RData::AAAA(aaaa) => Record::Aaaa(aaaa.0),
        RData::MX(mx) => Record::Mx { preference: mx.preference, host: text(&mx.exchange) },
        RData::NS(ns) => Record::Ns(text(&ns.0)),
        RData::PTR(ptr) => Record::Ptr(text(&ptr.0)),
        RData::TXT(txt) => {
            let bytes: Vec<u8> =
                txt.txt_data.iter().flat_map(|part| part.iter().copied()).collect();
            Record::Txt(String::from_utf8_lossy(&bytes).into_owned())
        }
        _ => return None,
    })
}

fn wrong(error: &NetError) -> PortError {
    PortError::Configuration {
        module: MODULE,
        setting: "name servers".to_owned(),
        why: error.to_string(),
    }
}

/// A question may be asked again whatever became of it.
fn mishap(error: &NetError) -> PortError {
    let cause = match error {
        NetError::Timeout => UnknownCause::Timeout,
        NetError::Dns(DnsError::ResponseCode(_)) => UnknownCause::ServerFault,
        NetError::Proto(_) => UnknownCause::Unreadable,
        _ => UnknownCause::Transport,
    };
    PortError::Unknown { module: MODULE, cause, why: error.to_string() }
}
