//! Where a machine runs, as modules keep it in custom fields of the service.

/// A setting that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not such as `region=Region`")]
pub struct BadFields(String);

/// Which custom fields hold what is known of a machine; names are compared without case.
#[derive(Debug, Clone)]
pub struct CloudFields {
    provider: Vec<String>,
    provider_id: Vec<String>,
    region: Vec<String>,
    ips: Vec<String>,
}

/// What is kept of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Provider,
    ProviderId,
    Region,
    Ips,
}

/// What custom fields tell of a machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cloud {
    pub(crate) provider: Option<String>,
    pub(crate) provider_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) ips: Vec<String>,
}

impl Default for CloudFields {
    /// The names that modules use most.
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            provider: names(&["provider", "cloud provider"]),
            provider_id: names(&[
                "provider_id",
                "provider id",
                "instance_id",
                "instance id",
                "server_id",
                "server id",
                "vserverid",
                "vpsid",
                "subid",
                "vmid",
            ]),
            region: names(&["region", "location", "datacenter", "data center"]),
            ips: names(&["server_ips", "server ips", "server_ip", "server ip", "ip", "ips"]),
        }
    }
}

impl CloudFields {
    /// The map with what a setting puts first: `provider=Cloud, region=Site`.
    ///
    /// # Errors
    /// The piece that cannot be read.
    pub fn with(mut self, setting: &str) -> Result<Self, BadFields> {
        for part in setting.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let bad = || BadFields(part.to_owned());
            let (what, name) = part.split_once('=').ok_or_else(bad)?;
            let names = match what.trim() {
                "provider" => &mut self.provider,
                "provider_id" => &mut self.provider_id,
                "region" => &mut self.region,
                "ips" => &mut self.ips,
                _ => return Err(bad()),
            };
            if name.trim().is_empty() {
                return Err(bad());
            }
            names.insert(0, name.trim().to_owned());
        }
        Ok(self)
    }

    /// The names of fields that may keep this, the preferred one first.
    pub(crate) fn names(&self, kept: Kept) -> &[String] {
        match kept {
            Kept::Provider => &self.provider,
            Kept::ProviderId => &self.provider_id,
            Kept::Region => &self.region,
            Kept::Ips => &self.ips,
        }
    }

    /// The name under which this is kept where nothing keeps it yet.
    pub(crate) fn name(&self, kept: Kept) -> &str {
        self.names(kept).first().map_or("", String::as_str)
    }

    /// What the fields of a service tell; `None` when they tell nothing.
    pub(crate) fn read<'a>(
        &self,
        fields: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Option<Cloud> {
        let find = |names: &[String]| {
            names.iter().find_map(|name| {
                let is_it = |(field, value): &(&str, &str)| {
                    field.trim().eq_ignore_ascii_case(name) && !value.trim().is_empty()
                };
                fields.clone().find(is_it).map(|(_, value)| value.trim().to_owned())
            })
        };
        let ips = find(&self.ips).unwrap_or_default();
        let ips = ips.split([',', '\n', '\r', ' ']).map(str::trim);
        let cloud = Cloud {
            provider: find(&self.provider),
            provider_id: find(&self.provider_id),
            region: find(&self.region),
            ips: ips.filter(|ip| !ip.is_empty()).map(str::to_owned).collect(),
        };
        (cloud != Cloud::default()).then_some(cloud)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cloud, CloudFields};

    #[test]
    fn fields_are_found_by_name() {
        let map = CloudFields::default().with("region = Site, ips=Addresses").unwrap();
        let text = |text: &str| Some(text.to_owned());
        for (fields, expected) in [
            (vec![("Colour", "blue")], None),
            (vec![("Region", "")], None),
            (
                vec![("VPSID", "7"), ("Site", "fra1"), ("Region", "eu")],
                Some(Cloud { provider_id: text("7"), region: text("fra1"), ..Cloud::default() }),
            ),
            (
                vec![("addresses", "192.0.2.1, 192.0.2.2"), ("Provider", "acme")],
                Some(Cloud {
                    provider: text("acme"),
                    ips: vec!["192.0.2.1".to_owned(), "192.0.2.2".to_owned()],
                    ..Cloud::default()
                }),
            ),
        ] {
            assert_eq!(map.read(fields.iter().copied()), expected, "{fields:?}");
        }
    }

    #[test]
    fn odd_settings_are_refused() {
        for setting in ["region", "colour=Blue", "region="] {
            assert!(CloudFields::default().with(setting).is_err(), "{setting}");
        }
    }
}
