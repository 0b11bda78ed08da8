//! WHOIS (RFC 3912): a line is sent, and text comes back until the server hangs up. What the text
//! says is for people; whether a name is free must be read out of some forty ways to say so.

use std::time::Duration;

use ports::whois::Published;
use ports::{PortError, UnknownCause};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::MODULE;

const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);
const BYTES_MAX: u64 = 64 * 1024;

/// What lines begin with when nobody has the name.
const FREE_BEGINNINGS: [&str; 16] = [
    "no match",
    "not found",
    "no found",
    "no entries found",
    "no data found",
    "no object found",
    "no such domain",
    "nothing found",
    "domain not found",
    "domain does not exist",
    "domain status: no object found",
    "object does not exist",
    "object_not_found",
    "the queried object does not exist",
    "not registered",
    "status: free",
];
/// And what they have in them.
const FREE_PIECES: [&str; 8] = [
    "is available for registration",
    "is available for purchase",
    "has not been registered",
    "is not registered",
    "no information was found",
    "no information available about domain name",
    "is free",
    "status: available",
];
/// What lines of a name begin with that somebody has.
const TAKEN_BEGINNINGS: [&str; 9] = [
    "registrar:",
    "registrant:",
    "nserver:",
    "name server:",
    "creation date:",
    "created:",
    "registered on:",
    "status: connect",
    "expiry date:",
];

/// Asks a server about a name.
pub(super) async fn ask(host: &str, name: &str) -> Result<Published, PortError> {
    let text = exchange(host, &question(host, name)).await?;
    if text.trim().is_empty() {
        return Err(unreadable(format!("{host} said nothing")));
    }
    Ok(Published { is_free: is_free(&text), source: host.to_owned(), text })
}

/// Three registries of many names want more than the name, else they list look-alikes or answer in
/// another language.
fn question(host: &str, name: &str) -> String {
    match host {
        "whois.verisign-grs.com" => format!("domain {name}"),
        "whois.denic.de" => format!("-T dn,ace {name}"),
        "whois.jprs.jp" => format!("{name}/e"),
        _ => name.to_owned(),
    }
}

/// Sends a line and reads everything.
pub(super) async fn exchange(host: &str, line: &str) -> Result<String, PortError> {
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:43") };
    let not_sent =
        |why: String| PortError::NotSent { module: MODULE, why, retry_after_seconds: None };
    let mut stream = match timeout(CONNECT_TIME_MAX, TcpStream::connect(&address)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Err(not_sent(format!("{address}: {error}"))),
        Err(_) => return Err(not_sent(format!("{address}: no connection in time"))),
    };
    let mut bytes = Vec::new();
    let talk = async {
        stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        stream.take(BYTES_MAX).read_to_end(&mut bytes).await
    };
    let unknown = |cause, why| PortError::Unknown { module: MODULE, cause, why };
    match timeout(ANSWER_TIME_MAX, talk).await {
        Ok(Ok(_)) => Ok(text(&bytes)),
        Ok(Err(error)) => Err(unknown(UnknownCause::Transport, format!("{address}: {error}"))),
        Err(_) => Err(unknown(UnknownCause::Timeout, address)),
    }
}

/// UTF-8, or Latin-1 as the older servers write; without what is no text.
fn text(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Whether nobody has the name. In doubt somebody has it: nothing is sold that may be taken.
fn is_free(text: &str) -> bool {
    let lines = text.lines().map(|line| {
        let line = line.trim_start_matches(['%', '#', '*', '"', '>', ' ', '\t']).to_lowercase();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let lines: Vec<String> = lines.collect();
    let any = |pieces: &[&str], is: fn(&str, &str) -> bool| {
        lines.iter().any(|line| pieces.iter().any(|piece| is(line, piece)))
    };
    !any(&TAKEN_BEGINNINGS, |line, piece| line.starts_with(piece))
        && (any(&FREE_BEGINNINGS, |line, piece| line.starts_with(piece))
            || any(&FREE_PIECES, |line, piece| line.contains(piece)))
}

fn unreadable(why: String) -> PortError {
    PortError::Unknown { module: MODULE, cause: UnknownCause::Unreadable, why }
}

#[cfg(test)]
mod tests {
    use super::{is_free, question, text};

    #[test]
    fn free_is_said_in_many_ways() {
        for (said, expected) in [
            ("No match for domain \"EXAMPLE.COM\".\n>>> Last update <<<", true),
            ("Domain Name: EXAMPLE.COM\nRegistrar: RESERVED-IANA", false),
            ("Domain: example.de\nStatus: free", true),
            ("Domain: example.de\nStatus: connect", false),
            ("%% NOT FOUND", true),
            ("NOT FOUND\n>>> Last update of WHOIS database", true),
            ("% No entries found for query \"x.at\".", true),
            ("domain:  x.se\nholder: someone\nnserver: ns.x.se", false),
            ("domain \"x.se\" not found.", false),
            ("Domain not found.", true),
            ("The queried object does not exist: no matching objects found", true),
            ("Domain:\tx.be\nStatus:\tAVAILABLE", true),
            ("x.it\nStatus:             AVAILABLE", true),
            ("The domain has not been registered.", true),
            ("Name Server: NS1.X.TEST\nNotice: a name that is free may be reserved", false),
            ("Rate limit exceeded", false),
        ] {
            assert_eq!(is_free(said), expected, "{said}");
        }
    }

    #[test]
    fn some_servers_want_more_than_the_name() {
        assert_eq!(question("whois.denic.de", "x.de"), "-T dn,ace x.de");
        assert_eq!(question("whois.nic.test", "x.test"), "x.test");
    }

    #[test]
    fn old_servers_write_latin_1() {
        assert_eq!(text(b"Stra\xdfe\r\nx\x00"), "Straße\nx");
        assert_eq!(text("Straße".as_bytes()), "Straße");
    }
}
