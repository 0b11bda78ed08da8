//! Where an address on the network is, and whether others speak through it: from files on this
//! machine, so that nobody is asked about a client.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use maxminddb::Reader;
use model::system::network::Network;
use serde::Deserialize;

/// Larger files are not read (bytes): the largest open database of countries has 70 MB.
const BYTES_MAX: u64 = 512 << 20;

/// A database of countries in MaxMind's format: GeoLite2, DB-IP's or another one.
pub(super) struct Countries(Reader<Vec<u8>>);

/// Addresses and networks, one a line.
pub(super) struct Proxies(Vec<Network>);

/// What such databases say of an address; they differ in where they say it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    country: Option<Country>,
    registered_country: Option<Country>,
    country_code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Country {
    iso_code: Option<String>,
}

impl Countries {
    fn read(path: &Path) -> Result<Countries, String> {
        let reader = Reader::open_readfile(path).map_err(|error| error.to_string())?;
        Ok(Countries(reader))
    }

    /// The country of an address (ISO 3166-1, two letters), if it is known.
    pub(super) fn of(&self, ip: IpAddr) -> Option<String> {
        let said: Said = self.0.lookup(ip).ok()?.decode().ok()??;
        let countries = [said.country, said.registered_country];
        let mut codes = countries.into_iter().flatten().filter_map(|country| country.iso_code);
        codes.next().or(said.country_code)
    }
}

impl Proxies {
    fn read(path: &Path) -> Result<Proxies, String> {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let mut networks = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.split(['#', ';']).next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let network = Network::parse(line);
            networks.push(network.ok_or_else(|| format!("line {} is no network", number + 1))?);
        }
        Ok(Proxies(networks))
    }

    /// Whether an address is one of them.
    pub(super) fn have(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(ip))
    }
}

/// Files that were read, and read again when they change.
pub(super) struct Files<T> {
    read: fn(&Path) -> Result<T, String>,
    known: Mutex<HashMap<String, (SystemTime, Arc<T>)>>,
}

impl Files<Countries> {
    pub(super) fn of_countries() -> Self {
        Self { read: Countries::read, known: Mutex::default() }
    }
}

impl Files<Proxies> {
    pub(super) fn of_proxies() -> Self {
        Self { read: Proxies::read, known: Mutex::default() }
    }
}

impl<T> Files<T> {
    /// A file as it is now.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn get(&self, path: &str) -> Result<Arc<T>, String> {
        let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
        if !about.is_file() || about.len() > BYTES_MAX {
            return Err("this is no file of such a kind".to_owned());
        }
        let changed = about.modified().map_err(|error| error.to_string())?;
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, kept)) = known().get(path)
            && *at == changed
        {
            return Ok(kept.clone());
        }
        let read = Arc::new((self.read)(Path::new(path))?);
        known().insert(path.to_owned(), (changed, read.clone()));
        Ok(read)
    }
}
