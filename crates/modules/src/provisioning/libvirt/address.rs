//! The address of a host, in the form that libvirt takes (<https://www.libvirt.org/uri.html>).

use ports::PortError;
use ports::provisioning::ServerCall;

use super::MODULE;

/// Ways to a host. Others start programs of the address's choosing.
const WAYS: [&str; 6] =
    ["qemu", "qemu+unix", "qemu+ssh", "qemu+libssh", "qemu+libssh2", "qemu+tls"];
/// What an address may say beyond the host. `command` and `netcat` name programs to start.
const PARAMETERS: [&str; 8] = [
    "keyfile",
    "known_hosts",
    "known_hosts_verify",
    "mode",
    "no_tty",
    "pkipath",
    "socket",
    "sshauth",
];
const BYTES_MAX: usize = 500;

/// The address of a server record: this machine, a host over SSH (with a user name) or TLS
/// (without), or whatever the record says in libvirt's own words.
pub(super) fn address(server: &ServerCall) -> Result<String, PortError> {
    let host = server.host.trim();
    if host.contains("://") {
        return whole(host);
    }
    if host.is_empty() || host == "localhost" {
        return Ok("qemu:///system".to_owned());
    }
    if !is_host(host) {
        return Err(fault("hostname", "is neither the name of a host nor an address of libvirt's"));
    }
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
    match server.username.trim() {
        "" => Ok(format!("qemu+tls://{host}{port}/system")),
        user if is_user(user) => Ok(format!("qemu+ssh://{user}@{host}{port}/system?no_tty=1")),
        _ => Err(fault("username", "has other than letters, digits, dots, dashes and underscores")),
    }
}

/// An address as it is, if it leads to QEMU and starts no program of its own.
fn whole(address: &str) -> Result<String, PortError> {
    let wrong = |why: &str| Err(fault("hostname", why));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.:@=&?+-_,[]".contains(&byte);
    if address.len() > BYTES_MAX || !address.bytes().all(plain) {
        return wrong("is an address with characters that are not taken");
    }
    let (way, rest) = address.split_once("://").unwrap_or_default();
    if !WAYS.contains(&way) {
        return wrong(&format!(
            "is an address that does not begin with one of {}",
            WAYS.join(", ")
        ));
    }
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (who, path) = place.split_once('/').unwrap_or((place, ""));
    if !matches!(path, "system" | "session") {
        return wrong("is an address that does not end in /system or /session");
    }
    if who.starts_with('-') || who.contains("@-") {
        return wrong("is an address with a host that is none");
    }
    for (name, _) in query.split('&').filter_map(|each| each.split_once('=')) {
        if !PARAMETERS.contains(&name) {
            return wrong(&format!("is an address that says {name}, which is not taken"));
        }
    }
    let asks = way.contains("ssh") && !query.contains("no_tty=");
    let joint = if query.is_empty() { '?' } else { '&' };
    Ok(if asks { format!("{address}{joint}no_tty=1") } else { address.to_owned() })
}

fn is_host(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    host.len() <= 253 && !host.starts_with(['-', '.']) && host.bytes().all(plain)
}

fn is_user(user: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    user.len() <= 64 && !user.starts_with('-') && user.bytes().all(plain)
}

fn fault(setting: &str, why: &str) -> PortError {
    PortError::setting(MODULE, setting, why)
}

#[cfg(test)]
mod tests {
    use model::ids::ServerId;

    use super::*;

    fn found(host: &str, user: &str, port: Option<u16>) -> Result<String, String> {
        let server = ServerCall {
            server: ServerId(1),
            name: String::new(),
            host: host.to_owned(),
            ip: String::new(),
            port,
            secure: true,
            username: user.to_owned(),
            password: ports::Secret::default(),
            access_key: ports::Secret::default(),
        };
        address(&server).map_err(|error| error.to_string())
    }

    #[test]
    fn server_records_lead_to_addresses() {
        for (host, user, port, expected) in [
            ("", "", None, "qemu:///system"),
            ("localhost", "root", Some(22), "qemu:///system"),
            ("kvm1.example.com", "", None, "qemu+tls://kvm1.example.com/system"),
            ("kvm1", "root", Some(2222), "qemu+ssh://root@kvm1:2222/system?no_tty=1"),
            ("2001:db8::1", "", Some(16514), "qemu+tls://[2001:db8::1]:16514/system"),
            ("qemu:///session", "", None, "qemu:///session"),
            ("qemu+ssh://a@b/system", "", None, "qemu+ssh://a@b/system?no_tty=1"),
            (
                "qemu+ssh://a@b/system?keyfile=/etc/key",
                "",
                None,
                "qemu+ssh://a@b/system?keyfile=/etc/key&no_tty=1",
            ),
            ("qemu+unix:///session?socket=/run/s", "", None, "qemu+unix:///session?socket=/run/s"),
        ] {
            assert_eq!(found(host, user, port).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn no_address_starts_a_program() {
        for (host, user, part) in [
            ("-oProxyCommand=x", "", "hostname"),
            ("kvm1;reboot", "", "hostname"),
            ("kvm1", "-l x", "username"),
            ("test:///default", "", "begin with"),
            ("qemu+ext:///system?command=/bin/sh", "", "begin with"),
            ("qemu+ssh://b/system?command=/bin/sh", "", "says command"),
            ("qemu+ssh://b/system?netcat=/bin/sh", "", "says netcat"),
            ("qemu+ssh://b/system?%63ommand=/bin/sh", "", "characters"),
            ("qemu+ssh://-oProxyCommand=x/system", "", "a host that is none"),
            ("qemu+ssh://a@-oProxyCommand=x/system", "", "a host that is none"),
            ("qemu+ssh://b/embed", "", "does not end"),
        ] {
            let error = found(host, user, None).unwrap_err();
            assert!(error.contains(part), "{host}: {error}");
        }
    }
}
