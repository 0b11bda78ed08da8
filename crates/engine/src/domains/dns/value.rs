//! What somebody wrote, as a record of the zone.

use std::net::{Ipv4Addr, Ipv6Addr};

use model::domains::name::is_host_name;
use ports::dns::ZoneRecordKind;
use store::domains::names::DomainRow;

use super::{TTL_RANGE, Written};
use crate::{Result, invalid};

/// A text of a record at most (RFC 1035 has strings of 255; hosts put several together).
const TEXT_MAX: usize = 4_000;
/// A name at most (RFC 1035 section 2.3.4).
const NAME_MAX: usize = 253;

/// A record that fits its zone.
pub(super) struct Read {
    pub(super) name: String,
    pub(super) kind: ZoneRecordKind,
    pub(super) value: String,
    pub(super) ttl: Option<u32>,
}

pub(super) fn read(row: &DomainRow, written: &Written<'_>) -> Result<Read> {
    let kind = ZoneRecordKind::from_word(written.kind.trim())
        .ok_or_else(|| invalid("type", "Unknown type of record"))?;
    let name = name(written.name, &row.name)
        .ok_or_else(|| invalid("name", "This is no name of the domain"))?;
    if kind == ZoneRecordKind::Ns && name == row.name {
        return Err(invalid("name", "The name servers of the domain are set elsewhere"));
    }
    let value = value(kind, written.value.trim())
        .ok_or_else(|| invalid("value", "The value does not fit the type"))?;
    let ttl = match written.ttl {
        Some(ttl) if TTL_RANGE.contains(&ttl) => u32::try_from(ttl).ok(),
        Some(_) => return Err(invalid("ttl", "60 to 604800 seconds")),
        None => None,
    };
    Ok(Read { name, kind, value, ttl })
}

/// The whole name of what somebody wrote.
fn name(written: &str, zone: &str) -> Option<String> {
    let written = written.trim().trim_end_matches('.').to_ascii_lowercase();
    if written.is_empty() || written == "@" || written == zone {
        return Some(zone.to_owned());
    }
    let whole = match written.strip_suffix(zone) {
        Some(head) if head.ends_with('.') => written,
        _ => format!("{written}.{zone}"),
    };
    let head = whole.strip_suffix(zone)?.strip_suffix('.')?;
    let mut labels = head.split('.').enumerate();
    let fits = |(place, label): (usize, &str)| {
        (label == "*" && place == 0)
            || (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
                && !label.starts_with('-')
                && !label.ends_with('-')
    };
    (labels.all(fits) && whole.len() <= NAME_MAX).then_some(whole)
}

/// The value as the host takes it, if it fits.
fn value(kind: ZoneRecordKind, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |text: &str| text.parse::<u16>().ok();
    match (kind, words.as_slice()) {
        (ZoneRecordKind::A, [one]) => one.parse::<Ipv4Addr>().ok().map(|ip| ip.to_string()),
        (ZoneRecordKind::Aaaa, [one]) => one.parse::<Ipv6Addr>().ok().map(|ip| ip.to_string()),
        (ZoneRecordKind::Cname | ZoneRecordKind::Ns, [one]) => host(one),
        (ZoneRecordKind::Mx, [preference, at]) => {
            Some(format!("{} {}", number(preference)?, host(at)?))
        }
        (ZoneRecordKind::Srv, [priority, weight, port, at]) => {
            let numbers = (number(priority)?, number(weight)?, number(port)?);
            let at = if *at == "." { ".".to_owned() } else { host(at)? };
            Some(format!("{} {} {} {at}", numbers.0, numbers.1, numbers.2))
        }
        (ZoneRecordKind::Caa, [flags, tag, rest @ ..]) if !rest.is_empty() => {
            let flags = flags.parse::<u8>().ok()?;
            let known = ["issue", "issuewild", "iodef", "issuemail", "issuevmc"].contains(tag);
            let rest = rest.join(" ");
            let rest = rest.trim_matches('"');
            let plain = rest.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'"');
            (known && plain).then(|| format!("{flags} {tag} {rest}"))
        }
        (ZoneRecordKind::Txt, _) => {
            // People paste texts with the quotes of zone files around them.
            let text =
                text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
            let plain = text.bytes().all(|b| (b' '..=b'~').contains(&b));
            (!text.is_empty() && text.len() <= TEXT_MAX && plain).then(|| text.to_owned())
        }
        _ => None,
    }
}

fn host(text: &str) -> Option<String> {
    let text = text.trim_end_matches('.').to_ascii_lowercase();
    // Services and keys of mail stand under names with underscores.
    let plain = text.replace('_', "x");
    is_host_name(&plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use ports::dns::ZoneRecordKind::{A, Aaaa, Caa, Cname, Mx, Srv, Txt};

    use super::{name, value};

    #[test]
    fn names_are_of_the_domain() {
        for (written, expected) in [
            ("", Some("shop.example")),
            ("@", Some("shop.example")),
            ("SHOP.example.", Some("shop.example")),
            ("www", Some("www.shop.example")),
            ("www.shop.example", Some("www.shop.example")),
            ("*.dev", Some("*.dev.shop.example")),
            ("_dmarc", Some("_dmarc.shop.example")),
            ("www.other.example", Some("www.other.example.shop.example")),
            ("a..b", None),
            ("-a", None),
            ("a.*", None),
            ("a b", None),
            ("ü", None),
        ] {
            assert_eq!(name(written, "shop.example").as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn values_fit_their_type() {
        for (kind, text, expected) in [
            (A, "192.0.2.1", Some("192.0.2.1")),
            (A, "2001:db8::1", None),
            (A, "192.0.2.1 192.0.2.2", None),
            (Aaaa, "2001:DB8:0:0:0:0:0:1", Some("2001:db8::1")),
            (Cname, "Shops.Example.net.", Some("shops.example.net")),
            (Cname, "no name", None),
            (Mx, "10 mail.example.net", Some("10 mail.example.net")),
            (Mx, "mail.example.net", None),
            (Mx, "70000 mail.example.net", None),
            (Srv, "10 5 5060 sip.example.net", Some("10 5 5060 sip.example.net")),
            (Caa, "0 issue \"ca.example\"", Some("0 issue ca.example")),
            (Caa, "0 forbid ca.example", None),
            (Txt, "\"v=spf1 -all\"", Some("v=spf1 -all")),
            (Txt, "", None),
            (Txt, "a\nb", None),
        ] {
            assert_eq!(value(kind, text).as_deref(), expected, "{text}");
        }
    }
}
