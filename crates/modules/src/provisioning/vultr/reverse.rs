//! What addresses are called: <https://www.vultr.com/api/#tag/instances>.

use std::net::IpAddr;

use model::system::network::Network;
use ports::PortError;
use ports::provisioning::{ReverseDns, ReverseName};
use serde_json::{Value, json};

use super::Words;
use crate::provisioning::cloud::{Bearer, Machine, Said};

/// The addresses of a machine and their names; of its IPv6 network, its own and those with a name.
pub(super) async fn names(api: &Bearer<Words>, machine: &Machine) -> Result<ReverseDns, PortError> {
    let v4 = api.read(api.get(&["instances", &machine.id, "ipv4"], &[]).await?)?;
    let v6 = api.read(api.get(&["instances", &machine.id, "ipv6", "reverse"], &[]).await?)?;
    let list = |from: &Value, name: &str| -> Vec<Value> {
        from.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let public = |each: &Value| each.get("type").and_then(Value::as_str) != Some("private");
    let name = |each: &Value| {
        let text = |name: &str| each.get(name).and_then(Value::as_str).unwrap_or_default();
        ReverseName::read(text("ip"), text("reverse"))
    };
    let v4 = list(&v4, "ipv4s").into_iter().filter(public);
    let mut names: Vec<ReverseName> = v4.filter_map(|each| name(&each)).collect();
    let named: Vec<ReverseName> = list(&v6, "reverse_ipv6s").iter().filter_map(name).collect();
    let own = machine.more_ips.iter().filter_map(|ip| ReverseName::read(ip, ""));
    let is_named = |own: &ReverseName| named.iter().any(|each| each.address == own.address);
    names.extend(own.filter(|own| own.address.is_ipv6() && !is_named(own)));
    names.extend(named.iter().cloned());
    let networks = machine.more("networks").split(' ').filter_map(Network::parse);
    Ok(ReverseDns { names, networks: networks.collect() })
}

pub(super) async fn set(
    api: &Bearer<Words>,
    machine: &Machine,
    address: IpAddr,
    name: Option<&str>,
) -> Said<()> {
    let (id, ip) = (machine.id.as_str(), address.to_string());
    let said = match (address, name) {
        (IpAddr::V4(_), Some(name)) => {
            let body = json!({ "ip": ip, "reverse": name });
            api.post(&["instances", id, "ipv4", "reverse"], body).await?
        }
        (IpAddr::V4(_), None) => {
            let path = ["instances", id, "ipv4", "reverse", "default"];
            api.post(&path, json!({ "ip": ip })).await?
        }
        (IpAddr::V6(_), Some(name)) => {
            let body = json!({ "ip": ip, "reverse": name });
            api.post(&["instances", id, "ipv6", "reverse"], body).await?
        }
        (IpAddr::V6(_), None) => {
            match api.delete(&["instances", id, "ipv6", "reverse", &ip]).await? {
                // It has no name already.
                Err(no) if no.code == "not_found" => Ok(Value::Null),
                said => said,
            }
        }
    };
    Ok(said.map(drop))
}
