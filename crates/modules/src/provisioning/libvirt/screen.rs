//! The screen of a machine in a browser: VNC that QEMU speaks over a web socket, on its host only.
//!
//! A web server on the host leads noVNC to it (docs/modules.md shows how), over TLS. QEMU lets in
//! whoever has the password, which is made anew for each look and taken for two minutes; before the
//! first look, and after that time, nobody is let in.
//!
//! Followed: <https://libvirt.org/formatdomain.html#graphical-framebuffers>, and for what the
//! address says <https://novnc.com/noVNC/docs/EMBEDDING.html>.

use jiff::SignedDuration;
use model::domains::name::is_host_name;
use ports::provisioning::Power;
use ports::{PortError, Refused};

use super::{Host, reading};
use crate::provisioning::cloud::{Machine, Plan, Said};
use crate::xml::Node;

/// The product's setting.
pub(super) const SETTING: &str = "console";
/// What a machine is made with: whoever knew this password would not be let in with it either.
pub(super) const CLOSED: &str = "<graphics type='vnc' autoport='yes' websocket='-1' \
    listen='127.0.0.1' passwd='closed' passwdValidTo='1970-01-01T00:00:00'/>";
/// How long a password lets somebody in; who is in stays in. The host's clock may differ from ours.
const OPEN_SECONDS: i64 = 120;
/// VNC reads no more of a password than this.
const PASSWORD_CHARS: usize = 8;

/// Opens the screen of a machine, and says where it is.
pub(super) async fn open(host: &Host, plan: &Plan<'_>, machine: &Machine) -> Said<String> {
    let no = |code: &str, why: &str| Ok(Err(Refused::new(code, why)));
    let Some(page) = page(plan)? else {
        return no("no_console", "The product does not say where the hosts have noVNC");
    };
    if machine.power == Power::Off {
        return no("powered_off", "The machine is switched off");
    }
    let text = match host.virsh.run(&["dumpxml", &machine.id]).await? {
        Ok(text) => text,
        Err(no) => return Ok(Err(no)),
    };
    let domain = reading::read(&text)?;
    let mut screens = domain.at(&["devices"]).into_iter().flat_map(|it| it.all("graphics"));
    let socket = |screen: &Node| screen.value("websocket").parse::<u16>().ok();
    let screen = screens.find(|screen| screen.value("type") == "vnc");
    let Some((screen, port)) = screen.and_then(|screen| Some((screen, socket(screen)?))) else {
        // It was made before machines had one.
        let words = ["update-device", &machine.id, "/dev/stdin", "--config"];
        return match host.virsh.feed(&words, CLOSED.as_bytes(), CLOSED).await? {
            Ok(_) => no("restart_first", "The machine has a screen from its next start on"),
            Err(no) => Ok(Err(no)),
        };
    };
    let password = host.chance.base62(PASSWORD_CHARS);
    let until = host.clock.now() + SignedDuration::from_secs(OPEN_SECONDS);
    let until = until.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let words = ["update-device", &machine.id, "/dev/stdin", "--live"];
    let opened = opened(screen, &password, &until);
    let shown = opened.replace(&password, "(a password)");
    let said = host.virsh.feed(&words, opened.as_bytes(), &shown).await?;
    let page = page.replace("{port}", &port.to_string());
    // What stands behind the mark is not sent to any server.
    Ok(said.map(|_| format!("{page}#autoconnect=true&resize=scale&password={password}")))
}

/// The screen as it is, with a password: only that can be changed while a machine runs.
fn opened(screen: &Node, password: &str, until: &str) -> String {
    let same = ["port", "autoport", "websocket", "listen"].map(|name| {
        let value = quick_xml::escape::escape(screen.value(name));
        if value.is_empty() { String::new() } else { format!(" {name}='{value}'") }
    });
    let same = same.concat();
    format!("<graphics type='vnc'{same} passwd='{password}' passwdValidTo='{until}'/>")
}

/// The address of noVNC, with the host in it and the port still to be put in; the product's alone,
/// as clients choose options.
fn page(plan: &Plan<'_>) -> Result<Option<String>, PortError> {
    let text = plan.call.product.get(SETTING).map(|text| text.trim()).unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    let odd = |byte: u8| byte == b'#' || byte <= b' ' || byte >= 0x7f;
    if !text.starts_with("https://") || !text.contains("{port}") || text.bytes().any(odd) {
        return Err(plan.fault(SETTING, "is no address with https:// and {port} in it"));
    }
    let host = plan.call.server.as_ref().map(|server| server.host.trim()).unwrap_or_default();
    if text.contains("{host}") && !is_host_name(host) {
        return Err(plan.fault(SETTING, "wants the {host}, and the server's is no name of one"));
    }
    Ok(Some(text.replace("{host}", host)))
}
