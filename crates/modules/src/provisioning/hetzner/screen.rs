//! The screen of a machine in a browser: Hetzner gives an address that is good for a minute, over a
//! web socket, and noVNC speaks what is behind it.
//!
//! Followed: <https://docs.hetzner.cloud/reference/cloud#server-actions> (`request_console`) and,
//! for what stands behind the mark, <https://novnc.com/noVNC/docs/EMBEDDING.html>.

use ports::provisioning::{ProvisionOutcome, ServiceChanges};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::Api;
use super::machine::Machine;
use super::{MODULE, Plan, follow};

/// The product's setting.
pub(super) const SETTING: &str = "console";

/// Has Hetzner open the screen, and says where it is.
pub(super) async fn open(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    let Some(page) = page(plan)? else {
        let why = "The product does not say where there is a noVNC";
        return Ok(ProvisionOutcome::Refused(Refused::new("no_console", why)));
    };
    let answer = match follow::ask(api, machine, "request_console", json!({})).await? {
        Ok(answer) => answer,
        Err(no) => return follow::refused(api, no),
    };
    let said = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    let link = link(page, said("wss_url"), said("password"));
    let link = link.ok_or_else(|| api.unreadable("a console without an address"))?;
    Ok(ProvisionOutcome::Done(ServiceChanges { link: Some(link), ..ServiceChanges::default() }))
}

/// The address of noVNC: the product's alone, as clients choose options.
fn page<'a>(plan: &'a Plan<'_>) -> Result<Option<&'a str>, PortError> {
    let text = plan.call.product.get(SETTING).map(|text| text.trim()).unwrap_or_default();
    let odd = |byte: u8| byte == b'#' || byte <= b' ' || byte >= 0x7f;
    if !text.is_empty() && (!text.starts_with("https://") || text.bytes().any(odd)) {
        return Err(PortError::setting(MODULE, SETTING, "is no address with https://"));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// noVNC with the socket behind the mark, which browsers send to nobody.
fn link(page: &str, socket: &str, password: &str) -> Option<String> {
    let rest = socket.strip_prefix("wss://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    if host.is_empty() || password.is_empty() {
        return None;
    }
    let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    Some(format!(
        "{page}#autoconnect=true&resize=scale&encrypt=true&host={}&port={}&path={}&password={}",
        escaped(host),
        escaped(port),
        escaped(path),
        escaped(password)
    ))
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn the_socket_stands_behind_the_mark() {
        let page = "https://us.example/novnc/vnc.html";
        let link = |socket: &str, password: &str| link(page, socket, password);
        let expected = "https://us.example/novnc/vnc.html#autoconnect=true&resize=scale\
            &encrypt=true&host=console.example&port=443&path=%3Fserver_id%3D1%26token%3Da-b\
            &password=9M%2B";
        let found = link("wss://console.example/?server_id=1&token=a-b", "9M+");
        assert_eq!(found.as_deref(), Some(expected));
        assert!(link("wss://console.example:8443", "x").is_some_and(|it| it.contains("port=8443")));
        for (socket, password) in
            [("ws://console.example/", "x"), ("wss:///x", "x"), ("wss://a/x", ""), ("", "x")]
        {
            assert_eq!(link(socket, password), None, "{socket} {password}");
        }
    }
}
