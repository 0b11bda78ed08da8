//! A machine and its journal, as any cloud tells of them.

use std::collections::BTreeMap;

use ports::provisioning::{Power, ServiceChanges, ServiceState};

use super::Note;

/// A machine.
#[derive(Debug, Clone)]
pub(in crate::provisioning) struct Machine {
    /// Its number or name there.
    pub(in crate::provisioning) id: String,
    /// Whether it is on.
    pub(in crate::provisioning) power: Power,
    /// Whether the cloud is at work on it, whatever its journal says.
    pub(in crate::provisioning) busy: bool,
    /// What is written on it.
    pub(in crate::provisioning) note: Note,
    /// Its own address; empty if it has none yet.
    pub(in crate::provisioning) ip: String,
    /// Further addresses.
    pub(in crate::provisioning) more_ips: Vec<String>,
    /// Account to sign in with.
    pub(in crate::provisioning) username: String,
    /// The custom field that keeps its id.
    pub(in crate::provisioning) id_field: &'static str,
    /// Facts to show, by label.
    pub(in crate::provisioning) facts: BTreeMap<String, String>,
    /// All that the vendor's file wants to know of it, by its own names.
    pub(in crate::provisioning) more: BTreeMap<&'static str, String>,
}

/// Something that was done to a machine, by whomever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::provisioning) struct Entry {
    /// Its number or mark, fit for a tag.
    pub(in crate::provisioning) id: String,
    /// The cloud's word for it.
    pub(in crate::provisioning) kind: String,
    /// How far it is.
    pub(in crate::provisioning) state: EntryState,
}

/// How far something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::provisioning) enum EntryState {
    /// Under way.
    Running,
    /// Done.
    Done,
    /// It failed, for this reason.
    Failed(String),
}

impl Machine {
    /// What the service's record is told.
    pub(super) fn changes(&self) -> ServiceChanges {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        ServiceChanges {
            username: filled(&self.username),
            dedicated_ip: filled(&self.ip),
            assigned_ips: (!self.more_ips.is_empty()).then(|| self.more_ips.clone()),
            fields: whereabouts(
                self.id_field,
                &self.id,
                std::iter::once(&self.ip).chain(&self.more_ips).map(String::as_str),
            ),
            ..ServiceChanges::default()
        }
    }

    pub(super) fn into_state(self) -> ServiceState {
        let ips = std::iter::once(self.ip).chain(self.more_ips);
        ServiceState {
            suspended: self.note.suspended,
            power: if self.busy { Power::Changing } else { self.power },
            ips: ips.filter(|ip| !ip.is_empty()).collect(),
            facts: self.facts,
        }
    }

    /// Something that the vendor's file noted of it; empty if it did not.
    pub(in crate::provisioning) fn more(&self, name: &str) -> &str {
        self.more.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// What custom fields keep of a machine: its number under the name of the module, such as
/// `linode_id`, and, under the names that the clients' API reads, whose it is, its number there
/// and its addresses.
pub(in crate::provisioning) fn whereabouts<'a>(
    id_field: &str,
    id: &str,
    ips: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, String> {
    let ips: Vec<&str> = ips.filter(|ip| !ip.is_empty()).collect();
    let provider = id_field.trim_end_matches("_id");
    let fields = [
        (id_field, id.to_owned()),
        ("provider", provider.to_owned()),
        ("provider_id", id.to_owned()),
        ("server_ips", ips.join(", ")),
    ];
    // A machine may have no address yet.
    let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::whereabouts;

    #[test]
    fn the_clients_api_finds_a_machine_in_its_fields() {
        let told = |ips: &[&str]| {
            let fields = whereabouts("linode_id", "17", ips.iter().copied());
            let lines = fields.iter().map(|(name, value)| format!("{name}={value}"));
            lines.collect::<Vec<_>>()
        };
        let known = ["linode_id=17", "provider=linode", "provider_id=17"];
        let with_ips = [known.as_slice(), &["server_ips=192.0.2.1, 2001:db8::1"]].concat();
        assert_eq!(told(&["192.0.2.1", "", "2001:db8::1"]), with_ips);
        assert_eq!(told(&[""]), known, "it may have no address yet");
    }
}
