//! Names: found, registered, taken over and changed.

mod renewing;

use jiff::civil::Date;
use model::hex::hex;
use ports::registrar::{
    Answer, DomainDone, DomainSync, DomainSyncState, Registration, Transfer, TransferCode, agreed,
};
use ports::{PortError, Refused};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::api::{Account, Said, text};
use super::{people, prices};
pub(super) use renewing::renew;

/// Most years that a name is registered or renewed for.
const YEARS_MAX: u8 = 10;
/// What our line in the comments of a name begins with.
const MARK: &str = "hostler: ";

/// A name as OpenProvider has it.
#[derive(Debug, Clone)]
pub(super) struct Found(Value);

/// Registers a name, unless the same call has done it.
pub(super) async fn register(
    account: &Account,
    wish: &Registration,
) -> Result<Answer<DomainDone>, PortError> {
    if let Err(no) = lawful(&wish.domain, wish.years) {
        return Ok(Err(no));
    }
    if let Some(found) = find(account, &wish.domain).await? {
        return Ok(found.became("register", &wish.idempotency_key));
    }
    let asked = prices::premium_registration(account, &wish.domain).await?;
    if let Err(no) = asked.and_then(|asked| agreed(wish.years, wish.fee, asked)) {
        return Ok(Err(no));
    }
    let order = match order(account, wish, "register").await? {
        Ok(order) => order,
        Err(no) => return Ok(Err(no)),
    };
    let mut body = order;
    body["period"] = json!(wish.years);
    body["unit"] = json!("y");
    let said = account.post(&["domains"], &body).await?;
    Ok(said.and_then(|said| Found(said).done()))
}

/// Takes a name over, unless the same call has begun to.
pub(super) async fn transfer(
    account: &Account,
    wish: &Transfer,
) -> Result<Answer<DomainDone>, PortError> {
    let registration = &wish.registration;
    if let Err(no) = lawful(&registration.domain, 1) {
        return Ok(Err(no));
    }
    let key = &registration.idempotency_key;
    if let Some(found) = find(account, &registration.domain).await? {
        return Ok(found.became("transfer", key));
    }
    let asked = prices::premium_price(account, &registration.domain, "transfer").await?;
    if let Err(no) = asked.and_then(|asked| agreed(1, registration.fee, asked)) {
        return Ok(Err(no));
    }
    let mut body = match order(account, registration, "transfer").await? {
        Ok(order) => order,
        Err(no) => return Ok(Err(no)),
    };
    body["auth_code"] = json!(wish.transfer_code.expose());
    let said = account.post(&["domains", "transfer"], &body).await?;
    Ok(said.and_then(|said| Found(said).done()))
}

/// Changes something about a name.
pub(super) async fn change(
    account: &Account,
    domain: &str,
    change: Value,
) -> Result<Answer<()>, PortError> {
    let found = match here(account, domain).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let said = account.put(&["domains", &found.id()], &change).await?;
    Ok(said.map(drop))
}

/// The name servers, in order.
pub(super) async fn name_servers(
    account: &Account,
    domain: &str,
) -> Result<Answer<Vec<String>>, PortError> {
    Ok(here(account, domain).await?.map(|found| {
        let servers = found.0.get("name_servers").and_then(Value::as_array);
        let mut servers: Vec<(i64, String)> = servers
            .into_iter()
            .flatten()
            .map(|server| {
                let place = server.get("seq_nr").and_then(Value::as_i64).unwrap_or_default();
                (place, text(server, "/name").to_owned())
            })
            .collect();
        servers.sort_by_key(|(place, _)| *place);
        servers.into_iter().map(|(_, name)| name).collect()
    }))
}

/// The code of a name; where the registry mails it, it comes to the owner.
pub(super) async fn transfer_code(
    account: &Account,
    domain: &str,
) -> Result<Answer<TransferCode>, PortError> {
    let found = match here(account, domain).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let said = account.get(&["domains", &found.id(), "authcode"], &[]).await?;
    Ok(said.map(|said| match text(&said, "/auth_code") {
        "" => TransferCode::Mailed,
        code => TransferCode::Given(code.into()),
    }))
}

/// State and expiry of a name.
pub(super) async fn sync(
    account: &Account,
    domain: &str,
    today: Date,
) -> Result<Option<DomainSync>, PortError> {
    let Some(found) = find(account, domain).await? else { return Ok(None) };
    let expires_on = found.expires_on();
    let over = expires_on.is_some_and(|date| date < today);
    let state = match text(&found.0, "/status") {
        "ACT" if over => DomainSyncState::Expired,
        "ACT" => DomainSyncState::Active,
        "REQ" | "PEN" | "SCH" => DomainSyncState::TransferPending,
        "RRQ" => DomainSyncState::Expired,
        "FAI" => DomainSyncState::TransferFailed { why: "OpenProvider says it failed".to_owned() },
        "DEL" if found.restorable_on().is_some_and(|until| until >= today) => {
            DomainSyncState::Expired
        }
        "DEL" => DomainSyncState::Cancelled,
        other => return Err(account.unreadable(format!("a name that is {other:?}"))),
    };
    Ok(Some(DomainSync { state, expires_on }))
}

/// A name that is with this account.
pub(super) async fn here(account: &Account, domain: &str) -> Result<Answer<Found>, PortError> {
    let none = || Refused::new("not_found", format!("{domain} is not in this account"));
    Ok(find(account, domain).await?.ok_or_else(none))
}

async fn find(account: &Account, domain: &str) -> Result<Option<Found>, PortError> {
    let said = match account.get(&["domains"], &[("full_name", domain)]).await? {
        Ok(said) => said,
        Err(no) => return Err(account.unreadable(format!("a list of names is refused: {no}"))),
    };
    let results = said.get("results").and_then(Value::as_array);
    let mut names = results.into_iter().flatten().map(|found| Found(found.clone()));
    Ok(names.find(|found| found.name() == domain))
}

/// What registrations and transfers have in common; contacts are made first.
async fn order(account: &Account, wish: &Registration, act: &str) -> Said {
    let servers = match servers(&wish.name_servers) {
        Ok(servers) => servers,
        Err(no) => return Ok(Err(no)),
    };
    let handles = match people::handles(account, &wish.contacts).await? {
        Ok(handles) => handles,
        Err(no) => return Ok(Err(no)),
    };
    let mut body = json!({
        "domain": split(&wish.domain),
        "name_servers": servers,
        // Whether it is renewed is decided here, by what is paid.
        "autorenew": "off",
        "is_private_whois_enabled": wish.id_protection,
        "comments": line(act, &wish.idempotency_key),
    });
    if let Value::Object(fields) = &mut body {
        fields.extend(handles);
        if let Some(fee) = wish.fee {
            fields.insert("accept_premium_fee".to_owned(), prices::amount(fee));
        }
        if !wish.fields.is_empty() {
            let more: Map<String, Value> =
                wish.fields.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
            fields.insert("additional_data".to_owned(), Value::Object(more));
        }
    }
    Ok(Ok(body))
}

/// Name servers in OpenProvider's words.
pub(super) fn servers(names: &[String]) -> Result<Value, Refused> {
    if names.is_empty() || !names.iter().all(|name| is_name(name)) {
        return Err(Refused::new("name_servers", "Name servers are needed, by their names"));
    }
    let servers = (1..).zip(names).map(|(place, name)| json!({ "name": name, "seq_nr": place }));
    Ok(servers.collect())
}

/// A name in its two parts.
pub(super) fn split(domain: &str) -> Value {
    let (name, extension) = domain.split_once('.').unwrap_or((domain, ""));
    json!({ "name": name, "extension": extension })
}

fn lawful(domain: &str, years: u8) -> Result<(), Refused> {
    if !is_name(domain) {
        return Err(Refused::new("domain", "The name is not valid"));
    }
    if !(1..=YEARS_MAX).contains(&years) {
        return Err(Refused::new("period", "A name is had for one to ten years"));
    }
    Ok(())
}

/// Whether it is a name of at least two labels.
pub(super) fn is_name(text: &str) -> bool {
    let label = |label: &str| {
        let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(good)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

/// Keys may be long and comments are short.
fn line(act: &str, key: &str) -> String {
    let mut mark = hex(&Sha256::digest(key.as_bytes()));
    mark.truncate(32);
    format!("{MARK}{act} {mark}")
}

impl Found {
    /// OpenProvider's number of it.
    pub(super) fn id(&self) -> String {
        self.0.get("id").map(Value::to_string).unwrap_or_default()
    }

    /// The handle of a contact.
    pub(super) fn handle(&self, role: &str) -> &str {
        self.0.get(role).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn is_locked(&self) -> bool {
        self.is("is_locked")
    }

    /// Whether something is switched on.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A list of it, if it is there.
    pub(super) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.0.get(name).and_then(Value::as_array)
    }

    fn name(&self) -> String {
        format!("{}.{}", text(&self.0, "/domain/name"), text(&self.0, "/domain/extension"))
    }

    fn expires_on(&self) -> Option<Date> {
        day(text(&self.0, "/expiration_date"))
    }

    fn restorable_on(&self) -> Option<Date> {
        day(text(&self.0, "/restorable_until"))
    }

    fn is_marked(&self, act: &str, key: &str) -> bool {
        let line = line(act, key);
        text(&self.0, "/comments").lines().any(|each| each.trim() == line)
    }

    /// The comments with our line in the place of our last one.
    fn comments(&self, act: &str, key: &str) -> String {
        let others = text(&self.0, "/comments").lines().filter(|each| !each.starts_with(MARK));
        let line = line(act, key);
        others.chain([line.as_str()]).collect::<Vec<_>>().join("\n")
    }

    /// What a name that is there already means for a call.
    fn became(&self, act: &str, key: &str) -> Answer<DomainDone> {
        if self.is_marked(act, key) {
            return self.done();
        }
        Err(Refused::new("exists", "The name is in this account already"))
    }

    fn done(&self) -> Answer<DomainDone> {
        match text(&self.0, "/status") {
            "ACT" => Ok(DomainDone::Done { expires_on: self.expires_on() }),
            "FAI" => Err(Refused::new("FAI", "OpenProvider says that it failed")),
            _ => Ok(DomainDone::Pending { reference: self.id() }),
        }
    }
}

/// The day of an instant as OpenProvider writes it: `2027-01-31 10:00:00`.
fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{day, is_name, split};
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn names_and_days_are_told_from_other_texts() {
        for (text, good) in [
            ("example.com", true),
            ("xn--mnchen-3ya.co.uk", true),
            ("example", false),
            ("a b.com", false),
            ("-a.com", false),
            ("a..com", false),
            ("a.com\r\nx", false),
        ] {
            assert_eq!(is_name(text), good, "{text:?}");
        }
        assert_eq!(split("a.co.uk"), json!({ "name": "a", "extension": "co.uk" }));
        assert_eq!(day("2027-01-31 10:00:00"), Some(date(2027, 1, 31)));
        assert_eq!(day("0000-00-00 00:00:00"), None);
        assert_eq!(day(""), None);
    }
}
