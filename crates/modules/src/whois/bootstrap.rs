//! Who tells about the names of an ending, by IANA's lists.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ports::{PortError, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::{MODULE, port43};
use crate::http::{Pool, Request};

/// The lists change a few times a week.
const KEPT_FOR: Duration = Duration::from_secs(86_400);

/// The lists, as far as they are known.
#[derive(Debug)]
pub(super) struct Bootstrap {
    pool: Pool,
    list: String,
    root: String,
    rdap: Mutex<Option<(Instant, BTreeMap<String, String>)>>,
    whois: Mutex<BTreeMap<String, (Instant, Option<String>)>>,
}

impl Bootstrap {
    pub(super) fn new(pool: Pool, list: &str, root: &str) -> Bootstrap {
        Bootstrap {
            pool,
            list: list.to_owned(),
            root: root.to_owned(),
            rdap: Mutex::default(),
            whois: Mutex::default(),
        }
    }

    /// The RDAP service with the longest ending of a name (RFC 9224, section 4).
    pub(super) async fn rdap_service(&self, name: &str) -> Result<Option<String>, PortError> {
        if let Some(known) = self.known_service(name) {
            return Ok(known);
        }
        let line = self.pool.line(MODULE, "list", &self.list)?;
        let answer = line.send(Request::new(Method::GET, &[])).await?;
        let services = services(&answer.json()?);
        if answer.status != 200 || services.is_empty() {
            let why = format!("HTTP {}: no list of RDAP services", answer.status);
            return Err(line.unknown(UnknownCause::Unreadable, why));
        }
        let found = service_of(&services, name);
        let mut kept = self.rdap.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((Instant::now(), services));
        Ok(found)
    }

    /// The same by the list as it was read, while that is not too old.
    fn known_service(&self, name: &str) -> Option<Option<String>> {
        let kept = self.rdap.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, services) = kept.as_ref()?;
        (read_at.elapsed() < KEPT_FOR).then(|| service_of(services, name))
    }

    /// The WHOIS server of the last label of a name.
    pub(super) async fn whois_server(&self, name: &str) -> Result<Option<String>, PortError> {
        let ending = name.rsplit('.').next().unwrap_or(name);
        let kept = self.whois.lock().unwrap_or_else(PoisonError::into_inner).get(ending).cloned();
        if let Some((read_at, server)) = kept
            && read_at.elapsed() < KEPT_FOR
        {
            return Ok(server);
        }
        let server = server_in(&port43::exchange(&self.root, ending).await?);
        let mut kept = self.whois.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(ending.to_owned(), (Instant::now(), server.clone()));
        Ok(server)
    }
}

/// The secure address of each ending.
fn services(list: &Value) -> BTreeMap<String, String> {
    let texts = |value: &Value| -> Vec<String> {
        let each = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        each.map(str::to_owned).collect()
    };
    let mut services = BTreeMap::new();
    for service in list["services"].as_array().into_iter().flatten() {
        let addresses = texts(&service[1]);
        let secure = addresses.iter().find(|address| address.starts_with("https://"));
        let Some(address) = secure.or_else(|| addresses.first()) else { continue };
        for ending in texts(&service[0]) {
            services.insert(ending.to_ascii_lowercase(), address.clone());
        }
    }
    services
}

fn service_of(services: &BTreeMap<String, String>, name: &str) -> Option<String> {
    let mut ending = name;
    while let Some((_, rest)) = ending.split_once('.') {
        if let Some(address) = services.get(rest) {
            return Some(address.clone());
        }
        ending = rest;
    }
    None
}

/// The line `whois: …` of what IANA says about an ending.
fn server_in(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("whois:"))?;
    Some(line.trim().to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{server_in, service_of, services};
    use serde_json::json;

    #[test]
    fn the_longest_ending_is_asked() {
        let services = services(&json!({ "services": [
            [["com", "net"], ["http://plain.test/", "https://rdap.verisign.test/com/v1/"]],
            [["TEST"], ["https://rdap.nic.test/"]],
            [["co.test"], ["https://rdap.co.test/"]],
        ] }));
        for (name, expected) in [
            ("example.com", Some("https://rdap.verisign.test/com/v1/")),
            ("a.co.test", Some("https://rdap.co.test/")),
            ("a.b.test", Some("https://rdap.nic.test/")),
            ("example.org", None),
        ] {
            assert_eq!(service_of(&services, name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn iana_names_the_server() {
        let said = "% IANA WHOIS server\n\ndomain:       DE\n\nwhois:        whois.denic.de\n";
        assert_eq!(server_in(said).as_deref(), Some("whois.denic.de"));
        assert_eq!(server_in("domain: X\nwhois:\nstatus: ACTIVE"), None);
    }
}
