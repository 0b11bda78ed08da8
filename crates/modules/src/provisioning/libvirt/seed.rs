//! What a system reads when it first starts: the disk of cloud-init's data source NoCloud, which is
//! known by its label.

use std::net::IpAddr;

use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::KEYS;
use super::definition::Volume;
use super::fat;
use super::steps::remove;
use super::virsh::Virsh;
use crate::provisioning::cloud::{Machine, Plan, Said};

/// The label that cloud-init looks for.
const LABEL: &str = "CIDATA";

/// The addresses of a machine, as Proxmox writes them; of what is not said, a network asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Addresses {
    /// Address, length of the network's part, and the way out.
    v4: Option<Fixed>,
    v6: Option<Fixed>,
    names: Vec<IpAddr>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fixed {
    ip: IpAddr,
    bits: u8,
    out: Option<IpAddr>,
}

impl Addresses {
    /// What the plan says.
    pub(super) fn of(plan: &Plan<'_>) -> Result<Addresses, PortError> {
        let own = plan.call.custom_fields.get("ipconfig0").map(|text| text.trim());
        let own = own.filter(|text| !text.is_empty());
        let text = own.or_else(|| plan.choice("ipconfig0")).unwrap_or_default();
        Addresses::read(text).ok_or_else(|| {
            plan.fault("ipconfig0", "is not such as ip=192.0.2.7/24,gw=192.0.2.1,dns=192.0.2.53")
        })
    }

    fn read(text: &str) -> Option<Addresses> {
        let mut found = Addresses::default();
        let (mut out4, mut out6) = (None, None);
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match (name.trim(), value.trim()) {
                ("ip", "dhcp") | ("ip6", "dhcp" | "auto") => {}
                ("ip", value) => found.v4 = Some(Fixed::read(value).filter(|it| it.ip.is_ipv4())?),
                ("ip6", value) => found.v6 = Some(Fixed::read(value).filter(|it| it.ip.is_ipv6())?),
                ("gw", value) => out4 = Some(value.parse().ok().filter(IpAddr::is_ipv4)?),
                ("gw6", value) => out6 = Some(value.parse().ok().filter(IpAddr::is_ipv6)?),
                ("dns", value) => found.names.push(value.parse().ok()?),
                _ => return None,
            }
        }
        if let Some(fixed) = &mut found.v4 {
            fixed.out = out4;
        }
        if let Some(fixed) = &mut found.v6 {
            fixed.out = out6;
        }
        Some(found)
    }

    /// Those that are given, IPv4 first.
    pub(super) fn fixed(&self) -> impl Iterator<Item = String> {
        let both = [&self.v4, &self.v6].into_iter().flatten();
        both.map(|fixed| fixed.ip.to_string()).collect::<Vec<_>>().into_iter()
    }

    /// How the system sets up the card with an address of hardware; nothing if a network tells it.
    fn network(&self, mac: &str) -> Option<Value> {
        let fixed: Vec<&Fixed> = [&self.v4, &self.v6].into_iter().flatten().collect();
        if fixed.is_empty() {
            return None;
        }
        let each = |fixed: &&Fixed| format!("{}/{}", fixed.ip, fixed.bits);
        let all = |fixed: &Fixed| if fixed.ip.is_ipv4() { "0.0.0.0/0" } else { "::/0" };
        let routes = fixed
            .iter()
            .filter_map(|fixed| Some(json!({ "to": all(fixed), "via": fixed.out?.to_string() })));
        let names: Vec<String> = self.names.iter().map(IpAddr::to_string).collect();
        let card = json!({
            "match": { "macaddress": mac },
            "dhcp4": self.v4.is_none(),
            "addresses": fixed.iter().map(each).collect::<Vec<_>>(),
            "routes": routes.collect::<Vec<_>>(),
            "nameservers": { "addresses": names },
        });
        Some(json!({ "version": 2, "ethernets": { "card0": card } }))
    }
}

impl Fixed {
    fn read(text: &str) -> Option<Fixed> {
        let (ip, bits) = text.split_once('/')?;
        let ip: IpAddr = ip.parse().ok()?;
        let most = if ip.is_ipv4() { 32 } else { 128 };
        let bits = bits.parse().ok().filter(|bits| (1..=most).contains(bits))?;
        Some(Fixed { ip, bits, out: None })
    }
}

/// Puts what the system is to read on the machine's second disk, in the place of what is there.
pub(super) async fn put(virsh: &Virsh, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let Some(seed) = Volume::of(machine.more("seed")) else { return Ok(Ok(())) };
    let disk = match disk(plan, machine)? {
        Ok(disk) => disk,
        Err(no) => return Ok(Err(no)),
    };
    if let Err(no) = remove(virsh, &seed).await? {
        return Ok(Err(no));
    }
    let bytes = disk.len().to_string();
    let words = ["vol-create-as", &seed.pool, &seed.name, &bytes, "--format", "raw"];
    if let Err(no) = virsh.run(&words).await? {
        return Ok(Err(no));
    }
    let words = ["vol-upload", &seed.name, "/dev/stdin", "--pool", &seed.pool];
    let shown = format!("({} bytes)", disk.len());
    Ok(virsh.feed(&words, &disk, &shown).await?.map(drop))
}

fn disk(plan: &Plan<'_>, machine: &Machine) -> Result<Result<Vec<u8>, Refused>, PortError> {
    let user = format!("#cloud-config\n{}\n", user_data(plan));
    // A system with another id than last time sets itself up anew.
    let host = plan.name()?;
    let id = format!("{host}-{}", machine.note.call);
    let meta = json!({ "instance-id": id, "local-hostname": host }).to_string();
    let network = Addresses::of(plan)?.network(machine.more("mac")).map(|it| it.to_string());
    let mut files = vec![("user-data", user.as_bytes()), ("meta-data", meta.as_bytes())];
    files.extend(network.as_ref().map(|network| ("network-config", network.as_bytes())));
    Ok(fat::disk(LABEL, &files).ok_or_else(|| {
        Refused::new("too_much", "SSH keys and password do not fit on the disk for cloud-init")
    }))
}

/// Name, password and keys. JSON is YAML, and needs no escaping of its own.
fn user_data(plan: &Plan<'_>) -> Value {
    let (call, keys) = (plan.call, KEYS.of(plan.call));
    let user = plan.choice("ciuser").filter(|user| !user.is_empty()).unwrap_or("root");
    let mut data = json!({ "manage_etc_hosts": true, "disable_root": user != "root" });
    if !call.domain.is_empty() {
        data["fqdn"] = json!(call.domain);
    }
    let mut account = json!({ "name": user, "lock_passwd": false, "ssh_authorized_keys": keys });
    if user != "root" {
        account["sudo"] = json!("ALL=(ALL) NOPASSWD:ALL");
        account["shell"] = json!("/bin/bash");
    }
    data["users"] = json!([account]);
    if !call.password.is_empty() {
        let entry = json!({ "name": user, "type": "text", "password": call.password.expose() });
        data["chpasswd"] = json!({ "expire": false, "users": [entry] });
        data["ssh_pwauth"] = json!(true);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_proxmox_would_take() {
        let fixed = |text: &str| {
            Addresses::read(text).map(|found| found.fixed().collect::<Vec<_>>().join(" "))
        };
        for (text, expected) in [
            ("", Some("")),
            ("ip=dhcp", Some("")),
            ("ip=dhcp,ip6=auto", Some("")),
            ("ip=192.0.2.7/24, gw=192.0.2.1", Some("192.0.2.7")),
            ("ip6=2001:db8::7/64,gw6=2001:db8::1,ip=192.0.2.7/24", Some("192.0.2.7 2001:db8::7")),
            ("ip=192.0.2.7", None),
            ("ip=192.0.2.7/33", None),
            ("ip=2001:db8::7/64", None),
            ("ip=192.0.2.7/24,gw=x", None),
            ("tag=7", None),
            ("dhcp", None),
        ] {
            assert_eq!(fixed(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_given_addresses_are_told_to_the_system() {
        let network = |text: &str| Addresses::read(text).unwrap().network("52:54:00:00:00:01");
        assert_eq!(network("ip=dhcp"), None);
        let found = network("ip=192.0.2.7/24,gw=192.0.2.1,dns=192.0.2.53").unwrap();
        let card = json!({
            "match": { "macaddress": "52:54:00:00:00:01" },
            "dhcp4": false,
            "addresses": ["192.0.2.7/24"],
            "routes": [{ "to": "0.0.0.0/0", "via": "192.0.2.1" }],
            "nameservers": { "addresses": ["192.0.2.53"] },
        });
        assert_eq!(found, json!({ "version": 2, "ethernets": { "card0": card } }));
    }
}
