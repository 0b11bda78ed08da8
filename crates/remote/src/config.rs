//! Which server, as whom, and within which limits.

use std::time::Duration;

use url::Url;

use crate::{BreakerSettings, Secret};

/// The file of the API below the address of an installation.
const API_PATH: &str = "includes/api.php";

/// Which server to call, as whom, and within which limits.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address of the installation or of its `api.php`; `includes/api.php` is added to an
    /// address that does not name a `.php` file.
    pub url: String,
    /// Who we are to the server.
    pub credentials: Credentials,
    /// The key that stands in for an entry in the server's list of allowed addresses (2.10).
    pub access_key: Option<Secret>,
    /// Longest time to connect, TLS included.
    pub connect_timeout: Duration,
    /// Longest time of one call: waiting, sending, reading and repeating.
    pub deadline: Duration,
    /// Largest body of an answer in bytes, after decompression.
    pub body_bytes_max: usize,
    /// How often a read is repeated after the line broke; writes never are.
    pub retries_max: u32,
    /// Pause before the first repetition; twice as long before the second, and so on.
    pub retry_pause: Duration,
    /// How many calls may be under way at once.
    pub in_flight_max: usize,
    /// How many more may wait for a place.
    pub waiting_max: usize,
    /// How long each may wait for a place.
    pub waiting_time: Duration,
    /// When to leave a failing server alone.
    pub breaker: BreakerSettings,
    /// How long catalogues (products, currencies, TLD prices …) are kept; not at all if absent.
    pub catalogue_ttl: Option<Duration>,
    /// Whether text that a hook echoed before the JSON is skipped (2.17) or is an error.
    pub tolerate_pollution: bool,
    /// Whether `http:` is allowed to hosts other than this machine: credentials in the clear.
    pub allow_http: bool,
    /// Certificates in PEM that are trusted beside those of the system, for a private authority.
    pub extra_roots: Option<Vec<u8>>,
}

/// Who we are to the server.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// A pair of API credentials.
    ApiKey {
        /// The public half.
        identifier: Secret,
        /// The secret half.
        secret: Secret,
    },
    /// The login of an administrator, the way of old installations (2.9).
    Admin {
        /// The user name.
        username: String,
        /// The MD5 of the password in lower-case hexadecimal.
        password_md5: Secret,
    },
}

/// What is wrong with a [`Config`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The address cannot be used; the text says why.
    #[error("the address of the WHMCS {0}")]
    Url(&'static str),
    /// A limit is zero.
    #[error("{0} must be more than 0")]
    Zero(&'static str),
    /// A credential is empty.
    #[error("the credentials of the WHMCS are empty")]
    NoCredentials,
    /// The extra certificates cannot be read, or those of the system cannot.
    #[error("the certificates to trust cannot be used: {0}")]
    Roots(String),
}

impl Config {
    /// The usual limits for a server and credentials.
    pub fn new(url: impl Into<String>, credentials: Credentials) -> Self {
        Self {
            url: url.into(),
            credentials,
            access_key: None,
            connect_timeout: Duration::from_secs(3),
            deadline: Duration::from_secs(15),
            body_bytes_max: 16 * 1024 * 1024,
            retries_max: 2,
            retry_pause: Duration::from_millis(100),
            in_flight_max: 64,
            waiting_max: 1024,
            waiting_time: Duration::from_secs(5),
            breaker: BreakerSettings::default(),
            catalogue_ttl: None,
            tolerate_pollution: false,
            allow_http: false,
            extra_roots: None,
        }
    }

    /// The address to post to.
    pub(crate) fn endpoint(&self) -> Result<Url, ConfigError> {
        let mut url = Url::parse(self.url.trim()).map_err(|_| ConfigError::Url("is not a URL"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ConfigError::Url("must not contain a login"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigError::Url("must not contain ? or #"));
        }
        let host = url.host_str().unwrap_or_default();
        match url.scheme() {
            "https" => {}
            "http" if self.allow_http || is_this_machine(host) => {}
            "http" => return Err(ConfigError::Url("must begin with https")),
            _ => return Err(ConfigError::Url("must begin with https")),
        }
        if !url.path().ends_with(".php") {
            let path = format!("{}/{API_PATH}", url.path().trim_end_matches('/'));
            url.set_path(&path);
        }
        Ok(url)
    }

    /// Refuses limits and credentials with which no call could succeed.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        for (name, is_zero) in [
            ("connect_timeout", self.connect_timeout.is_zero()),
            ("deadline", self.deadline.is_zero()),
            ("body_bytes_max", self.body_bytes_max == 0),
            ("in_flight_max", self.in_flight_max == 0),
            ("breaker.failures_max", self.breaker.failures_max == 0),
        ] {
            if is_zero {
                return Err(ConfigError::Zero(name));
            }
        }
        if self.credentials.pairs().iter().any(|(_, value)| value.is_empty()) {
            return Err(ConfigError::NoCredentials);
        }
        Ok(())
    }
}

impl Credentials {
    /// The parameters that say who we are.
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 2] {
        match self {
            Self::ApiKey { identifier, secret } => {
                [("identifier", identifier.expose()), ("secret", secret.expose())]
            }
            Self::Admin { username, password_md5 } => {
                [("username", username), ("password", password_md5.expose())]
            }
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let ip = bare.parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// The address of the installation to whose API an address leads.
pub(crate) fn installation_of(api: &str) -> String {
    let folder = api.rsplit_once('/').map_or(api, |(folder, _)| folder);
    format!("{}/", folder.strip_suffix("/includes").unwrap_or(folder))
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, Credentials};

    fn config(url: &str) -> Config {
        let key = Credentials::ApiKey { identifier: "i".into(), secret: "s".into() };
        Config::new(url, key)
    }

    fn check(url: &str, expect: Result<&str, &str>) {
        let found = config(url).endpoint().map(String::from).map_err(|error| error.to_string());
        let expect = expect.map(str::to_owned);
        assert_eq!(found, expect.map_err(|why| format!("the address of the WHMCS {why}")), "{url}");
    }

    #[test]
    fn addresses() {
        let https = Err("must begin with https");
        for (url, expect) in [
            ("https://x.example", Ok("https://x.example/includes/api.php")),
            (" https://x.example/whmcs/ ", Ok("https://x.example/whmcs/includes/api.php")),
            ("https://x.example/a/api.php", Ok("https://x.example/a/api.php")),
            ("http://127.0.0.1:9200", Ok("http://127.0.0.1:9200/includes/api.php")),
            ("http://[::1]/", Ok("http://[::1]/includes/api.php")),
            ("http://localhost", Ok("http://localhost/includes/api.php")),
            ("http://x.example", https),
            ("http://127.0.0.1.x.example", https),
            ("http://10.0.0.1", https),
            ("file:///etc/passwd", https),
            ("gopher://x.example", https),
            ("x.example", Err("is not a URL")),
            ("https://", Err("is not a URL")),
            ("https://me:word@x.example", Err("must not contain a login")),
            ("https://x.example/?a=1", Err("must not contain ? or #")),
            ("https://x.example/#a", Err("must not contain ? or #")),
        ] {
            check(url, expect);
        }
        let allowed = Config { allow_http: true, ..config("http://10.0.0.1") };
        assert!(allowed.endpoint().is_ok());
    }

    #[test]
    fn impossible_limits_and_credentials() {
        assert_eq!(config("https://x.example").check(), Ok(()));
        let none = Config { in_flight_max: 0, ..config("https://x.example") };
        assert_eq!(none.check(), Err(ConfigError::Zero("in_flight_max")));
        let nobody = Credentials::Admin { username: "admin".into(), password_md5: "".into() };
        let nobody = Config::new("https://x.example", nobody);
        assert_eq!(nobody.check(), Err(ConfigError::NoCredentials));
    }

    #[test]
    fn people_find_the_installation_beside_its_api() {
        for (api, expected) in [
            ("https://pay.example.com/includes/api.php", "https://pay.example.com/"),
            ("https://example.com/whmcs/includes/api.php", "https://example.com/whmcs/"),
            ("https://example.com/whmcs/proxy.php", "https://example.com/whmcs/"),
        ] {
            assert_eq!(super::installation_of(api), expected);
        }
    }
}
