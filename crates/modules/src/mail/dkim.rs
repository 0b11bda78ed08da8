//! Signing mails (DKIM, RFC 6376), relaxed in headers and body, with RSA and SHA-256.
//!
//! lettre has a signer, which goes through the headers with one call a letter: a long header ends
//! the whole program where calls are not folded. What it does to headers when it is not relaxed
//! does not verify.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use ports::mail::{MadeMailKey, MailKey, MailKeys};
use ports::{Asking, PortError, Refused, Secret};
use rsa::pkcs1::{DecodeRsaPrivateKey as _, EncodeRsaPrivateKey as _};
use rsa::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest as _, Sha256};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

const MODULE: &str = "dkim";
/// What receivers take for safe and all of them can check (RFC 8301 section 3.2).
const BITS: usize = 2048;
/// Smaller keys are not believed, larger ones do not fit into what the DNS carries.
const BITS_KNOWN: std::ops::RangeInclusive<usize> = 1024..=4096;

/// What is signed where a mail has it (RFC 6376 section 5.4.1).
const SIGNED: [&str; 14] = [
    "from",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "list-unsubscribe",
];

/// Keys for signing, made by this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct DkimKeys;

impl MailKeys for DkimKeys {
    fn make(&self) -> Asking<'_, MadeMailKey> {
        Box::pin(async {
            // It is a tenth of a second of work, and more on a bad day.
            let made = tokio::task::spawn_blocking(|| {
                let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|error| odd(&error))?;
                halves(&key).map_err(|why| odd(&why))
            });
            made.await.map_err(|error| odd(&error))?
        })
    }

    fn read(&self, pem: &str) -> Result<MadeMailKey, Refused> {
        let pem = pem.trim();
        let key = RsaPrivateKey::from_pkcs8_pem(pem).ok();
        let key = key.or_else(|| RsaPrivateKey::from_pkcs1_pem(pem).ok());
        let bad = |why: &str| Refused::new("bad_key", why);
        let key = key.ok_or_else(|| bad("This is no RSA key in PEM without a password"))?;
        if !BITS_KNOWN.contains(&(key.size() * 8)) {
            return Err(bad("An RSA key for mails has 1024 to 4096 bits"));
        }
        halves(&key).map_err(|why| bad(&why))
    }
}

fn halves(key: &RsaPrivateKey) -> Result<MadeMailKey, String> {
    let private = key.to_pkcs1_pem(LineEnding::LF).map_err(|error| error.to_string())?;
    let public = key.to_public_key().to_public_key_der().map_err(|error| error.to_string())?;
    Ok(MadeMailKey {
        private: Secret::from(private.as_str()),
        public: BASE64.encode(public.as_bytes()),
    })
}

fn odd(why: &dyn std::fmt::Display) -> PortError {
    PortError::Configuration {
        module: MODULE,
        setting: "privatekey".to_owned(),
        why: why.to_string(),
    }
}

/// A whole mail as it goes over the wire, with its signature in front.
///
/// # Errors
/// Why it cannot be signed: the key is none, or the mail has no headers.
pub(super) fn signed(mail: &[u8], key: &MailKey, at: Timestamp) -> Result<Vec<u8>, String> {
    let private = RsaPrivateKey::from_pkcs1_pem(key.private.expose())
        .map_err(|error| format!("the key of {} cannot be read: {error}", key.domain))?;
    let end = mail.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no headers")?;
    let (head, body) = (&mail[..end + 2], &mail[end + 4..]);
    let head = std::str::from_utf8(head).map_err(|error| error.to_string())?;
    let headers = headers_of(head);
    let mut names = Vec::new();
    let mut hashed = String::new();
    for name in SIGNED {
        // Of several only the last would be signed: a mail of ours has each once.
        if let Some((_, value)) = headers.iter().rfind(|(known, _)| known == name) {
            names.push(name);
            hashed.push_str(&format!("{name}:{value}\r\n"));
        }
    }
    // Named once more than there are, so that nobody can put another sender in front.
    names.push("from");
    let body_hash = BASE64.encode(Sha256::digest(relaxed_body(body)));
    let unsigned = format!(
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={}; t={}; h={}; bh={body_hash}; b=",
        key.domain,
        key.selector,
        at.as_second(),
        names.join(":"),
    );
    hashed.push_str(&format!("dkim-signature:{unsigned}"));
    let digest = Sha256::digest(hashed.as_bytes());
    let signature = private
        .sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<Sha256>(), &digest)
        .map_err(|error| format!("the key of {} does not sign: {error}", key.domain))?;
    // A line has 78 letters at most where it can (RFC 5322 section 2.1.1).
    let folded = unsigned.replace("; ", ";\r\n ");
    let mut whole = format!("DKIM-Signature: {folded}").into_bytes();
    for part in BASE64.encode(signature).as_bytes().chunks(72) {
        whole.extend_from_slice(b"\r\n ");
        whole.extend_from_slice(part);
    }
    whole.extend_from_slice(b"\r\n");
    whole.extend_from_slice(mail);
    Ok(whole)
}

/// Names in small letters and values on one line, in order (RFC 6376 section 3.4.2).
fn headers_of(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.to_owned()));
        }
    }
    for (_, value) in &mut headers {
        *value = squeezed(value).trim().to_owned();
    }
    headers
}

/// Every run of spaces and tabs as one space.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        match each {
            ' ' | '\t' if out.ends_with(' ') => {}
            ' ' | '\t' => out.push(' '),
            each => out.push(each),
        }
    }
    out
}

/// The body without spaces at the ends of lines and without empty lines at its end
/// (RFC 6376 section 3.4.4).
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut full = 0;
    let text = body.strip_suffix(b"\r\n").unwrap_or(body);
    let mut rest = Some(text).filter(|_| !body.is_empty());
    while let Some(left) = rest {
        let end = left.windows(2).position(|two| two == b"\r\n");
        let line = &left[..end.unwrap_or(left.len())];
        rest = end.map(|end| &left[end + 2..]);
        let begin = out.len();
        for byte in line {
            match byte {
                b' ' | b'\t' if out.len() > begin && out.ends_with(b" ") => {}
                b' ' | b'\t' => out.push(b' '),
                byte => out.push(*byte),
            }
        }
        if out.len() > begin && out.ends_with(b" ") {
            out.pop();
        }
        let said = out.len() > begin;
        out.extend_from_slice(b"\r\n");
        if said {
            full = out.len();
        }
    }
    out.truncate(full);
    out
}

#[cfg(test)]
mod tests {
    use super::{headers_of, relaxed_body};

    /// The example of RFC 6376 section 3.4.5, and what stands on the edges.
    #[test]
    fn spaces_and_empty_lines_do_not_count() {
        let said = headers_of("A: X\r\nB : Y\t\r\n\tZ  \r\n");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(said, [pair("a", "X"), pair("b", "Y Z")]);
        for (body, relaxed) in [
            (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
            ("", ""),
            ("\r\n\r\n", ""),
            ("no end", "no end\r\n"),
            ("a\r\n\r\n b\r\n", "a\r\n\r\n b\r\n"),
            ("a\r\n \t\r\n", "a\r\n"),
        ] {
            assert_eq!(relaxed_body(body.as_bytes()), relaxed.as_bytes(), "{body:?}");
        }
    }
}
