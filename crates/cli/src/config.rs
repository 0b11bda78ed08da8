//! The configuration: one table of keys, read from defaults, file, environment and flags.

mod keys;
mod read;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use ipnet::IpNet;
use ports::calls::HeldBack;
use web::Networks;

pub(crate) use keys::{KEYS, Key};
pub(crate) use read::{Values, read};

use crate::Own;
use crate::args::SettingsArgs;

/// A checked configuration.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    pub(crate) data: PathBuf,
    pub(crate) backend: Backend,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Connections that one address may have open at once; 0 for any number.
    pub(crate) connections_per_address: u32,
    pub(crate) networks: Networks,
    /// Address by which people reach us, if it is not the one we listen on.
    pub(crate) base_url: Option<String>,
    pub(crate) cors_origins: Vec<String>,
    /// Whether the daily automation runs in this node.
    pub(crate) automation: bool,
    pub(crate) log: String,
    pub(crate) log_json: bool,
    pub(crate) values: Values,
    /// What the program has beside Hostler's modules.
    pub(crate) own: Own,
    /// What the key service was asked before there was a log for it.
    pub(crate) early_calls: Arc<HeldBack>,
}

/// What stands behind the doors.
#[derive(Debug)]
pub(crate) enum Backend {
    /// Our engine on this database.
    Engine { database: String },
    /// A WHMCS elsewhere.
    Remote(RemoteSettings),
}

/// How to reach that WHMCS.
#[derive(Debug)]
pub(crate) struct RemoteSettings {
    pub(crate) url: String,
    pub(crate) identifier: Secret,
    pub(crate) secret: Secret,
    pub(crate) access_key: Option<Secret>,
    /// Certificates in PEM that are trusted beside those of the system.
    pub(crate) authority: Option<Vec<u8>>,
    /// Longest time of a call.
    pub(crate) timeout: Duration,
    /// How long catalogues are kept, if they are.
    pub(crate) catalogue_ttl: Option<Duration>,
    /// Whether what a hook printed before an answer is skipped.
    pub(crate) tolerates_noise: bool,
}

/// A value that is never printed.
#[derive(Clone)]
pub(crate) struct Secret(pub(crate) String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

impl Config {
    /// Reads and checks everything; an error names the key, where its value came from, and what
    /// would be right.
    pub(crate) fn load(args: &SettingsArgs) -> Result<Self> {
        let values = read(args)?;
        let listen = values.parse::<SocketAddr>("listen", "an address and port: 127.0.0.1:8080")?;
        let data = PathBuf::from(values.text("data"));
        let proxies = listed(&values, "trusted_proxies", "IP addresses separated by commas")?;
        let network = |name| {
            let right = "networks separated by commas: 192.0.2.0/24, 2001:db8::/32";
            let found: Vec<Network> = listed(&values, name, right)?;
            anyhow::Ok(found.into_iter().map(|network| network.0).collect())
        };
        let networks =
            Networks { office: network("admin_from")?, figures: network("metrics_from")? };
        let log_json = match values.text("log_format") {
            "text" => false,
            "json" => true,
            _ => bail!(values.wrong("log_format", "text or json")),
        };
        let automation = values.parse::<bool>("automation", "true or false")?;
        let backend = backend(&values)?;
        let log = values.text("log").to_owned();
        let base_url = match values.text("base_url").trim_end_matches('/') {
            "" => None,
            url if url.starts_with("https://") || url.starts_with("http://") => {
                Some(url.to_owned())
            }
            _ => bail!(values.wrong("base_url", "an address: https://billing.example.com")),
        };
        let cors_origins = listed(&values, "cors_origins", "origins separated by commas")?;
        Ok(Self {
            listen,
            data,
            backend,
            trusted_proxies: proxies,
            connections_per_address: values.parse("connections_per_address", "a whole number")?,
            networks,
            base_url,
            cors_origins,
            automation,
            log,
            log_json,
            values,
            own: args.own,
            early_calls: Arc::default(),
        })
    }
}

/// A network, or a single address.
struct Network(IpNet);

impl FromStr for Network {
    type Err = ipnet::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse()
            .or_else(|error| text.parse::<IpAddr>().map(IpNet::from).map_err(|_| error))
            .map(Self)
    }
}

/// The parts of a list.
fn listed<T: FromStr>(values: &Values, name: &str, right: &str) -> Result<Vec<T>> {
    let parts = values.text(name).split([',', ' ']).filter(|text| !text.is_empty());
    parts.map(|text| text.parse().map_err(|_| anyhow!(values.wrong(name, right)))).collect()
}

impl Config {
    /// Whether browsers reach us by HTTPS, so that cookies may insist on it.
    pub(crate) fn is_public_https(&self) -> bool {
        self.base_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

fn backend(values: &Values) -> Result<Backend> {
    let url = values.text("whmcs");
    let database = values.text("database");
    if url.is_empty() {
        let scheme_ok = ["postgres://", "postgresql://", "sqlite:"]
            .iter()
            .any(|scheme| database.starts_with(scheme));
        if !database.is_empty() && !scheme_ok {
            bail!(values.wrong("database", "postgres://user@host/name or sqlite:path"));
        }
        let default = PathBuf::from(values.text("data")).join("hostler.db");
        let database =
            if database.is_empty() { default.display().to_string() } else { database.to_owned() };
        return Ok(Backend::Engine { database });
    }
    if !database.is_empty() {
        bail!(values.wrong("database", "nothing: in front of a WHMCS there is no database"));
    }
    Ok(Backend::Remote(whmcs(values, url)?))
}

/// How to reach the WHMCS at an address, with the credential that is configured.
pub(crate) fn whmcs(values: &Values, url: &str) -> Result<RemoteSettings> {
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        bail!(values.wrong("whmcs", "the address of its API: https://…/includes/api.php"));
    }
    let required = |key: &str| {
        let text = values.text(key);
        if text.is_empty() {
            bail!(values.wrong(key, "an API credential of that WHMCS (Setup > API Credentials)"));
        }
        Ok(Secret(text.to_owned()))
    };
    let access_key = values.text("whmcs_access_key");
    let timeout: NonZeroU32 = values.parse("whmcs_timeout", "seconds, such as 15")?;
    let catalogue: u32 = values.parse("whmcs_catalogue_seconds", "seconds, or 0")?;
    Ok(RemoteSettings {
        url: url.to_owned(),
        identifier: required("whmcs_identifier")?,
        secret: required("whmcs_secret")?,
        access_key: (!access_key.is_empty()).then(|| Secret(access_key.to_owned())),
        authority: authority(values, "whmcs_ca")?,
        timeout: Duration::from_secs(timeout.get().into()),
        catalogue_ttl: (catalogue > 0).then(|| Duration::from_secs(catalogue.into())),
        tolerates_noise: values.parse("whmcs_tolerates_noise", "true or false")?,
    })
}

/// The certificates in the file that a key names, if it names one.
pub(crate) fn authority(values: &Values, key: &str) -> Result<Option<Vec<u8>>> {
    let path = values.text(key);
    if path.is_empty() {
        return Ok(None);
    }
    let pem = std::fs::read(path);
    pem.with_context(|| values.wrong(key, "a PEM file that can be read")).map(Some)
}
