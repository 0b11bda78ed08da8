//! What an address of pages, of a server or of a machine looks like.

use std::net::{IpAddr, Ipv6Addr};

use super::values::{LINE_LETTERS_MAX, all, letters};

/// Whether it is an address of pages, by one of the schemes.
pub(super) fn is_url(value: &str, schemes: &[&str]) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`{}|^".contains(c);
    let rest = schemes.iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = |port: &str| are_digits(port) && port.parse().is_ok_and(|port: u16| port > 0);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    let is_name = !name.is_empty() && !name.starts_with('.') && is_server(name);
    let is_bare = name.contains(':') && !name.starts_with('[');
    is_name && !is_bare && !rest.contains(odd)
}

/// Whether it is the name or the address of a server alone; an address may stand in brackets.
pub(in crate::system) fn is_server(value: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "/@,;[]".contains(c);
    let bare = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if bare.is_some() || value.contains(':') {
        return bare.unwrap_or(value).parse::<Ipv6Addr>().is_ok();
    }
    !value.is_empty() && letters(value) <= LINE_LETTERS_MAX && !value.contains(odd)
}

/// As `people::credentials` reads them.
pub(super) fn are_addresses(value: &str) -> bool {
    let is_address = |text: &str| text.trim().parse::<IpAddr>().is_ok();
    match serde_json::from_str::<Vec<String>>(value) {
        Ok(listed) => listed.iter().all(|each| is_address(each)),
        Err(_) => all(&value.replace(['\n', '\r', ' '], ","), is_address),
    }
}

/// Whether it has digits, and nothing else.
pub(super) fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
