//! The screen of a machine in a browser: the node opens a port for it and gives a ticket, which its
//! web socket takes for forty seconds, and at the port the node waits for ten, so the link is
//! followed at once (`vncproxy` of `PVE/API2/Qemu.pm`, `verify_vnc_ticket` of
//! `PVE/AccessControl.pm`).
//!
//! Browsers cannot say who we are at a web socket, so a web server on the node leads noVNC to it
//! and adds the token (docs/modules.md shows how). Whoever has no ticket is let in by nobody.
//!
//! Followed: `vncproxy` and `vncwebsocket` of
//! <https://pve.proxmox.com/pve-docs/api-viewer/index.html#/nodes/{node}/qemu/{vmid}> (9.2,
//! permission `VM.Console`) and <https://novnc.com/noVNC/docs/EMBEDDING.html>.

use model::domains::name::is_host_name;
use ports::provisioning::Power;
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::Api;
use crate::provisioning::cloud::{Machine, Plan, Said};

/// The product's setting.
pub(super) const SETTING: &str = "console";

/// The ports and the length of a ticket that `vncwebsocket` takes.
const PORTS: std::ops::RangeInclusive<u16> = 5_900..=5_999;
const TICKET_BYTES_MAX: usize = 512;

/// Has the node open the screen, and says where it is.
pub(super) async fn open(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Said<String> {
    let no = |code: &str, why: &str| Ok(Err(Refused::new(code, why)));
    let Some(page) = page(plan)? else {
        return no("no_console", "The product does not say where the node has noVNC");
    };
    if machine.power == Power::Off {
        return no("powered_off", "The machine is switched off");
    }
    let path = [machine.more("node"), "qemu", &machine.id, "vncproxy"];
    let answer = match api.post(&path, vec![("websocket", "1".to_owned())]).await? {
        Ok(answer) => answer,
        Err(no) => return Ok(Err(no)),
    };
    let link = link(&page, machine.more("node"), &machine.id, &answer);
    link.map(Ok).ok_or_else(|| api.unreadable("a screen without port or ticket"))
}

/// noVNC with the socket behind the mark, which browsers send to nobody.
fn link(page: &str, node: &str, vmid: &str, answer: &Value) -> Option<String> {
    let text = |name: &str| match answer.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (port, ticket) = (text("port"), text("ticket"));
    let good = port.parse::<u16>().is_ok_and(|port| PORTS.contains(&port));
    if !good || ticket.is_empty() || ticket.len() > TICKET_BYTES_MAX {
        return None;
    }
    // A ticket begins with its password, which older nodes do not tell apart from it; those from
    // before had the ticket as the password, of which VNC reads the beginning.
    let password = Some(text("password")).filter(|password| !password.is_empty());
    let password = password.unwrap_or_else(|| ticket.clone());
    let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let socket = format!(
        "api2/json/nodes/{node}/qemu/{vmid}/vncwebsocket?port={port}&vncticket={}",
        escaped(&ticket)
    );
    let (socket, password) = (escaped(&socket), escaped(&password));
    Some(format!(
        "{page}#autoconnect=true&resize=scale&encrypt=true&path={socket}&password={password}"
    ))
}

/// The address of noVNC, with the host in it; the product's alone, as clients choose options.
fn page(plan: &Plan<'_>) -> Result<Option<String>, PortError> {
    let text = plan.call.product.get(SETTING).map(|text| text.trim()).unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    let odd = |byte: u8| byte == b'#' || byte <= b' ' || byte >= 0x7f;
    if !text.starts_with("https://") || text.bytes().any(odd) {
        return Err(plan.fault(SETTING, "is no address with https://"));
    }
    let host = plan.call.server.as_ref().map(|server| server.host.trim()).unwrap_or_default();
    if text.contains("{host}") && !is_host_name(host) {
        return Err(plan.fault(SETTING, "wants the {host}, and the server's is no name of one"));
    }
    Ok(Some(text.replace("{host}", host)))
}

#[cfg(test)]
mod tests {
    use super::link;
    use serde_json::json;

    #[test]
    fn the_socket_stands_behind_the_mark() {
        let page = "https://pve.example/novnc/vnc.html";
        let link = |answer| link(page, "pve", "100", &answer);
        let start = "https://pve.example/novnc/vnc.html#autoconnect=true&resize=scale&encrypt=true\
            &path=api2%2Fjson%2Fnodes%2Fpve%2Fqemu%2F100%2Fvncwebsocket%3Fport%3D5900\
            %26vncticket%3DPVEVNC%253AA%252B%253D";
        let old = link(json!({"port": "5900", "ticket": "PVEVNC:A+=", "cert": "x"}));
        assert_eq!(old, Some(format!("{start}&password=PVEVNC%3AA%2B%3D")));
        let new = link(json!({"port": 5900, "ticket": "PVEVNC:A+=", "password": "p&1"}));
        assert_eq!(new, Some(format!("{start}&password=p%261")));
        for bad in [
            json!({"port": 5900}),
            json!({"ticket": "x"}),
            json!({"port": "", "ticket": "x"}),
            json!({"port": 22, "ticket": "x"}),
            json!({"port": 6000, "ticket": "x"}),
            json!({"port": 5900, "ticket": "x".repeat(513)}),
        ] {
            assert_eq!(link(bad.clone()), None, "{bad}");
        }
    }
}
