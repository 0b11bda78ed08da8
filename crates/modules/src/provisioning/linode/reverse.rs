//! What addresses are called: <https://techdocs.akamai.com/linode-api/reference/put-ip>.
//!
//! Linode takes a name only once that name leads to the address; its own words say so.

use std::net::IpAddr;

use ports::PortError;
use ports::provisioning::{ReverseDns, ReverseName};
use reqwest::Method;
use serde_json::{Value, json};

use super::Api;
use crate::http::Request;
use crate::provisioning::cloud::{Machine, Said};

pub(super) async fn names(api: &Api, machine: &Machine) -> Result<ReverseDns, PortError> {
    let said = api.get(&["linode", "instances", &machine.id, "ips"], &[]).await?;
    let found = api.read(said)?;
    let v4 = found.pointer("/ipv4/public").and_then(Value::as_array).into_iter().flatten();
    let v6 = found.pointer("/ipv6/slaac").filter(|each| each.is_object());
    let name = |each: &Value| {
        let text = |name: &str| each.get(name).and_then(Value::as_str).unwrap_or_default();
        ReverseName::read(text("address"), text("rdns"))
    };
    Ok(ReverseDns { names: v4.chain(v6).filter_map(name).collect(), networks: Vec::new() })
}

/// Sets a name; the address may be any of the account, so the caller has looked whose it is.
pub(super) async fn set(api: &Api, address: IpAddr, name: Option<&str>) -> Said<()> {
    let path = ["networking", "ips", &address.to_string()];
    let request = Request::new(Method::PUT, &path).json(json!({ "rdns": name }));
    Ok(api.send(request).await?.map(drop))
}
