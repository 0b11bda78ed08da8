//! An account at a registry: what the operator's settings say, checked.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::domains::name::DomainName;
use ports::{PortError, Secret, SettingField, SettingKind, Settings};
use sha2::Sha256;

use super::{MODULE, Stop};
use ports::Refused;
use ports::registrar::KeyForm;

/// Contact ids have at most 16 characters (RFC 5733 section 2.1), of which the hash takes 12.
const PREFIX_CHARS_MAX: usize = 4;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The settings of the module.
pub(super) const FIELDS: [SettingField; 12] = [
    SettingField::text("host", "Server", "The registry's name on the net.").leads().required(),
    SettingField::text("port", "Port", "Nearly always 700.")
        .leads()
        .kind(SettingKind::Number)
        .default_value("700"),
    SettingField::text("username", "Client ID", "The registrar's ID at the registry.").required(),
    SettingField::text("password", "Password", "Belongs to the client ID.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text("tlds", "Endings", "What the registry runs, such as com, net.").required(),
    SettingField::text("contacts", "Contacts", "A thin registry keeps none.")
        .kind(SettingKind::Choice(&["kept", "none"]))
        .default_value("kept"),
    SettingField::text("hosts", "Name servers", "As objects of their own, or with each domain.")
        .kind(SettingKind::Choice(&["objects", "attributes"]))
        .default_value("objects"),
    SettingField::text("dnssec", "DNSSEC", "Told by DS records (kept), by keys, or not published.")
        .kind(SettingKind::Choice(&["kept", "keys", "none"]))
        .default_value("kept"),
    SettingField::text(
        "contact_prefix",
        "Prefix of contact IDs",
        "Up to four letters and digits, different for each installation that shares an account.",
    )
    .default_value("HST"),
    SettingField::text(
        "authority",
        "Authority",
        "Certificate (PEM) of the authority behind the server, unless it is a public one.",
    )
    .leads()
    .kind(SettingKind::LongText),
    SettingField::text("certificate", "Client certificate", "As PEM, where the registry asks.")
        .kind(SettingKind::LongText),
    SettingField::text("private_key", "Key of the certificate", "As PEM (PKCS 8), unencrypted.")
        .kind(SettingKind::Secret),
];

/// An account at a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    /// The server's name, which its certificate must have.
    pub(super) host: String,
    /// Its port.
    pub(super) port: u16,
    /// Our client ID.
    pub(super) user: String,
    /// Its password.
    pub(super) password: Secret,
    /// The endings that the registry runs, without a leading dot.
    pub(super) tlds: Vec<String>,
    /// Whether it keeps contacts.
    pub(super) contacts: bool,
    /// Whether name servers are objects (RFC 5731 section 1.1).
    pub(super) host_objects: bool,
    /// How it is told of keys (RFC 5910 section 4), if it publishes them.
    pub(super) dnssec: Option<KeyForm>,
    /// What our contact ids begin with.
    pub(super) prefix: String,
    /// Certificates (DER) of authorities; public ones if there are none.
    pub(super) authority: Vec<Vec<u8>>,
    /// Our own certificates (DER), leaf first.
    pub(super) certificate: Vec<Vec<u8>>,
    /// Their key, PKCS 8 (DER) in base64.
    pub(super) private_key: Secret,
}

impl Account {
    /// Reads the settings.
    ///
    /// # Errors
    /// Names the setting at fault.
    pub(super) fn of(settings: &Settings) -> Result<Account, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let host = settings.need(MODULE, "host")?.trim().to_owned();
        if host.contains(['/', ':', ' ', '@']) {
            return Err(PortError::setting(MODULE, "host", "is a name without anything around it"));
        }
        let port = settings.number(MODULE, "port")?.unwrap_or(700);
        let port = u16::try_from(port).ok().filter(|port| *port > 0);
        let pem = |name: &str| read_pem(settings.get(name).unwrap_or_default(), name);
        let (authority, certificate) = (pem("authority")?, pem("certificate")?);
        let key = pem("private_key")?.into_iter().next();
        if key.is_some() == certificate.is_empty() {
            return Err(PortError::setting(
                MODULE,
                "private_key",
                "belongs to a client certificate, and it to a key",
            ));
        }
        Ok(Account {
            host,
            port: port.ok_or_else(|| PortError::setting(MODULE, "port", "is no port"))?,
            user: settings.need(MODULE, "username")?.trim().to_owned(),
            password: Secret::new(settings.need(MODULE, "password")?),
            tlds: tlds(settings.need(MODULE, "tlds")?)?,
            contacts: settings.get("contacts") != Some("none"),
            host_objects: settings.get("hosts") != Some("attributes"),
            dnssec: match settings.get("dnssec") {
                Some("none") => None,
                Some("keys") => Some(KeyForm::Key),
                _ => Some(KeyForm::Ds),
            },
            prefix: prefix(settings.get("contact_prefix").unwrap_or("HST"))?,
            authority,
            certificate,
            private_key: Secret::new(BASE64_STANDARD.encode(key.unwrap_or_default())),
        })
    }

    /// Whether the registry runs the ending of a name.
    pub(super) fn offers(&self, domain: &str) -> bool {
        let ends = |tld: &String| {
            let label = domain.strip_suffix(tld.as_str()).and_then(|rest| rest.strip_suffix('.'));
            label.is_some_and(|label| !label.is_empty() && !label.contains('.'))
        };
        self.tlds.iter().any(ends)
    }

    /// A name that can be registered here.
    pub(super) fn check_name(&self, domain: &str) -> Result<(), Stop> {
        if DomainName::parse(domain).map(|name| name.as_str() != domain).unwrap_or(true) {
            return Err(Refused::new("2005", "The name is not valid").into());
        }
        if self.offers(domain) {
            Ok(())
        } else {
            Err(Refused::new("2307", "The registry does not run this ending").into())
        }
    }

    /// A transfer code that nobody guesses and that is the same for the same key, so that a name
    /// can be told to have been registered by that very call.
    pub(super) fn code(&self, key: &str) -> String {
        dressed(&self.letters(&format!("transfer code {key}")))
    }

    /// The id of a contact, the same for the same content of the same name.
    pub(super) fn contact_id(&self, domain: &str, content: &str) -> String {
        // Many registries know large letters only.
        let letters = self.letters(&format!("contact {domain} {content}")).to_ascii_uppercase();
        format!("{}{letters}", self.prefix)
    }

    fn letters(&self, text: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.password.expose().as_bytes()) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        let bytes = mac.finalize().into_bytes();
        let letter = |byte: &u8| char::from(BASE62[usize::from(*byte) % BASE62.len()]);
        bytes.iter().take(12).map(letter).collect()
    }
}

/// A code with all that registries may ask of one: small and large letters, digits, a sign.
pub(super) fn dressed(letters: &str) -> String {
    format!("{letters}-aZ7")
}

fn tlds(text: &str) -> Result<Vec<String>, PortError> {
    let words = text.split([',', ' ', '\n', '\r']).map(|word| word.trim().trim_start_matches('.'));
    let found: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    let good = |tld: &String| DomainName::parse(&format!("a.{tld}")).is_ok();
    match found.iter().find(|tld| !good(tld)) {
        Some(bad) => Err(PortError::setting(MODULE, "tlds", format!("{bad:?} is no ending"))),
        None if found.is_empty() => Err(PortError::setting(MODULE, "tlds", "is missing")),
        None => Ok(found),
    }
}

fn prefix(text: &str) -> Result<String, PortError> {
    let text = text.trim();
    let good =
        text.len() <= PREFIX_CHARS_MAX && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if good {
        Ok(text.to_owned())
    } else {
        Err(PortError::setting(MODULE, "contact_prefix", "is up to four letters"))
    }
}

/// The blocks of a PEM text, also of one whose line breaks were lost in a form.
fn read_pem(text: &str, setting: &str) -> Result<Vec<Vec<u8>>, PortError> {
    let mut found = Vec::new();
    let mut parts = text.split("-----");
    while let Some(part) = parts.next() {
        if !part.trim_start().starts_with("BEGIN ") {
            continue;
        }
        let body: String =
            parts.next().unwrap_or_default().chars().filter(|each| !each.is_whitespace()).collect();
        let whole = parts.next().is_some_and(|end| end.starts_with("END "));
        let body = BASE64_STANDARD.decode(body).ok().filter(|body| whole && !body.is_empty());
        found.push(
            body.ok_or_else(|| PortError::setting(MODULE, setting, "cannot be read as PEM"))?,
        );
    }
    if found.is_empty() && !text.trim().is_empty() {
        return Err(PortError::setting(MODULE, setting, "holds no PEM"));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(more: &[(&str, &str)]) -> Settings {
        let usual = [
            ("host", "epp.example"),
            ("username", "us"),
            ("password", "pw"),
            ("tlds", "com, .NET"),
        ];
        Settings::from_iter(usual.iter().chain(more).copied())
    }

    #[test]
    fn settings_are_read_and_the_one_at_fault_is_named() {
        let account = Account::of(&settings(&[])).unwrap();
        assert_eq!((account.port, account.tlds.len(), account.contacts), (700, 2, true));
        assert!(account.offers("a.net") && !account.offers("a.b.net") && !account.offers("net"));
        for (name, value) in [
            ("host", "https://epp.example"),
            ("port", "70000"),
            ("port", "seven"),
            ("tlds", "no ending_"),
            ("contact_prefix", "TOOLONG"),
            ("contacts", "some"),
            ("hosts", "some"),
            ("dnssec", "some"),
            ("authority", "nothing"),
            ("certificate", "-----BEGIN CERTIFICATE-----!-----END CERTIFICATE-----"),
            ("private_key", "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----"),
        ] {
            let error = Account::of(&settings(&[(name, value)])).unwrap_err().to_string();
            assert!(error.contains(&format!("setting {name}")), "{name}: {error}");
        }
    }

    #[test]
    fn pem_survives_a_form_that_drops_line_breaks() {
        for text in [
            "-----BEGIN X-----\nAQID\r\nBA==\n-----END X-----\n",
            "-----BEGIN X-----AQIDBA==-----END X-----",
        ] {
            assert_eq!(read_pem(text, "x").unwrap(), [vec![1, 2, 3, 4]]);
        }
    }

    #[test]
    fn codes_and_ids_fit_the_schema_and_repeat() {
        let account = Account::of(&settings(&[])).unwrap();
        let other = Account { password: "another".into(), ..account.clone() };
        assert_eq!(account.code("a"), account.code("a"));
        assert_ne!(account.code("a"), account.code("b"));
        assert_ne!(account.code("a"), other.code("a"));
        assert_eq!((account.code("a").len(), account.contact_id("a.com", "x").len()), (16, 15));
    }
}
