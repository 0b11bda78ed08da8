//! The people behind a name: customers of OpenProvider's, which are known by their handles.

use std::collections::BTreeMap;

use model::hex::hex;
use ports::registrar::{Answer, Contact, Contacts};
use ports::{PortError, Refused};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::api::{Account, text};
use super::domains;

const OWNER: &str = "owner_handle";
const ADMIN: &str = "admin_handle";
const TECHNICAL: &str = "tech_handle";
const BILLING: &str = "billing_handle";

/// Countries that write the number of a house before its street.
const NUMBER_FIRST: [&str; 11] = ["AU", "CA", "FR", "GB", "IE", "IN", "LU", "NZ", "SG", "US", "ZA"];
/// Digits of a phone number that stand for its area.
const AREA_DIGITS: usize = 3;

/// The handles of contacts as fields of a name; equal ones are one customer.
pub(super) async fn handles(
    account: &Account,
    contacts: &Contacts,
) -> Result<Answer<Map<String, Value>>, PortError> {
    let roles = [
        (OWNER, &contacts.registrant),
        (ADMIN, &contacts.admin),
        (TECHNICAL, &contacts.technical),
        (BILLING, &contacts.billing),
    ];
    let mut made: Vec<(&Contact, String)> = Vec::new();
    let mut found = Map::new();
    for (role, contact) in roles {
        let known = made.iter().find(|(one, _)| *one == contact);
        let handle = match known.map(|(_, handle)| handle.clone()) {
            Some(handle) => handle,
            None => match handle(account, contact).await? {
                Ok(handle) => handle,
                Err(no) => return Ok(Err(no)),
            },
        };
        found.insert(role.to_owned(), json!(handle));
        made.push((contact, handle));
    }
    Ok(Ok(found))
}

/// Gives a name other contacts.
pub(super) async fn set_contacts(
    account: &Account,
    domain: &str,
    contacts: &Contacts,
) -> Result<Answer<()>, PortError> {
    if let Err(no) = domains::here(account, domain).await? {
        return Ok(Err(no));
    }
    match handles(account, contacts).await? {
        Ok(handles) => domains::change(account, domain, Value::Object(handles)).await,
        Err(no) => Ok(Err(no)),
    }
}

/// The contacts of a name.
pub(super) async fn contacts(
    account: &Account,
    domain: &str,
) -> Result<Answer<Contacts>, PortError> {
    let found = match domains::here(account, domain).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let mut known: BTreeMap<String, Contact> = BTreeMap::new();
    for role in [OWNER, ADMIN, TECHNICAL, BILLING] {
        let handle = found.handle(role);
        if handle.is_empty() || known.contains_key(handle) {
            continue;
        }
        match account.get(&["customers", handle], &[]).await? {
            Ok(customer) => known.insert(handle.to_owned(), read(&customer)),
            Err(no) => return Ok(Err(no)),
        };
    }
    let of = |role| known.get(found.handle(role)).cloned().unwrap_or_default();
    Ok(Ok(Contacts {
        registrant: of(OWNER),
        admin: of(ADMIN),
        technical: of(TECHNICAL),
        billing: of(BILLING),
    }))
}

/// The customer with this content, who is made if there is none.
async fn handle(account: &Account, contact: &Contact) -> Result<Answer<String>, PortError> {
    let customer = match written(contact) {
        Ok(customer) => customer,
        Err(no) => return Ok(Err(no)),
    };
    let comments = text(&customer, "/comments").to_owned();
    let found = account.get(&["customers"], &[("comment_pattern", &comments)]).await?;
    let found = match found {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let results = found.get("results").and_then(Value::as_array);
    let same = |each: &&Value| text(each, "/comments") == comments;
    if let Some(one) = results.into_iter().flatten().find(same) {
        return Ok(Ok(text(one, "/handle").to_owned()));
    }
    let said = account.post(&["customers"], &customer).await?;
    Ok(said.map(|said| text(&said, "/handle").to_owned()))
}

fn written(contact: &Contact) -> Result<Value, Refused> {
    let (country_code, number) = contact
        .phone
        .split_once('.')
        .filter(|(code, number)| code.starts_with('+') && number.len() > AREA_DIGITS)
        .ok_or_else(|| Refused::new("phone", "A phone number as +CC.NUMBER is needed"))?;
    let (area, subscriber) = number
        .split_at_checked(AREA_DIGITS)
        .ok_or_else(|| Refused::new("phone", "A phone number has digits only"))?;
    let (street, house) = house_of(&contact.address1);
    let initials: String = contact.first_name.chars().take(1).collect();
    let full_name = format!("{} {}", contact.first_name, contact.last_name);
    let mut customer = json!({
        "company_name": contact.company,
        "name": {
            "first_name": contact.first_name,
            "last_name": contact.last_name,
            "full_name": full_name.trim(),
            "initials": initials,
        },
        "address": {
            "street": street,
            "number": house,
            "suffix": contact.address2,
            "zipcode": contact.postcode,
            "city": contact.city,
            "state": contact.state,
            "country": contact.country,
        },
        "phone": {
            "country_code": country_code,
            "area_code": area,
            "subscriber_number": subscriber,
        },
        "email": contact.email,
    });
    let mut mark = hex(&Sha256::digest(customer.to_string().as_bytes()));
    mark.truncate(32);
    customer["comments"] = json!(format!("hostler: contact {mark}"));
    Ok(customer)
}

fn read(customer: &Value) -> Contact {
    let word = |path: &str| text(customer, path).to_owned();
    let country = word("/address/country");
    let (street, house) = (text(customer, "/address/street"), text(customer, "/address/number"));
    let first = NUMBER_FIRST.contains(&country.as_str());
    let line = if first { format!("{house} {street}") } else { format!("{street} {house}") };
    let number = format!("{}{}", word("/phone/area_code"), word("/phone/subscriber_number"));
    Contact {
        first_name: word("/name/first_name"),
        last_name: word("/name/last_name"),
        company: word("/company_name"),
        email: word("/email"),
        address1: line.trim().to_owned(),
        address2: word("/address/suffix"),
        city: word("/address/city"),
        state: word("/address/state"),
        postcode: word("/address/zipcode"),
        country,
        phone: format!("{}.{number}", word("/phone/country_code")),
    }
}

/// A street and the number of the house, which OpenProvider keeps apart.
fn house_of(line: &str) -> (&str, &str) {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let line = line.trim();
    match (line.split_once(' '), line.rsplit_once(' ')) {
        (Some((number, street)), _) if is_number(number) => (street.trim(), number),
        (_, Some((street, number))) if is_number(number) => (street.trim(), number),
        _ => (line, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{house_of, read, written};
    use ports::registrar::Contact;

    #[test]
    fn addresses_are_taken_apart_and_put_together_again() {
        for (line, street, house) in [
            ("12 Example Street", "Example Street", "12"),
            ("Musterstraße 3a", "Musterstraße", "3a"),
            ("Rose Cottage", "Rose Cottage", ""),
            ("", "", ""),
        ] {
            assert_eq!(house_of(line), (street, house), "{line}");
        }
        for (country, line) in [("GB", "12 Example Street"), ("DE", "Musterstraße 3a")] {
            let contact = Contact {
                first_name: "Ada".to_owned(),
                address1: line.to_owned(),
                country: country.to_owned(),
                phone: "+44.2079460000".to_owned(),
                ..Contact::default()
            };
            assert_eq!(read(&written(&contact).unwrap()), contact);
        }
        assert!(written(&Contact::default()).is_err(), "a phone number is needed");
    }
}
