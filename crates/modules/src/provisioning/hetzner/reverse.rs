//! What addresses are called:
//! <https://docs.hetzner.cloud/reference/cloud#server-actions-change-reverse-dns-entry-for-this-server>.

use std::net::IpAddr;

use model::system::network::Network;
use ports::provisioning::{ReverseDns, ReverseName};
use ports::{PortError, Refused, UnknownCause};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::MODULE;
use super::api::Api;
use super::follow::{self, FIRST_PAUSE, PAUSE_MAX, WAITED_MAX};
use super::machine::Machine;

/// The addresses of a machine; of its IPv6 network, those that have a name, and the one that
/// systems take by themselves.
pub(super) fn names(machine: &Machine) -> ReverseDns {
    let v4 = ReverseName::read(
        machine.text("/public_net/ipv4/ip"),
        machine.text("/public_net/ipv4/dns_ptr"),
    );
    let network = Network::parse(machine.text("/public_net/ipv6/ip"));
    let named: Vec<ReverseName> = machine
        .list("/public_net/ipv6/dns_ptr")
        .iter()
        .filter_map(|each| {
            let text = |name: &str| each.get(name).and_then(Value::as_str).unwrap_or_default();
            ReverseName::read(text("ip"), text("dns_ptr"))
        })
        .collect();
    let first = first(machine.text("/public_net/ipv6/ip"));
    let first = first.filter(|first| named.iter().all(|each| each.address != first.address));
    let names = v4.into_iter().chain(first).chain(named);
    ReverseDns { names: names.collect(), networks: network.into_iter().collect() }
}

/// The address `::1` of a network, which the images of Hetzner give to their machines.
fn first(network: &str) -> Option<ReverseName> {
    let (address, _) = network.split_once('/')?;
    match address.parse().ok()? {
        IpAddr::V6(lowest) => {
            let address = std::net::Ipv6Addr::from(u128::from(lowest) | 1);
            Some(ReverseName { address: address.into(), name: String::new() })
        }
        IpAddr::V4(_) => None,
    }
}

/// Sets a name, and waits until it is set.
pub(super) async fn set(
    api: &Api,
    machine: &Machine,
    address: IpAddr,
    name: Option<&str>,
) -> Result<Result<(), Refused>, PortError> {
    let body = json!({ "ip": address.to_string(), "dns_ptr": name });
    let asked = match follow::ask(api, machine, "change_dns_ptr", body).await? {
        Ok(asked) => asked,
        Err(no) => {
            return match api.not_taken(no.clone()) {
                error @ PortError::Configuration { .. } => Err(error),
                _ => Ok(Err(no)),
            };
        }
    };
    let number = asked.pointer("/action/id").map(Value::to_string);
    let number = number.ok_or_else(|| api.unreadable("an action without number"))?;
    let (until, mut pause) = (Instant::now() + WAITED_MAX, FIRST_PAUSE);
    loop {
        let found = api.read(&["actions", &number], &[]).await?;
        let text = |path: &str| found.pointer(path).and_then(Value::as_str).unwrap_or_default();
        match text("/action/status") {
            "success" => return Ok(Ok(())),
            "error" => {
                let (code, why) = (text("/action/error/code"), text("/action/error/message"));
                return Ok(Err(Refused::new(code, why)));
            }
            _ if Instant::now() + pause > until => break,
            _ => {}
        }
        sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
    let why = format!("action {number} is still running");
    Err(PortError::Unknown { module: MODULE, cause: UnknownCause::Timeout, why })
}
