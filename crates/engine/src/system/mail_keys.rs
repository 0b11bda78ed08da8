//! Keys that mails are signed with (DKIM, RFC 6376), so that receivers believe where a mail comes
//! from.

use ports::mail::{MadeMailKey, MailKey};
use ports::resolver::{Record, RecordKind};
use serde_json::{Value, json};
use store::system::mail_keys::{self, MailKeyRow};

use crate::domains::resolution;
use crate::{Act, Cx, Engine, Fault, Result, conflict, invalid, not_found};

/// The name of a key where nobody gives it one.
pub const SELECTOR: &str = "hostler";
/// Domains with keys at most.
const KEYS_MAX: usize = 100;

/// What the DNS says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It has this key.
    Yes,
    /// It has nothing there.
    No,
    /// It has another key there.
    Another,
    /// It did not answer.
    Unknown,
}

impl Published {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Published::Yes => "yes",
            Published::No => "no",
            Published::Another => "another",
            Published::Unknown => "unknown",
        }
    }
}

/// A new key, or one that is given in PEM. It is made outside of the act: it takes its time.
///
/// # Errors
/// Invalid when what is given is no key.
pub async fn made(engine: &Engine, given: Option<&str>) -> Result<MadeMailKey> {
    let keys = &engine.world().mail_keys;
    match given.map(str::trim).filter(|pem| !pem.is_empty()) {
        Some(pem) => keys.read(pem).map_err(|no| invalid("privatekey", no.message)),
        None => keys.make().await.map_err(Fault::broken),
    }
}

/// Keeps a key for a domain: from now on its mails are signed.
///
/// # Errors
/// Invalid for a domain or a name that is none; a conflict when the domain has a key.
pub async fn add(
    act: &mut Act,
    domain: &str,
    selector: &str,
    key: &MadeMailKey,
) -> Result<MailKeyRow> {
    let domain = checked(domain, "domain")?;
    if !domain.contains('.') {
        return Err(invalid("domain", "A domain has a dot, as example.com"));
    }
    let selector = checked(if selector.is_empty() { SELECTOR } else { selector }, "selector")?;
    let known = mail_keys::all(&mut act.conn).await?;
    if known.iter().any(|row| row.domain == domain) {
        return Err(conflict(format!("{domain} has a key; delete that first")));
    }
    if known.len() >= KEYS_MAX {
        return Err(conflict(format!("There are {KEYS_MAX} keys already")));
    }
    let place = format!("{PLACE}{domain}");
    let sealed = {
        let chance = act.engine.world().chance.as_ref();
        act.engine.secrets().seal(chance, &place, key.private.expose())?
    };
    let mut row = MailKeyRow {
        id: 0,
        domain,
        selector,
        public_key: key.public.clone(),
        private_key: sealed,
        created_at: act.at(),
    };
    row.id = mail_keys::insert(&mut act.conn, &row).await?;
    let fields = [
        ("domain", Value::Null, json!(row.domain)),
        ("selector", Value::Null, json!(row.selector)),
    ];
    act.changed("mail_key", row.id, &fields).await?;
    act.log(None, format!("Mail Key Added - {} - {}", row.domain, row.selector)).await?;
    Ok(row)
}

/// Takes the key of a domain away: its mails go out unsigned.
///
/// # Errors
/// Not found.
pub async fn remove(act: &mut Act, domain: &str) -> Result<()> {
    let domain = domain.trim().to_ascii_lowercase();
    let gone = mail_keys::remove(&mut act.conn, &domain).await?;
    let row = gone.ok_or_else(|| not_found("This domain has no key"))?;
    act.changed("mail_key", row.id, &[("domain", json!(row.domain), Value::Null)]).await?;
    act.log(None, format!("Mail Key Deleted - {} - {}", row.domain, row.selector)).await
}

/// What a mail from an address is signed with; nothing where its domain has no key.
pub(super) async fn of_sender(engine: &Engine, from: &str) -> Result<Option<MailKey>> {
    let Some((_, domain)) = from.rsplit_once('@') else { return Ok(None) };
    let mut c = engine.db().read().await?;
    let row = mail_keys::of_domain(&mut c, &domain.to_ascii_lowercase()).await?;
    drop(c);
    let Some(row) = row else { return Ok(None) };
    let private = engine.secrets().open(&format!("{PLACE}{}", row.domain), &row.private_key)?;
    Ok(Some(MailKey { domain: row.domain, selector: row.selector, private: private.into() }))
}

/// Where the DNS has to say a key, and what (RFC 6376 section 3.6.1).
#[must_use]
pub fn record(row: &MailKeyRow) -> (String, String) {
    let name = format!("{}._domainkey.{}", row.selector, row.domain);
    (name, format!("v=DKIM1; k=rsa; p={}", row.public_key))
}

/// Whether the DNS says it.
pub async fn published(cx: &Cx, row: &MailKeyRow) -> Published {
    let (name, wanted) = record(row);
    let said = match resolution::look_up(cx, &name, &[RecordKind::Txt]).await {
        Ok(found) => found.unwrap_or_default(),
        Err(_) => return Published::Unknown,
    };
    let key_of = |text: &str| {
        let tags = text.split(';').filter_map(|tag| tag.split_once('='));
        let mut keys = tags.filter(|(name, _)| name.trim() == "p");
        keys.next().map(|(_, key)| key.replace(char::is_whitespace, ""))
    };
    let texts = said.iter().filter_map(|record| match record {
        Record::Txt(text) => key_of(text),
        _ => None,
    });
    let keys: Vec<String> = texts.collect();
    match (keys.is_empty(), keys.iter().any(|key| Some(key) == key_of(&wanted).as_ref())) {
        (true, _) => Published::No,
        (false, true) => Published::Yes,
        (false, false) => Published::Another,
    }
}

/// Binds a sealed key to its domain.
const PLACE: &str = "mail_keys.private_key:";

/// Labels of letters, digits and hyphens, with dots between.
fn checked(text: &str, field: &'static str) -> Result<String> {
    let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        let inside = label.bytes().all(|each| each.is_ascii_alphanumeric() || each == b'-');
        inside
            && (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if text.len() > 200 || !text.split('.').all(label) {
        return Err(invalid(field, "Letters, digits and hyphens, with dots between"));
    }
    Ok(text)
}
